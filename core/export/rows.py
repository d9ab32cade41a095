"""The rows of a label export: one for each item that has a label, with its provenance (formats.md, the table of a classifier)."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.domain.kinds import Kind
from core.domain.vocabulary import Provenance, Status, Verdict
from core.storage.sql import fetch, from_json

BATCH = 5_000

_ROWS = """SELECT i.seq, i.id, i.erased_us, c.external_id, c.text, c.label AS came_with, s.status, s.verdict, s.label,
  s.label_source, r.name AS reviewer, d.selection_prob, d.created_us, g.name AS suggester, g.version
FROM item i
LEFT JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN item_state s ON s.item_seq = i.seq
LEFT JOIN decision d ON d.seq = s.decision_seq
LEFT JOIN reviewer r ON r.seq = d.reviewer_seq
LEFT JOIN suggestion x ON x.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = x.suggester_seq
WHERE i.project_seq = :p AND i.seq > :after AND i.seq <= :last ORDER BY i.seq LIMIT :n"""


class LabelRow(NamedTuple):
    """One record. `label` is the answer's text form; `selection_prob` see `tables.Decision`; `decided_at` ISO 8601 in UTC.

    `split` and `group_id` are empty until a dataset is cut; `sample_weight` is 1 for a label that a person gave or that came with
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


def label_rows(
    connection: Connection, project_seq: int, kind: Kind, last: int, left_out: Tally[str], batch: int = BATCH
) -> Iterator[tuple[int, list[LabelRow]]]:
    """(number of the last item looked at, its batch's rows) up to item number `last`; counts in `left_out` what has no label."""
    after = 0
    while found := fetch(connection, _ROWS, p=project_seq, after=after, last=last, n=batch):
        rows = [_label_row(row, kind) for row in found if _usable(row, left_out)]
        after = int(found[-1].seq)
        yield after, rows


def _usable(row: Any, left_out: Tally[str]) -> bool:
    why = ""
    if row.erased_us is not None or row.text is None:
        why = "erased"
    elif row.label is None and row.came_with is None:
        why = "rejected" if row.verdict == Verdict.REJECTED else str(row.status or Status.OPEN)
    elif row.verdict == Verdict.REJECTED:
        why = "rejected"
    if why:
        left_out[why] += 1
    return not why


def _label_row(row: Any, kind: Kind) -> LabelRow:
    label = row.label if row.label is not None else row.came_with
    decided = row.status == Status.DECIDED
    return LabelRow(
        row.external_id if row.external_id is not None else row.id.hex(),
        row.text,
        kind.text(from_json(label)),
        row.label_source or Provenance.IMPORTED.value,
        row.reviewer or "" if decided else "",
        1.0,
        row.selection_prob if decided else None,
        "",
        "",
        f"{row.suggester}@{row.version}" if row.suggester and decided else "",
        clock.iso(row.created_us) if decided and row.created_us else "",
    )
