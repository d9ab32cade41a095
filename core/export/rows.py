"""The rows of a label table: one for each label, with its provenance (formats.md, the table of a classifier)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from core import clock
from core.domain.json import JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.export.record import Record
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
    """Makes the rows of a sheet. `as_json`: answers, parts and metadata are JSON fragments (orjson.Fragment) instead of cells."""

    def __init__(self, sheet: Sheet, *, as_json: bool = False) -> None:
        self._sheet, self._as_json = sheet, as_json
        self._answers = _Answers(sheet, as_json=as_json)
        self._empty: Any = orjson.Fragment("null") if as_json else ""

    def rows(self, records: Sequence[Record]) -> list[Cells]:
        """A row for each record."""
        parts, metadata, plain = self._sheet.parts, self._sheet.metadata, not (self._sheet.parts or self._sheet.metadata)
        made: list[Cells] = []
        for one in records:
            cell, more = self._answers[one.label]
            decided = "" if one.decided_us is None else clock.iso(one.decided_us)
            row = (
                one.item_id, one.text, cell, one.source, one.reviewer, one.weight, one.selection_prob,
                one.split, one.group, one.suggester, decided,
            )  # fmt: skip
            if plain:
                made.append((*row, *more) if more else row)
            else:
                made.append((*row, *more, *self._more(one.parts, parts), *self._more(one.metadata, metadata)))
        return made

    def _more(self, stored: str | None, wanted: bool) -> tuple[Any, ...]:
        if not wanted:
            return ()
        return (self._empty if stored is None else orjson.Fragment(stored) if self._as_json else stored,)


class _Answers(dict[str, "tuple[Any, tuple[JsonValue, ...]]"]):
    """What stands for an answer in its row, made once for each; a choice has few, free text must not pile up."""

    def __init__(self, sheet: Sheet, *, as_json: bool) -> None:
        super().__init__()
        self._kind, self._task, self._as_json = sheet.kind, sheet.task, as_json

    def __missing__(self, label: str) -> tuple[Any, tuple[JsonValue, ...]]:
        if len(self) >= _ANSWERS_KEPT:
            self.clear()
        answer = from_json(label)
        cell = orjson.Fragment(label) if self._as_json else self._kind.cell(answer)
        self[label] = cell, self._kind.values(answer, self._task)
        return self[label]


_ANSWERS_KEPT = 10_000
