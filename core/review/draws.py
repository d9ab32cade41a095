"""Which draw takes its item from where: the standing samples in fixed places, the queue's order for the rest.

In each block of twenty draws one place belongs to the blind and one to the control sample; which ones is hashed, so that nobody can
foresee it. The place of a draw depends on its number alone: skipping, undoing and starting again change nothing (product.md, Two
samples). Samples are drawn in hash order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.vocabulary import Sample
from core.review.orders import Candidates, Cursor, Eligible, Order
from core.storage.samples import Shares
from core.storage.sources import outside
from core.storage.sql import fetch, fetch_value

BLOCK = 20

_SAMPLED = """SELECT q.item_seq FROM queue q LEFT JOIN item_state s ON s.item_seq = q.item_seq
WHERE q.project_seq = :p AND q.status = :status AND q.sample = :sample AND (:before = 0 OR s.decision_seq <= :before)
AND q.item_seq <= (SELECT coalesce(max(done_seq), 0) FROM import_run) {allowed}
ORDER BY q.draw_key LIMIT :n"""

# A draw whose decision was undone is to be made again: it leads to the same item.
_LAST_DRAW = """SELECT d.draw_no FROM decision d WHERE d.project_seq = :p AND coalesce((SELECT e.kind FROM event e
  WHERE e.item_seq = d.item_seq AND e.decision_seq = d.seq ORDER BY e.seq DESC LIMIT 1), '') <> 'undone'
ORDER BY d.draw_no DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: which item, from which sample, in which order, with which probability (see `tables.Decision`)."""

    draw_no: int
    item_seq: int
    sample: Sample
    order_name: str
    selection_prob: float | None


@dataclass(frozen=True, slots=True)
class Picks:
    """What a window can be made of: the sampled items by sample, the order's candidates, and how many those were drawn from."""

    first_draw: int
    size: int
    sampled: dict[Sample, list[int]]
    candidates: Candidates
    eligible: int


def slot_of(draw_no: int, salt: bytes) -> Sample:
    """The sample that draw number `draw_no` (from 1) belongs to; `salt` is the project's id."""
    block, place = divmod(draw_no - 1, BLOCK)
    digest = hashlib.blake2b(salt + block.to_bytes(8, "big"), digest_size=8, person=b"slots").digest()
    blind = digest[0] % BLOCK
    control = (blind + 1 + digest[1] % (BLOCK - 1)) % BLOCK
    return {blind: Sample.BLIND, control: Sample.CONTROL}.get(place, Sample.NONE)


def next_draw(connection: Connection, project_seq: int) -> int:
    """The number of the project's next draw."""
    return 1 + int(fetch_value(connection, _LAST_DRAW, p=project_seq) or 0)


def pick(connection: Connection, order: Order, eligible: Eligible, cursor: Cursor, first_draw: int, size: int) -> Picks:
    """Read from the indexes what the draws `first_draw` to `first_draw + size - 1` can be."""
    count = _count(connection, eligible) if order.counted else size
    # What is withheld was counted when the pass began: where there is some, only asking tells.
    ask = count or eligible.barred
    candidates = order.candidates(connection, eligible, cursor, size) if ask else Candidates([])
    # A saved queue that holds nothing more is at its end; what the samples still hold is for who reviews all.
    over = not order.counted and not candidates.item_seqs
    samples = (Sample.BLIND, Sample.CONTROL) if order.sampled and not over else ()
    sampled = {sample: _sampled(connection, eligible, sample, size) for sample in samples}
    # An order that offers fewer than it was asked for has no more.
    found = len(candidates.item_seqs)
    return Picks(first_draw, size, sampled, candidates, found if found < size else max(found, count))


def _sampled(connection: Connection, eligible: Eligible, sample: Sample, n: int) -> list[int]:
    rows = fetch(
        connection,
        _SAMPLED.format(allowed=outside("q.item_seq", eligible.barred)),
        p=eligible.project_seq,
        status=eligible.status,
        sample=sample.value,
        before=eligible.before_decision,
        n=n + len(eligible.exclude),
    )
    return [int(row[0]) for row in rows if row[0] not in eligible.exclude][:n]


_COUNTED = "SELECT value FROM counter WHERE project_seq = :p AND name = :name"
_EXCLUDED = """SELECT count(*) FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.seq IN ({seqs}) AND coalesce(s.status, 'open') = :status AND coalesce(s.sample, i.sample) = 'none'
AND (:before = 0 OR s.decision_seq <= :before)"""
#: what was skipped in this very pass
_AGAIN = """SELECT count(*) FROM decision d JOIN item_state s ON s.item_seq = d.item_seq AND s.decision_seq = d.seq
WHERE d.seq > :before AND d.project_seq = :p AND s.status = 'skipped' AND s.sample = 'none'"""


def _count(connection: Connection, eligible: Eligible) -> int:
    """How many items outside the samples could be drawn now."""
    before = eligible.before_decision
    name = f"{eligible.status}:{Sample.NONE}"
    counted = int(fetch_value(connection, _COUNTED, p=eligible.project_seq, name=name) or 0)
    seqs = ",".join(str(int(seq)) for seq in eligible.exclude)
    away = int(fetch_value(connection, _EXCLUDED.format(seqs=seqs), status=eligible.status, before=before)) if seqs else 0
    again = int(fetch_value(connection, _AGAIN, p=eligible.project_seq, before=before)) if before else 0
    return max(0, counted - away - again - eligible.withheld)


def assign(picks: Picks, ranked: Sequence[int], order: Order, salt: bytes, shares: Shares) -> list[Draw]:
    """Give each draw of the window its item. Where a sample or the order has run out, the others fill in.

    A saved queue ends with its own items.
    """
    pools = {Sample.NONE: list(ranked), Sample.BLIND: list[int](), Sample.CONTROL: list[int]()}
    pools |= {sample: list(seqs) for sample, seqs in picks.sampled.items()}
    left = picks.eligible
    draws: list[Draw] = []
    for draw_no in range(picks.first_draw, picks.first_draw + picks.size):
        sample = _filled(slot_of(draw_no, salt), pools, order_done=left <= 0 and order.counted)
        if sample is None:
            break
        share = {Sample.BLIND: shares.blind, Sample.CONTROL: shares.control}.get(sample)
        prob = share if share is not None else (1.0 / left if order.random else None)
        name = order.name if sample is Sample.NONE else sample.value
        draws.append(Draw(draw_no, pools[sample].pop(0), sample, name, prob))
        left -= sample is Sample.NONE
    return draws


def _filled(slot: Sample, pools: dict[Sample, list[int]], *, order_done: bool) -> Sample | None:
    if pools[slot]:
        return slot
    if pools[Sample.NONE]:
        return Sample.NONE
    # Only when the order has nothing left do the samples follow one another, in hash order as always.
    rest = [sample for sample in (Sample.BLIND, Sample.CONTROL) if pools[sample]]
    return rest[0] if rest and order_done else None
