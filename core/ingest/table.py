"""Opening a file as a table: the entrance to the readers, and the types that they give."""

from __future__ import annotations

from pathlib import Path

from core.errors import UserError
from core.ingest.encodings import find_encoding
from core.ingest.readers import READERS
from core.ingest.readers.base import BadRow, Batch, Choice, Probe, Reader, Row, Table
from core.ingest.readers.dialect import Dialect
from core.ingest.readers.files import PARQUET_MAGIC, READABLE, probe, refuse_binary

__all__ = ["BadRow", "Batch", "Dialect", "Row", "Table", "open_table"]


def open_table(path: Path, *, encoding: str | None = None, reader: str | None = None, dialect: Dialect | None = None) -> Table:
    """The file as a table with columns; its rows are read when `batches` or `preview` is asked for them.

    `encoding` and `dialect` are found unless given; `reader` (a name in `READERS`) is chosen by the file's beginning and its
    suffix unless given.

    Raises `UserError` when the file cannot be a table: `import.missing`, `import.folder`, `import.unreadable`, `import.empty`,
    `import.binary`, `import.format`, `import.reader_unknown`, `import.encoding_unknown`, `import.header`, `import.json`,
    `import.not_a_list`, `import.no_records`, `import.line_too_long`, `import.damaged`.
    """
    if reader is not None and reader not in READERS:
        raise UserError("import.reader_unknown", f"There is no reader named {reader[:40]!r}.", todo=READABLE)
    file = probe(path)
    chosen = READERS[reader] if reader is not None else _reader_of(file)
    return chosen.open(file, Choice(encoding, dialect))


def _reader_of(file: Probe) -> Reader:
    if file.head.startswith(PARQUET_MAGIC):
        return READERS["parquet"]
    refuse_binary(file)
    suffix = file.path.suffix.lower()
    named = next((reader for reader in READERS.values() if suffix in reader.suffixes), None)
    by_content = {"{": "jsonl", "[": "json"}.get(_first_sign(file))
    if named is not None and suffix not in {"", ".txt"}:
        return READERS["json"] if (named.name, by_content) == ("jsonl", "json") else named
    if by_content is not None:
        return READERS[by_content]
    if named is None:
        raise UserError("import.format", f"Files that end in “{suffix}” are not known.", todo=READABLE)
    return named


def _first_sign(file: Probe) -> str:
    encoding = find_encoding(file.head, whole=file.whole)
    return file.head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")[:1]
