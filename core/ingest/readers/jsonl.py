"""JSONL (jsonlines.org): one JSON object a line. A line that is none costs that line only."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from core.domain.json import JsonValue
from core.ingest.encodings import MARK
from core.ingest.readers.base import BadRow, Choice, Probe, Reader, Table
from core.ingest.readers.json_values import MAX_DEPTH, as_record, bytes_fault, exact, fault
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream, encoding_of

_MARK_BYTES = MARK.encode("utf-8", "surrogatepass")
_LONG_NUMBER = b"0" * 19
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")


class JsonlTable(RecordTable):
    """A JSONL file."""

    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """See `RecordTable.found`."""
        line = 1
        for block in stream.utf8_lines():
            doubtful = is_doubtful(block)
            for piece in block.removesuffix(b"\n").split(b"\n"):
                if piece and not piece.isspace():
                    yield numbered(piece, line, doubtful=doubtful)
                line += 1


def is_doubtful(text: bytes) -> bool:
    """Whether there may be U+0000 or a number beyond 64 bits in `text`: then its records are looked at value by value."""
    return b"\\u0000" in text or _LONG_NUMBER in text.translate(_DIGITS_TO_ZERO)


def numbered(piece: bytes, line: int, *, doubtful: bool) -> Numbered:
    """The record that one JSON text is, or what is wrong with it."""
    try:
        value: JsonValue = orjson.loads(piece)
    except orjson.JSONDecodeError as error:
        return _broken(piece, line, error.colno)
    if doubtful or (len(piece) >= 2 * MAX_DEPTH and piece.count(b"[") + piece.count(b"{") >= MAX_DEPTH):
        bad = fault(value, line)
        if bad is not None:
            return bad
        value = exact(piece)
    record = as_record(value, line)
    return record if isinstance(record, BadRow) else (line, record)


def _broken(piece: bytes, line: int, column: int) -> BadRow:
    if _MARK_BYTES in piece:
        return bytes_fault(line)
    return BadRow(line, f"It is not valid JSON from column {column:,} on.", "row.json")


def open_jsonl(file: Probe, choice: Choice) -> Table:
    """The file as a table. Raises `UserError` (`import.no_records`) when no object is among the first thousand lines."""
    table = JsonlTable(file.path, "jsonl", [], file.size, encoding_of(file, choice.encoding, unicode_first=True))
    table.find_columns(file)
    return table


READER = Reader("jsonl", "JSONL", (".jsonl", ".ndjson", ".jsonlines"), open_jsonl)
