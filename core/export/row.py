"""What stood for an item, and the same of many items column by column: a million labels pass as columns, few need an object each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any, NamedTuple


class Row(NamedTuple):
    """What stood for one item. `why`: the code of what keeps it from having a label; empty when it has one. JSON stands as text.

    `shown_id`: what a person knows the item by; `sampled_blind`: it belongs to the blind sample, by its draw or still (0 where nobody
    asked).
    """

    seq: int
    why: str
    shown_id: str
    import_seq: int
    sampled_blind: int
    text: str
    parts: str | None
    metadata: str | None
    label: str | None
    source: str
    decision_seq: int | None
    reviewer: str
    selection_prob: float | None
    suggester: str
    suggestion_seq: int | None
    decided_us: int | None
    guideline: int | None


class Rows(NamedTuple):
    """Rows, column by column: a list for each field of `Row`, all of one length."""

    seq: list[int]
    why: list[str]
    shown_id: list[str]
    import_seq: list[int]
    sampled_blind: list[int]
    text: list[str]
    parts: list[str | None]
    metadata: list[str | None]
    label: list[str | None]
    source: list[str]
    decision_seq: list[int | None]
    reviewer: list[str]
    selection_prob: list[float | None]
    suggester: list[str]
    suggestion_seq: list[int | None]
    decided_us: list[int | None]
    guideline: list[int | None]

    @staticmethod
    def of(rows: Iterable[Row]) -> Rows:
        """The columns of these rows."""
        return Rows(*as_columns(rows, len(Row._fields)))

    def rows(self) -> list[Row]:
        """The rows one by one."""
        return list(map(Row._make, zip(*self, strict=True)))

    def where(self, kept: Sequence[object]) -> Rows:
        """The rows at whose places `kept` says something true."""
        return Rows(*(list(compress(column, kept)) for column in lists_of(self)))


def lists_of(columns: tuple[list[Any], ...]) -> tuple[list[Any], ...]:
    """The columns without their names and types, for what is done to all of them alike."""
    return columns


def as_columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Tuples of this width, turned into columns."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
