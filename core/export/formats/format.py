"""What every format of an export offers."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import Connection

from core.domain.kinds import kind_of
from core.export.rows import LabelRow, label_rows
from core.storage.projects import ProjectInfo


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported: a project up to item number `last`. `step` reports progress and raises `Cancelled`."""

    connection: Connection
    project: ProjectInfo
    last: int
    left_out: Tally[str]
    step: Callable[[int], None]

    def label_batches(self) -> Iterator[list[LabelRow]]:
        """The label rows in batches, with progress."""
        kind = kind_of(self.project.task.kind)
        for done, rows in label_rows(self.connection, self.project.seq, kind, self.last, self.left_out):
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
