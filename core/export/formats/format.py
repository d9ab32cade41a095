"""What every format of an export offers."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import Connection

from core.export.rows import Record, Sheet, label_rows, sheet_of
from core.storage.projects import ProjectInfo


@dataclass(frozen=True)
class Source:
    """What is exported: a project up to item number `last`. `step` reports progress and raises `Cancelled`."""

    connection: Connection
    project: ProjectInfo
    last: int
    left_out: Tally[str]
    step: Callable[[int], None]

    @cached_property
    def sheet(self) -> Sheet:
        """The columns of the project's labels."""
        return sheet_of(self.connection, self.project.seq, self.project.task)

    def label_batches(self, *, as_json: bool = False) -> Iterator[list[Record]]:
        """The records in batches, with progress; in the order of `sheet.columns`. `as_json`: see `label_rows`."""
        for done, rows in label_rows(self.connection, self.project.seq, self.sheet, self.last, self.left_out, as_json=as_json):
            self.step(done)
            yield rows


class Format(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """The word on the command line."""
        ...

    @property
    def title(self) -> str:
        """The English name for people."""
        ...

    @property
    def suffix(self) -> str:
        """The file name's end, with the dot."""
        ...

    def write(self, source: Source, out: Path) -> int:
        """Write the file; returns how many records it holds."""
        ...
