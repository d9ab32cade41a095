"""Columns and what lies inside their JSON cells: `column`, `column.key.key`, `column[0].key`.

A name that a table has as a column is that column, whatever signs are in it; only else it is a path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import orjson

from core.domain.json import JsonValue

Getter = Callable[[Sequence[JsonValue]], JsonValue]
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def finds(name: str, columns: Sequence[str]) -> bool:
    """Whether `name` is a column, or a path that begins with one."""
    return _resolved(name, columns) is not None


def getter_of(name: str, columns: Sequence[str]) -> Getter:
    """What reads `name` from a row of these columns; a step that a cell does not have reads as None. Raises `KeyError`."""
    found = _resolved(name, columns)
    if found is None:
        raise KeyError(name)
    place, steps = found
    if not steps:
        return itemgetter(place)

    def get(row: Sequence[JsonValue]) -> JsonValue:
        return dig(row[place], steps)

    return get


def dig(value: JsonValue, steps: Sequence[str | int]) -> JsonValue:
    """What stands at the end of `steps`, None where there is no such step. A text that is JSON is looked into."""
    for step in steps:
        held: Any = _opened(value)
        try:
            value = held[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def values_at(name: str, row: dict[str, JsonValue]) -> JsonValue:
    """What `name` says in a row by column name; None where it is not there."""
    found = _resolved(name, list(row))
    return None if found is None else dig(list(row.values())[found[0]], found[1])


def _opened(value: JsonValue) -> JsonValue:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return None
    return None if isinstance(value, str) else value


def _resolved(name: str, columns: Sequence[str]) -> tuple[int, tuple[str | int, ...]] | None:
    """The place of the column and the steps behind it; the longest column that `name` begins with."""
    if name in columns:
        return columns.index(name), ()
    starts = sorted((column for column in columns if column and name.startswith((f"{column}.", f"{column}["))), key=len)
    for column in reversed(starts):
        steps = _steps(name[len(column) :])
        if steps:
            return columns.index(column), steps
    return None


def _steps(rest: str) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    at = 0
    while at < len(rest):
        match = _STEP.match(rest, at)
        if match is None:
            return ()
        steps.append(match[1] if match[2] is None else int(match[2]))
        at = match.end()
    return tuple(steps)
