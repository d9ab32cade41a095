"""From a row of a table to an item: which column is what, and which rows cannot be used and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind, kind_of
from core.domain.task import Task
from core.errors import UserError
from core.ingest.readers.base import BadRow, Batch
from core.storage.items import NewItem


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds the text, the external id, an existing label, the gold answer, and metadata."""

    text: str
    external_id: str | None = None
    label: str | None = None
    gold: str | None = None
    metadata: tuple[str, ...] = ()

    def to_json(self) -> JsonValue:
        """The mapping as the import run keeps it."""
        metadata: list[JsonValue] = list(self.metadata)
        return {
            "text": self.text,
            "external_id": self.external_id,
            "label": self.label,
            "gold": self.gold,
            "metadata": metadata,
        }

    def columns(self) -> list[str]:
        """Every column that the mapping names."""
        return [name for name in (self.text, self.external_id, self.label, self.gold, *self.metadata) if name is not None]

    def check(self, columns: Sequence[str]) -> None:
        """Raise `UserError` when a column is not there, naming those that are."""
        missing = [name for name in self.columns() if name not in columns]
        if missing:
            there = ", ".join(columns[:30])
            raise UserError("import.no_column", f"There is no column {missing[0]!r}.", todo=f"There are: {there}.")


@dataclass(slots=True)
class Mapped:
    """What became of a batch: the usable items with their lines, and the rows that cannot be used."""

    items: list[NewItem]
    lines: list[int]
    bad: list[BadRow]


class Mapper:
    """Turns the batches of one table into items of one task."""

    def __init__(self, mapping: Mapping, task: Task) -> None:
        self._mapping = mapping
        self._task = task
        self._kind: Kind = kind_of(task.kind)
        self._parsed: dict[str, Answer] = {"": None}

    def map(self, batch: Batch) -> Mapped:
        """The items of a batch."""
        mapped = Mapped([], [], list(batch.bad))
        places = _Places.of(self._mapping, batch.columns)
        for line, row in zip(batch.lines, batch.rows, strict=True):
            item = self._item(row, places)
            if isinstance(item, NewItem):
                mapped.items.append(item)
                mapped.lines.append(line)
            else:
                mapped.bad.append(BadRow(line, _REASONS[item], item))
        return mapped

    def _item(self, row: Sequence[JsonValue], places: _Places) -> NewItem | str:
        """The item of a row, or the code of the reason against it."""
        text = _text(row[places.text])
        if not text or text.isspace():
            return "row.no_text"
        external = None if places.external_id is None else _text(row[places.external_id])
        if external == "":
            return "row.no_id"
        label = None if places.label is None else self._answer(_text(row[places.label]))
        gold = None if places.gold is None else self._answer(_text(row[places.gold]))
        if label is False or gold is False:
            return "row.bad_label" if label is False else "row.bad_gold"
        return NewItem(text, external, places.kept(row) if places.metadata else None, label, gold)

    def _answer(self, cell: str) -> Answer:
        """The answer in a cell: None for an empty one, False for one that is no answer."""
        if cell in self._parsed:
            return self._parsed[cell]
        answer = self._kind.parse(cell, self._task)
        found: Answer = False if answer is None and not cell.isspace() else answer
        if len(self._parsed) < _PARSED_KEPT:
            self._parsed[cell] = found
        return found


_PARSED_KEPT = 20_000

_REASONS = {
    "row.no_text": "The row has no text.",
    "row.no_id": "The row has no id.",
    "row.bad_label": "Its label is no valid answer of the project's task.",
    "row.bad_gold": "Its gold answer is no valid answer of the project's task.",
}


class _Places(NamedTuple):
    """Where in a row the mapped columns stand. A column that a batch of JSON records does not have is read as empty."""

    text: int
    external_id: int | None
    label: int | None
    gold: int | None
    metadata: tuple[tuple[str, int], ...]

    @staticmethod
    def of(mapping: Mapping, columns: Sequence[str]) -> _Places:
        where = {name: place for place, name in enumerate(columns)}
        singles = [None if name is None else where[name] for name in (mapping.external_id, mapping.label, mapping.gold)]
        metadata = tuple((name, where[name]) for name in mapping.metadata)
        return _Places(where[mapping.text], singles[0], singles[1], singles[2], metadata)

    def kept(self, row: Sequence[JsonValue]) -> dict[str, JsonValue] | None:
        return {name: row[place] for name, place in self.metadata if row[place] is not None} or None


def _text(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else orjson.dumps(value).decode()
