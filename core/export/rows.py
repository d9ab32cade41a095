"""The rows of a label export: one for each item that has a label, with its provenance (formats.md, the table of a classifier)."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.domain.kinds import Kind
from core.storage.sql import fetch, from_json

BATCH = 5_000

# `why` an item is left out is null for one that has a label; who decided, and how, is told of decided items only.
_ROWS = """SELECT i.seq,
  CASE WHEN i.erased_us IS NOT NULL OR c.text IS NULL THEN 'erased' WHEN s.verdict = 'rejected' THEN 'rejected'
    WHEN s.label IS NULL AND c.label IS NULL THEN coalesce(s.status, 'open') END AS why,
  c.external_id, i.id, c.text, coalesce(s.label, c.label) AS label, coalesce(s.label_source, 'imported') AS source,
  coalesce(r.name, '') AS reviewer, d.selection_prob, coalesce(g.name || '@' || g.version, '') AS suggester, d.created_us
FROM item i
LEFT JOIN item_content c ON c.item_seq = i.seq
LEFT JOIN item_state s ON s.item_seq = i.seq
LEFT JOIN decision d ON d.seq = s.decision_seq AND s.status = 'decided'
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
    """(number of the last item looked at, its batch's rows) up to item number `last`; counts in `left_out` what has no label.

    A batch holds at most `batch` rows, and fewer where texts are long: some `_CHARACTERS` in all.
    """
    texts = _Texts(kind)
    after, n = 0, min(batch, _FIRST_BATCH)
    while found := fetch(connection, _ROWS, p=project_seq, after=after, last=last, n=n):
        rows: list[LabelRow] = []
        for _, why, external_id, item_id, text, label, source, reviewer, prob, suggester, decided_us in found:
            if why is not None:
                left_out[why] += 1
                continue
            shown_id = item_id.hex() if external_id is None else external_id
            decided_at = "" if decided_us is None else clock.iso(decided_us)
            rows.append(LabelRow(shown_id, text, texts[label], source, reviewer, 1.0, prob, "", "", suggester, decided_at))
        after = int(found[-1][0])
        n = _next_size(rows, batch)
        yield after, rows


def _next_size(rows: list[LabelRow], most: int) -> int:
    """How many rows to read next, by how long the last texts were."""
    characters = sum(len(row.text) for row in rows) // max(len(rows), 1)
    return max(1, min(most, _CHARACTERS // max(characters, 1)))


class _Texts(dict[str, str]):
    """The text forms of answers, made once for each; a choice has few, free text must not pile up."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, label: str) -> str:
        if len(self) >= _TEXTS_KEPT:
            self.clear()
        self[label] = text = self._kind.text(from_json(label))
        return text


_FIRST_BATCH = 50
_CHARACTERS = 16_000_000
_TEXTS_KEPT = 10_000
