"""One labelled item of a dataset: what every format of labels makes its own layout from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.export.row import Rows, as_columns, lists_of
from core.export.splits.splitting import Splits
from core.storage.sql import from_json


class Record(NamedTuple):
    """`label`, `parts` and `metadata` are JSON text; `metadata` is None unless it was asked for. Instants: microseconds, UTC.

    `weight`: of the label in training; `selection_prob`: see `tables.Decision`; `guideline`: the version it was decided under.
    """

    seq: int
    item_id: str
    text: str
    parts: str | None
    metadata: str | None
    label: str
    source: str
    reviewer: str
    weight: float
    selection_prob: float | None
    split: str
    group: str
    suggester: str
    decided_us: int | None
    decision_seq: int | None
    suggestion_seq: int | None
    guideline: int | None
    import_seq: int

    @property
    def answer(self) -> Answer:
        """The label as a value."""
        return from_json(self.label)

    @property
    def metadata_values(self) -> dict[str, JsonValue]:
        """The metadata as an object."""
        value = from_json(self.metadata)
        return value if isinstance(value, dict) else {}

    @property
    def content(self) -> Content:
        """All that was judged."""
        return Content.of(self.text, from_json(self.parts), self.metadata_values)


class Records(NamedTuple):
    """Records, column by column: a list for each field of `Record`, all of one length."""

    seq: list[int]
    item_id: list[str]
    text: list[str]
    parts: list[str | None]
    metadata: list[str | None]
    label: list[str]
    source: list[str]
    reviewer: list[str]
    weight: list[float]
    selection_prob: list[float | None]
    split: list[str]
    group: list[str]
    suggester: list[str]
    decided_us: list[int | None]
    decision_seq: list[int | None]
    suggestion_seq: list[int | None]
    guideline: list[int | None]
    import_seq: list[int]

    @staticmethod
    def of(records: Iterable[Record]) -> Records:
        """The columns of these records."""
        return Records(*as_columns(records, len(Record._fields)))

    @staticmethod
    def labelled(rows: Rows, splits: Splits) -> Records:
        """The records of rows that have a label."""
        n = len(rows.seq)
        split = [splits.split(seq) for seq in rows.seq] if splits.names else [""] * n
        group = [splits.group(seq) for seq in rows.seq] if splits.names else [""] * n
        return Records(
            rows.seq, rows.shown_id, rows.text, rows.parts, rows.metadata, [label or "null" for label in rows.label],
            rows.source, rows.reviewer, [1.0] * n, rows.selection_prob, split, group, rows.suggester, rows.decided_us,
            rows.decision_seq, rows.suggestion_seq, rows.guideline, rows.import_seq,
        )  # fmt: skip

    @staticmethod
    def joined(parts: Sequence[Records]) -> Records:
        """The records of all parts."""
        return Records(*(list(chain.from_iterable(columns)) for columns in zip(*map(lists_of, parts), strict=True)))

    def records(self) -> list[Record]:
        """The records one by one."""
        return list(map(Record._make, zip(*self, strict=True)))

    def part(self, start: int, end: int) -> Records:
        """The records from one place up to another, which is left out."""
        return Records(*(column[start:end] for column in lists_of(self)))
