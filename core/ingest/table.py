"""Opening a file or a folder as a table: the entrance to the readers, and the types that they give."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

from core.errors import UserError
from core.ingest.encodings import find_encoding
from core.ingest.formats import formatted
from core.ingest.readers import FOLDERS, READERS
from core.ingest.readers.base import BadRow, Batch, Choice, Known, Probe, Reader, Row, Table
from core.ingest.readers.conll import looks_tagged
from core.ingest.readers.dialect import Dialect
from core.ingest.readers.files import PARQUET_MAGIC, READABLE, probe, refuse_binary
from core.ingest.readers.lines import is_ours, looks_labelled, looks_like_texts
from core.ingest.readers.text import TextStream
from core.ingest.readers.xlsx import is_xlsx

__all__ = ["BadRow", "Batch", "Dialect", "Known", "Row", "Table", "open_table"]

_SAMPLE_LINES = 100


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    reader: str | None = None,
    dialect: Dialect | None = None,
    sheet: str | None = None,
    form: str | None = None,
) -> Table:
    """The file or folder as a table with columns; its rows are read when `batches` or `preview` is asked for them.

    `encoding` and `dialect` are found unless given; `reader` (a name in `READERS`) is chosen by the file's beginning and its
    suffix unless given; `sheet` is the one of a spreadsheet, else the first. `form` is a name in `FORMATS` (what another tool means
    by its records), found unless given; `plain` takes the records as they are. A name in `READERS` will do there, too.

    Raises `UserError` when the file cannot be a table: `import.missing`, `import.folder`, `import.unreadable`, `import.empty`,
    `import.binary`, `import.format`, `import.reader_unknown`, `import.encoding_unknown`, `import.header`, `import.json`,
    `import.not_a_list`, `import.no_records`, `import.line_too_long`, `import.damaged`, `import.no_sheet`, `import.too_large`.
    """
    if reader is not None and reader not in READERS:
        raise UserError("import.reader_unknown", f"There is no reader named {reader[:40]!r}.", todo=READABLE)
    if form in READERS:
        reader, form = form, None
    return formatted(_opened(path, reader, Choice(encoding, dialect, sheet)), form)


def _opened(path: Path, reader: str | None, choice: Choice) -> Table:
    if _is_folder(path):
        found = next((one for one in FOLDERS.values() if one.is_it(path)), None)
        if found is not None:
            return found.open(path)
    file = probe(path)
    chosen = READERS[reader] if reader is not None else _reader_of(file)
    return chosen.open(file, choice)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # ValueError: a path with U+0000 in it
        return False


def _reader_of(file: Probe) -> Reader:
    if file.head.startswith(PARQUET_MAGIC):
        return READERS["parquet"]
    if is_xlsx(file):
        return READERS["xlsx"]
    refuse_binary(file)
    suffix = file.path.suffix.lower()
    named = next((reader for reader in READERS.values() if suffix in reader.suffixes), None)
    if (named is None or suffix in {"", ".txt"}) and is_ours(file.path):
        return READERS["fasttext"]
    by_content = {"{": "jsonl", "[": "json"}.get(_first_sign(file))
    if named is not None and suffix not in {"", ".txt"}:
        return READERS["json"] if (named.name, by_content) == ("jsonl", "json") else named
    if by_content is not None:
        return READERS[by_content]
    if named is None:
        raise UserError("import.format", f"Files that end in “{suffix}” are not known.", todo=READABLE)
    return READERS[_of_text(file)]


def _of_text(file: Probe) -> str:
    """The name of the reader for a text file whose name says nothing, by its first lines."""
    encoding = find_encoding(file.head, whole=file.whole)
    all_lines = chain.from_iterable(TextStream(file.path, encoding).line_lists())
    lines = list(islice((line for line in all_lines if line.strip()), _SAMPLE_LINES))
    if looks_labelled(lines):
        return "fasttext"
    if looks_tagged(lines):
        return "conll"
    return "lines" if file.path.suffix.lower() == ".txt" and looks_like_texts(lines) else "csv"


def _first_sign(file: Probe) -> str:
    encoding = find_encoding(file.head, whole=file.whole)
    return file.head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")[:1]
