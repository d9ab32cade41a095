"""A folder of text files: each is an item, called by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.encodings import decoder_of
from core.ingest.readers.base import BATCH_BYTES, BATCH_ROWS, BadRow, Batch, FolderReader, Table
from core.ingest.readers.files import probe
from core.ingest.readers.json_values import text_fault
from core.ingest.readers.text import encoding_of

#: the longest text of one file, in bytes
MAX_FILE = 64 << 20
_COLUMNS = ["id", "text"]


@dataclass
class TextFolderTable(Table):
    """The `.txt` files of a folder and of those in it, in the order of their names. Lines are numbers of files."""

    files: list[Path] = field(default_factory=list[Path])

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """See `Table.batches`."""
        done = begun = 0
        rows: list[list[str]] = []
        lines: list[int] = []
        bad: list[BadRow] = []
        for number, path in enumerate(self.files, start=1):
            found = _text(path, number)
            if isinstance(found, BadRow):
                bad.append(found)
            else:
                rows.append([_name(path, self.path), found])
                lines.append(number)
                done += len(found)
            if len(rows) + len(bad) >= size or done - begun > BATCH_BYTES:
                yield _batch(self.columns, rows, lines, bad, done)
                rows, lines, bad, begun = [], [], [], done
        if rows or bad:
            yield _batch(self.columns, rows, lines, bad, self.size_bytes)


def _batch(columns: list[str], rows: list[list[str]], lines: list[int], bad: list[BadRow], done: int) -> Batch:
    cells: list[list[JsonValue]] = [list(row) for row in rows]
    return Batch(columns, cells, lines, bad, done)


def _name(path: Path, folder: Path) -> str:
    """The file's name without its ending, behind the folders that it lies in."""
    return path.relative_to(folder).with_suffix("").as_posix()


def _text(path: Path, number: int) -> str | BadRow:
    try:
        file = probe(path)
        if file.size > MAX_FILE:
            return BadRow(number, "Its file holds more than 64 MB.", "row.too_long")
        data = path.read_bytes()
        text = decoder_of(encoding_of(file, None)).decode(data, True).removeprefix("\ufeff").replace("\r\n", "\n")
    except UserError as error:
        return BadRow(number, "Its file is empty." if error.code == "import.empty" else "Its file cannot be read.", "row.file")
    except OSError:
        return BadRow(number, "Its file cannot be read.", "row.file")
    return text_fault(text, number) or text.strip("\n")


def holds_texts(folder: Path) -> bool:
    """Whether there is a text file in the folder or in one of those in it."""
    return any(path.is_file() for path in folder.rglob("*.txt"))


def open_texts(folder: Path) -> Table:
    """The folder as a table with the columns `id` and `text`."""
    files = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    size = sum(path.stat().st_size for path in files)
    return TextFolderTable(folder, "texts", list(_COLUMNS), size, files=files)


READER = FolderReader("texts", "a folder of text files", holds_texts, open_texts)
