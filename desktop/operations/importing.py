"""Looking at a file, and importing it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from core.domain.json import JsonValue
from core.ingest.importing import ImportProgress, ImportReport
from core.ingest.mapping import Mapping
from core.ingest.table import Table, open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.operations.running import Running, Step, Throttle

PREVIEWED = 20
#: so many rows are read in search of labels, and so many different ones are kept
LOOKED_THROUGH = 50_000
MOST_LABELS = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as a table, and its first rows."""

    table: Table
    rows: list[dict[str, JsonValue]]


@dataclass(frozen=True, slots=True)
class FoundLabels:
    """The different values of some columns in the order in which they came up; `more`: there may be others."""

    names: list[str] = field(default_factory=list[str])
    more: bool = False


def look_at(executor: Executor, path: Path, encoding: str | None = None) -> Future[Preview]:
    """The file as a table with its first rows. The future raises `UserError` when it is none."""

    def read() -> Preview:
        table = open_table(path, encoding=encoding)
        return Preview(table, table.preview(PREVIEWED))

    return executor.submit(read)


def find_labels(executor: Executor, table: Table, columns: Iterable[str]) -> Future[FoundLabels]:
    """The different values in `columns`, from the first rows of the table."""
    return executor.submit(_find_labels, table, tuple(columns))


def _find_labels(table: Table, columns: tuple[str, ...]) -> FoundLabels:
    found: dict[str, None] = {}
    read = 0
    for batch in table.batches():
        places = [batch.columns.index(name) for name in columns if name in batch.columns]
        for row in batch.rows:
            found.update((value.strip(), None) for place in places if isinstance(value := row[place], str) and value.strip())
        read += len(batch.rows)
        if len(found) > MOST_LABELS or read >= LOOKED_THROUGH:
            return FoundLabels(list(islice(found, MOST_LABELS)), more=True)
    return FoundLabels(list(found))


def import_table(
    workspace: Workspace, project: ProjectInfo, table: Table, mapping: Mapping, tell: Callable[[Step], None]
) -> Running[ImportReport]:
    """Import the table into the project. `tell` is called on the worker's thread. The future raises `UserError`."""
    cancel = threading.Event()
    throttle = Throttle(tell)

    def report(progress: ImportProgress) -> None:
        throttle(Step(progress.bytes_read, progress.bytes_total, progress.rows))

    def run() -> ImportReport:
        with workspace.importing(project, table, mapping) as one:
            one.cancel = cancel
            return one.run(progress=report)

    return Running(workspace.executor.submit(run), cancel)
