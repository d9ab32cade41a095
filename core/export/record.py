"""One labelled item of a dataset: what every format of labels makes its own layout from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, cast

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.export.reading import Row
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


def records_of(rows: Iterable[Row], splits: Splits) -> list[Record]:
    """The records of rows that have a label. A million are made: by the tuple's own constructor, which takes a third of the time."""
    new = cast("Callable[[type[Record], tuple[object, ...]], Record]", tuple.__new__)
    found = [
        new(Record, (
            seq, uid.hex() if external_id is None else external_id, text, parts, metadata, label or "null", source, reviewer,
            1.0, prob, "", "", suggester, decided_us, decision_seq, suggestion_seq, guideline, import_seq,
        ))
        for (
            seq, _, uid, external_id, import_seq, _, text, parts, metadata, label, source, decision_seq, reviewer, prob,
            suggester, suggestion_seq, decided_us, guideline,
        ) in rows
    ]  # fmt: skip
    if not splits.names:
        return found
    return [one._replace(split=splits.split(one.seq), group=splits.group(one.seq)) for one in found]
