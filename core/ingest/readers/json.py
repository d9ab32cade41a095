"""A JSON file that is an array of objects, one record each, read piece by piece; or JSONL under the name `.json`; or one object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from core.errors import UserError
from core.ingest.readers.base import Choice, Probe, Reader, Table
from core.ingest.readers.json_document import open_document
from core.ingest.readers.jsonl import is_doubtful, numbered, open_jsonl
from core.ingest.readers.records import Numbered, RecordTable
from core.ingest.readers.text import TextStream, encoding_of

#: The longest element, in characters.
_MAX_ELEMENT = 1 << 26
_SPACE = re.compile(r"[ \t\r\n]*")
#: Only finds where a value ends; what it is, the reader of JSONL says.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass
class JsonTable(RecordTable):
    """A JSON file that is an array of objects."""

    def found(self, stream: TextStream) -> Iterator[Numbered]:
        """See `RecordTable.found`. Raises `UserError` (`import.json`) where the array is broken; behind that nothing is sure."""
        elements = _Elements(stream)
        elements.expect("[")
        if elements.next_sign() == "]":
            elements.expect("]")
            return elements.end()
        while True:
            line, piece = elements.element()
            yield numbered(piece, line, doubtful=is_doubtful(piece))
            if elements.expect(",]") == "]":
                return elements.end()


class _Elements:
    """A window that moves over the text of an array, one element at a time."""

    def __init__(self, stream: TextStream) -> None:
        self._name = stream.path.name
        self._blocks = stream.blocks()
        self._text = ""
        self._at = 0
        self._line = 1

    def next_sign(self) -> str:
        """The next character that is no space, which stays; empty at the end of the file."""
        while True:
            stop = self._end_of_space()
            self._line += self._text.count("\n", self._at, stop)
            self._at = stop
            if stop < len(self._text) or not self._more():
                return self._text[stop : stop + 1]

    def expect(self, signs: str) -> str:
        """Takes the next sign, which must be one of `signs`."""
        sign = self.next_sign()
        if not sign or sign not in signs:
            raise self._broken()
        self._at += 1
        return sign

    def end(self) -> None:
        """Raises unless nothing but spaces follows."""
        if self.next_sign():
            raise self._broken()

    def element(self) -> tuple[int, bytes]:
        """Takes one value, and returns the line it begins on and its text as UTF-8."""
        if not self.next_sign():
            raise self._broken()
        while True:
            stop = self._end_of_value()
            if stop is not None:
                break
            if len(self._text) - self._at > _MAX_ELEMENT or not self._more(double=True):
                raise self._broken()
        line, piece = self._line, self._text[self._at : stop]
        self._line += piece.count("\n")
        self._at = stop
        return line, piece.encode("utf-8", "surrogatepass")

    def _end_of_value(self) -> int | None:
        """The end of the value, if all of it is in the window (a number at the very end of it may go on)."""
        try:
            _, stop = _DECODER.raw_decode(self._text, self._at)
        except RecursionError as error:
            raise self._broken() from error
        except ValueError:
            return None
        closed = stop < len(self._text) or self._text[stop - 1] in '}]"'
        return stop if closed else None

    def _more(self, *, double: bool = False) -> bool:
        """Lets go of what was read and adds the next block, or as much as there is in the window; False at the end."""
        size = len(self._text) - self._at if double else 0
        parts = [self._text[self._at :]]
        added = 0
        for block in self._blocks:
            parts.append(block)
            added += len(block)
            if added > size:
                break
        self._text, self._at = "".join(parts), 0
        return added > 0

    def _end_of_space(self) -> int:
        found = _SPACE.match(self._text, self._at)
        assert found is not None
        return found.end()

    def _broken(self) -> UserError:
        what = f"“{self._name}” is not valid JSON at or after line {self._line:,}."
        return UserError("import.json", what, todo="Mend the file, or save it as JSONL, where one bad line costs one row.")


def open_json(file: Probe, choice: Choice) -> Table:
    """The file as a table, or as JSONL when it has an object a line.

    Raises `UserError`: `import.not_a_list` when it is one value, `import.json` when it is broken, `import.no_records`.
    """
    encoding = encoding_of(file, choice.encoding, unicode_first=True)
    first = "".join(islice(TextStream(file.path, encoding).blocks(), 1)).lstrip()[:1]
    if first == "{" and _has_object_lines(file, encoding):
        return open_jsonl(file, choice)
    if first == "{":
        return open_document(file, encoding)
    if first != "[":
        raise UserError(
            "import.not_a_list", f"“{file.path.name}” is not a list of JSON objects.", todo="Save it as a list or as JSONL."
        )
    table = JsonTable(file.path, "json", [], file.size, encoding)
    table.find_columns(file)
    return table


def _has_object_lines(file: Probe, encoding: str) -> bool:
    """Whether the first two lines that are not blank are JSON objects each."""
    lines = (line for part in TextStream(file.path, encoding).line_lists() for line in part if line.strip())
    first = list(islice(lines, 2))
    return len(first) == 2 and all(_is_object(line) for line in first)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


READER = Reader("json", "JSON", (".json",), open_json)
