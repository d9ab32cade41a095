"""A look at a file before it is read: what is not there, not readable, empty or binary is refused with one sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from core.errors import UserError
from core.ingest.readers.base import Probe

HEAD_BYTES = 1 << 20
READABLE = "CSV, TSV, JSON, JSONL, Parquet, XLSX and CoNLL files, and folders of text files or datasets can be read."
PARQUET_MAGIC = b"PAR1"

_MAGIC = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"ARROW1", "an Arrow file"),
)
_FEW = 64
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def probe(path: Path) -> Probe:
    """The file's size and beginning.

    Raises `UserError`: `import.missing`, `import.folder`, `import.unreadable` or `import.empty`.
    """
    with reading(path):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UserError(
                "import.folder", f"“{path.name}” is a folder in which nothing can be read.", todo="Choose a file in it."
            )
        if not stat.S_ISREG(status.st_mode):
            raise UserError("import.unreadable", f"“{path.name}” is not an ordinary file.")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            size = os.fstat(file.fileno()).st_size
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UserError("import.empty", f"“{path.name}” is empty.")
    return Probe(path, size, head)


@contextmanager
def reading(path: Path) -> Generator[None]:
    """Turns the operating system's errors within into `UserError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("import.missing", f"There is no file “{path.name}” any more.", todo="Choose it again.") from error
    except PermissionError as error:
        raise UserError("import.unreadable", f"“{path.name}” may not be read.", todo="Ask its owner for leave.") from error
    except (OSError, ValueError) as error:  # ValueError: a path with U+0000 in it
        raise UserError("import.unreadable", f"“{path.name}” cannot be read from its disk.", todo="Copy it first.") from error


def refuse_binary(file: Probe) -> None:
    """Raises `UserError` (`import.binary`) when the file is known to be no text."""
    for magic, what in _MAGIC:
        if file.head.startswith(magic):
            raise UserError("import.binary", f"“{file.path.name}” is {what}.", todo=READABLE)


def refuse_controls(file: Probe, encoding: str) -> None:
    """Raises `UserError` (`import.binary`) when more than a few bytes, and one in twenty, are control characters.

    A single U+0000 in a text is the fault of its row. UTF-16 and UTF-32 are full of zeros and are not judged by them.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        return
    sample = file.head[:65_536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _FEW and controls * 20 > len(sample):
        raise UserError("import.binary", f"“{file.path.name}” holds binary data, not text.", todo=READABLE)
