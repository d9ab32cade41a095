"""What every reader of a file gives: a table of columns, streamed in batches of rows with their line numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.json import JsonValue

if TYPE_CHECKING:
    from core.domain.task import Task
    from core.ingest.mapping import Mapping
    from core.ingest.readers.dialect import Dialect

#: Small enough that the rows of a batch are still in the cache of the processor when they are looked at again.
BATCH_ROWS = 2000
#: A batch also ends when this many bytes were read for it, so that long texts do not pile up.
BATCH_BYTES = 4 << 20
_PREVIEW_BATCHES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name. `line` counts from 1: the line of the file it begins on; where there are no lines, the row's number."""

    line: int
    values: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that cannot be used. `reason` is one sentence without item text, `code` its stable name."""

    line: int
    reason: str
    code: str


@dataclass(slots=True)
class Batch:
    """Some rows in the order of the file.

    `rows[i]` holds one cell per name in `columns` and begins on line `lines[i]`; `columns` begins with those of the table and
    may go on with keys that turned up later. A cell that the record does not have is None; `records` are the objects as they
    came, where the format has objects. `bytes_read` counts from the beginning of the file.
    """

    columns: list[str]
    rows: Sequence[Sequence[JsonValue]]
    lines: Sequence[int]
    bad: list[BadRow]
    bytes_read: int
    records: list[dict[str, JsonValue]] | None = None

    def by_name(self) -> Iterator[Row]:
        """The rows as dicts; a key that a record does not have is not in its dict."""
        values = self.records if self.records is not None else (dict(zip(self.columns, row, strict=True)) for row in self.rows)
        return (Row(line, value) for line, value in zip(self.lines, values, strict=True))


@dataclass(frozen=True, slots=True)
class Probe:
    """A file that exists, is not empty and can be read: its size in bytes and its first bytes."""

    path: Path
    size: int
    head: bytes

    @property
    def whole(self) -> bool:
        """Whether `head` is all of it."""
        return len(self.head) >= self.size


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user decided about the reading; None leaves it to the file. `sheet`: of a spreadsheet."""

    encoding: str | None = None
    dialect: Dialect | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a format says of its columns: `title` in words, the mapping, and the task where it is the same for every file."""

    title: str
    mapping: Mapping
    task: Task | None = None


@dataclass
class Table(ABC):
    """A file as a table. Nothing stays open between calls; every call of `batches` reads from the beginning.

    `left_out` names columns that cannot be held as JSON (binary data). `dialect` is None unless the format has one. `known` is what
    the format says of its columns, where it says so.
    """

    path: Path
    format: str
    columns: list[str]
    size_bytes: int
    encoding: str | None = None
    dialect: Dialect | None = None
    left_out: list[str] = field(default_factory=list[str])
    known: Known | None = None

    @abstractmethod
    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """All rows in batches of at most `size`, with memory that does not grow with the file.

        Raises `UserError` when the file can no longer be read; what came before stands.
        """

    def preview(self, n: int = 20) -> list[dict[str, JsonValue]]:
        """The first `n` good rows by column name, or fewer when the beginning of the file has not so many."""
        rows = (row for batch in islice(self.batches(n), _PREVIEW_BATCHES) for row in batch.by_name())
        return [row.values for row in islice(rows, n)]


@dataclass(frozen=True, slots=True)
class Reader:
    """One entry of the table of readers. `open` raises `UserError` when the file is not of this format."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    open: Callable[[Probe, Choice], Table]


@dataclass(frozen=True, slots=True)
class FolderReader:
    """One entry of the table of readers of folders. `is_it` looks at names of files alone."""

    name: str
    title: str
    is_it: Callable[[Path], bool]
    open: Callable[[Path], Table]


def unique_names(names: Sequence[str]) -> list[str]:
    """The names stripped, none empty (`column_3`) and none twice (`text_2`), in the same order."""
    taken = {name.strip() for name in names}
    seen: set[str] = set()
    result: list[str] = []
    for place, name in enumerate(names, start=1):
        base = name.strip() or f"column_{place}"
        unused = base
        number = 2
        while unused in seen or (unused != name.strip() and unused in taken):
            unused, number = f"{base}_{number}", number + 1
        seen.add(unused)
        result.append(unused)
    return result
