"""The labels of the whole file: the first rows do not hold them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.domain.json import JsonValue
from core.domain.task import MAX_LABELS, Label, Task
from core.ingest.detect import choice, choices, spans
from core.ingest.detect.columns import Column
from core.ingest.detect.detected import Detected
from core.ingest.detect.detecting import detect
from core.ingest.detect.pooled import answer_cells, every_cell
from core.ingest.readers.base import Table

PREVIEW_ROWS = 200
_Labels = Callable[[JsonValue], list[str]]


def _choice(task: Task, names: list[str], cells: list[JsonValue]) -> Task:
    del task, cells
    return choice.task_of(names)[0]


def _choices(task: Task, names: list[str], cells: list[JsonValue]) -> Task:
    del cells
    return task.with_labels(tuple(Label(name) for name in sorted(names)))


def _spans(task: Task, names: list[str], cells: list[JsonValue]) -> Task:
    """Also whether spans overlap, which may come late, and may be models' alone."""
    late = spans.options_of([Column("", tuple(cells), len(cells))], [])
    options = replace(task.options, overlapping=task.options.overlapping or late.overlapping)
    return replace(_choices(task, names, cells), options=options)


#: by kind: the labels in a cell, and the task with all of them
_COMPLETED: dict[str, tuple[_Labels, Callable[[Task, list[str], list[JsonValue]], Task]]] = {
    "choice": (choice.labels_of, _choice),
    "choices": (choices.labels_of, _choices),
    "spans": (spans.labels_of, _spans),
}
#: so many cells of spans are kept to look at their shape
_CELLS_KEPT = 20_000


def detect_table(table: Table, rows: int = PREVIEW_ROWS) -> Detected:
    """What a table seems to hold, with the labels of all of it. Reads the whole file once; can take a while."""
    found = detect(table.columns, table.preview(rows), table.path, known=table.known)
    return complete(table, found)


def complete(table: Table, detected: Detected) -> Detected:
    """The same with every label that the file holds, in gold and labels, else in what models proposed. Reads the whole file."""
    if detected.task.kind not in _COMPLETED:
        return detected
    labels_of, completed = _COMPLETED[detected.task.kind]
    names: dict[str, None] = {}
    cells: list[JsonValue] = []
    for batch in table.batches():
        for row in batch.by_name():
            for cell in answer_cells(detected.mapping, row.values):
                names.update(dict.fromkeys(labels_of(cell)))
            if len(cells) < _CELLS_KEPT:
                cells += every_cell(detected.mapping, row.values)
        if len(names) > MAX_LABELS:
            break
    return replace(detected, task=completed(detected.task, list(names), cells)) if names else detected
