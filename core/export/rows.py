"""The rows of a label table: one for each label, with its provenance (formats.md, the table of a classifier)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from core import clock
from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.export.record import Record, Records
from core.export.row import as_columns
from core.storage.sql import from_json


class LabelRow(NamedTuple):
    """One record. `label` is the answer as a cell (`Kind.cell`); `selection_prob` see `tables.Decision`; `decided_at` ISO 8601 in UTC.

    `split` and `group_id` are empty where nothing was split. `sample_weight` is 1 for a label that a person gave or that came with
    the data.
    """

    item_id: str
    text: str
    label: str
    label_source: str
    reviewer: str
    sample_weight: float
    selection_prob: float | None
    split: str
    group_id: str
    suggester: str
    decided_at: str


COLUMNS = LabelRow._fields
PARTS, METADATA = "parts", "metadata"

#: a `LabelRow` and the values of the further columns of its project (`Sheet.columns`)
Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which columns a table of labels has: `COLUMNS`, those of its kind of answer, `parts` and `metadata` where items have them.

    A name that is taken already gets its origin before it: `label:text`.
    """

    task: Task
    parts: bool = False
    metadata: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of the project's task."""
        return kind_of(self.task.kind)

    @property
    def own(self) -> tuple[str, ...]:
        """The names of the columns of the kind of answer."""
        taken = {*COLUMNS, PARTS, METADATA}
        names = list[str]()
        for name in self.kind.columns(self.task):
            free = name
            while free in taken:
                free = f"label:{free}"
            taken.add(free)
            names.append(free)
        return tuple(names)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names, in order."""
        return (*COLUMNS, *self.own, *((PARTS,) if self.parts else ()), *((METADATA,) if self.metadata else ()))


class Rower:
    """Makes the columns of a sheet, and its rows."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._answers = sheet, Answers(sheet)

    def columns(self, records: Records) -> list[list[Any]]:
        """A column of cells for each name in `Sheet.columns`."""
        answers = [self._answers[label] for label in records.label]
        made: list[list[Any]] = [
            records.item_id, records.text, [cell for cell, _ in answers], records.source, records.reviewer, records.weight,
            records.selection_prob, records.split, records.group, records.suggester, instants(records.decided_us),
        ]  # fmt: skip
        if self._sheet.own:
            made += as_columns((values for _, values in answers), len(self._sheet.own))
        made += [_stored(records.parts)] if self._sheet.parts else []
        made += [_stored(records.metadata)] if self._sheet.metadata else []
        return made

    def rows(self, records: Sequence[Record]) -> list[Cells]:
        """A row for each record."""
        return list(zip(*self.columns(Records.of(records)), strict=True))


class Answers(dict[str, "tuple[Any, tuple[JsonValue, ...]]"]):
    """The cell of an answer and its values in the columns of its kind, made once; a choice has few, free text must not pile up."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._kind, self._task = sheet.kind, sheet.task

    def __missing__(self, label: str) -> tuple[Any, tuple[JsonValue, ...]]:
        if len(self) >= _KEPT:
            self.clear()
        answer = from_json(label)
        self[label] = self._kind.cell(answer), self._kind.values(answer, self._task)
        return self[label]


def instants(column: Sequence[int | None]) -> list[str]:
    """Microseconds since the epoch as `clock.iso` writes them; empty where there are none."""
    seconds = _Seconds()
    return ["" if us is None else f"{seconds[us // 1_000_000]}.{us % 1_000_000:06}Z" for us in column]


class _Seconds(dict[int, str]):
    """Seconds since the epoch as ISO 8601, each made once: labels given in bulk, or by quick people, share them."""

    def __missing__(self, second: int) -> str:
        self[second] = clock.iso(second * 1_000_000).partition(".")[0]
        return self[second]


def _stored(column: Sequence[str | None]) -> list[str]:
    """JSON as it is stored; an empty cell where there is none."""
    return ["" if one is None else one for one in column]


_KEPT = 10_000
