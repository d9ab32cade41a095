"""From a row of a table to an item: which column is what, and which rows cannot be used and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


class Mapper:
    """Turns the batches of one table into items of one task."""

    def __init__(self, mapping: Mapping, task: Task) -> None:
        self._mapping = mapping
        self._task = task
        self._kind: Kind = kind_of(task.kind)
        self._parsed: dict[str, Answer] = {}

    def items(self, batch: Batch) -> Iterator[tuple[int, NewItem | BadRow]]:
        """(line, item or the reason against it) for each row of a batch."""
        places = {name: place for place, name in enumerate(batch.columns)}
        text, external, label, gold = (
            None if name is None else places.get(name)
            for name in (self._mapping.text, self._mapping.external_id, self._mapping.label, self._mapping.gold)
        )
        metadata = [(name, places[name]) for name in self._mapping.metadata if name in places]
        for line, row in zip(batch.lines, batch.rows, strict=True):
            yield line, self._item(line, row, (text, external, label, gold), metadata)

    def _item(
        self, line: int, row: Sequence[JsonValue], places: tuple[int | None, ...], metadata: list[tuple[str, int]]
    ) -> NewItem | BadRow:
        text = _text(row, places[0])
        if not text or text.isspace():
            return BadRow(line, "The row has no text.", "row.no_text")
        external = _text(row, places[1]) if places[1] is not None else None
        if external == "":
            return BadRow(line, "The row has no id.", "row.no_id")
        answers: list[Answer] = []
        for place, what in ((places[2], "label"), (places[3], "gold answer")):
            answer = self._answer(_text(row, place)) if place is not None else None
            if answer is False:
                return BadRow(line, f"Its {what} is no valid answer of the project's task.", f"row.bad_{what.split()[0]}")
            answers.append(answer)
        kept: dict[str, JsonValue] = {name: row[place] for name, place in metadata if row[place] is not None}
        return NewItem(text, external, kept or None, answers[0], answers[1])

    def _answer(self, cell: str) -> Answer:
        """The answer in a cell: None for an empty one, False for one that is no answer."""
        if not cell:
            return None
        if cell not in self._parsed:
            answer = self._kind.parse(cell, self._task)
            if len(self._parsed) < 20_000:
                self._parsed[cell] = False if answer is None else answer
            return False if answer is None else answer
        return self._parsed[cell]


def _text(row: Sequence[JsonValue], place: int | None) -> str:
    value = row[place] if place is not None else None
    if isinstance(value, str):
        return value
    return "" if value is None else orjson.dumps(value).decode()
