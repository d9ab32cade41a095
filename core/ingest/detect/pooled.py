"""The answers that a row holds, whoever gave them: what the labels of a task are read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values

from core.domain.json import JsonValue
from core.ingest.contents import opened
from core.ingest.mapping import Mapping
from core.ingest.paths import values_at
from core.ingest.values import unread


def answer_cells(mapping: Mapping, row: Values[str, JsonValue]) -> list[JsonValue]:
    """The cells of gold and label that are not empty; where no column holds those, what models proposed."""
    held = dict(row)
    people = people_cells(mapping, held)
    return people if people or _of_people(mapping) else _answers(_of_models(mapping, held))


def every_cell(mapping: Mapping, row: Values[str, JsonValue]) -> list[JsonValue]:
    """The cells of gold, label and suggestions that are not empty."""
    held = dict(row)
    return [*people_cells(mapping, held), *_answers(_of_models(mapping, held))]


def people_cells(mapping: Mapping, row: dict[str, JsonValue]) -> list[JsonValue]:
    """The cells of gold and label that are not empty, and what people answered elsewhere."""
    cells = [opened(values_at(name, row)) for name in _of_people(mapping)]
    return _answers([*cells, *_elsewhere(mapping, row)])


def _answers(cells: Iterable[JsonValue]) -> list[JsonValue]:
    return [cell for cell in cells if cell is not None and cell != "" and not unread(cell)]


def _elsewhere(mapping: Mapping, row: dict[str, JsonValue]) -> list[JsonValue]:
    given = None if mapping.annotations is None else opened(values_at(mapping.annotations, row))
    return [one.get("answer") for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _of_people(mapping: Mapping) -> list[str]:
    return [name for name in (mapping.gold, mapping.label) if name is not None]


def _of_models(mapping: Mapping, row: dict[str, JsonValue]) -> Iterator[JsonValue]:
    for one in mapping.suggestions:
        cell = opened(values_at(one.column, row))
        if not one.many:
            yield cell
        elif isinstance(cell, dict):
            yield from cell.values()
        elif isinstance(cell, list):
            yield from (given.get("answer") for given in cell if isinstance(given, dict))
