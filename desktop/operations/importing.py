"""Looking at a file, and importing it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.ingest.detect import Detected, choice, choices, detect, spans
from core.ingest.detect.pooled import answer_cells
from core.ingest.importing import ImportProgress, ImportReport
from core.ingest.mapping import Mapping
from core.ingest.project_settings import read_mapping
from core.ingest.table import Table, open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.operations.running import Running, Step, Throttle

PREVIEWED = 20
#: so many rows are looked at to guess what the columns are
GUESSED_FROM = 200
#: so many rows are read in search of labels, and so many different ones are kept
LOOKED_THROUGH = 50_000
MOST_LABELS = 1_000


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as a table, its first rows, and what it seems to hold."""

    table: Table
    rows: list[dict[str, JsonValue]]
    detected: Detected


@dataclass(frozen=True, slots=True)
class FoundLabels:
    """The labels in some columns, each with how often it stands there; `more`: there may be others, and more of these.

    `task`: the task with them, where they say something of it: yes or no, paths.
    """

    counts: dict[str, int] = field(default_factory=dict[str, int])
    more: bool = False
    task: Task | None = None

    @property
    def names(self) -> list[str]:
        """The labels, in the order of the alphabet."""
        return sorted(self.counts)


#: by kind: the labels in a cell. Kinds that are not here have none.
_LABELS_OF: dict[str, Callable[[JsonValue], list[str]]] = {
    "choice": choice.labels_of,
    "choices": choices.labels_of,
    "spans": spans.labels_of,
}
#: by kind: the task of these labels
_TASK_OF: dict[str, Callable[[list[str]], Task]] = {"choice": lambda names: choice.task_of(names)[0]}


def look_at(executor: Executor, path: Path, encoding: str | None = None) -> Future[Preview]:
    """The file as a table with its first rows. The future raises `UserError` when it is none."""

    def read() -> Preview:
        table = open_table(path, encoding=encoding)
        rows = table.preview(GUESSED_FROM)
        return Preview(table, rows[:PREVIEWED], detect(table.columns, rows, path, known=table.known))

    return executor.submit(read)


def settled_mapping(workspace: Workspace, project: ProjectInfo) -> Future[Mapping | None]:
    """How the project's files are imported: as it was settled, else as the last one was; None for a project without either."""

    def read() -> Mapping | None:
        with workspace.read.connect() as connection:
            return read_mapping(connection, project.seq)

    return workspace.executor.submit(read)


def find_labels(executor: Executor, table: Table, mapping: Mapping, task: Task) -> Future[FoundLabels]:
    """The labels that stand in the answers of the first rows, for a task of this kind."""
    return executor.submit(_find_labels, table, mapping, task)


def _find_labels(table: Table, mapping: Mapping, task: Task) -> FoundLabels:
    labels_of = _LABELS_OF.get(task.kind)
    if labels_of is None or not (mapping.label or mapping.gold or mapping.suggestions):
        return FoundLabels()
    found, read = Counter[str](), 0
    for batch in table.batches():
        for row in batch.by_name():
            found.update(name for cell in answer_cells(mapping, row.values) for name in labels_of(cell))
        read += len(batch.rows)
        if len(found) > MOST_LABELS or read >= LOOKED_THROUGH:
            return _found(task, found, more=True)
    return _found(task, found, more=False)


def _found(task: Task, found: Counter[str], *, more: bool) -> FoundLabels:
    counts = dict(found.most_common(MOST_LABELS))
    names = sorted(counts)
    made = _TASK_OF.get(task.kind, lambda names: replace(task, labels=tuple(map(Label, names))))
    return FoundLabels(counts, more, made(names) if names else None)


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
