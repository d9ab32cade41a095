"""A facet that is one column: counted together with the others in one pass over what matches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.queues.criteria import Scene
from core.queues.criteria.clause import HIDDEN

#: from a value of the column to the values of the facet
Told = Callable[[Any, Scene], tuple[str, ...]]


def plainly(value: Any, scene: Scene) -> tuple[str, ...]:
    """The value as it stands."""
    return (str(value),)


@dataclass(frozen=True, slots=True)
class Column:
    """`name`: the field of the filter; `sql` with the names that it uses; null counts for nothing.

    `model`: it tells something that comes from a model, so that items of the blind sample that wait for their answer do not count.
    `many`: it can have as many values as there are items, and has a pass of its own.
    """

    name: str
    sql: str
    joins: tuple[str, ...]
    told: Told = plainly
    model: bool = False
    many: bool = False

    @property
    def column(self) -> str:
        """The SQL of the column."""
        return f"CASE WHEN {HIDDEN} THEN NULL ELSE {self.sql} END" if self.model else self.sql

    @property
    def uses(self) -> tuple[str, ...]:
        """The names that `column` uses."""
        return (*self.joins, "s") if self.model else self.joins
