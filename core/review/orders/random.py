"""The order `random`: a random order with a seed.

The identities of items are uniform keyed hashes, so their order is a random permutation of the project that nobody could choose. The
seed says where on that circle to start; items that are imported later fall among the others. Each draw is a simple random draw from
what is left, and its propensity is one over that.
"""

from __future__ import annotations

import hashlib

from sqlalchemy.engine import Connection

from core.review.orders.order import Candidates, Cursor, Eligible
from core.storage.sources import outside
from core.storage.sql import fetch

_FROM = """SELECT q.item_seq FROM queue q LEFT JOIN item_state s ON s.item_seq = q.item_seq
WHERE q.project_seq = :p AND q.status = :status AND q.sample = 'none' AND q.draw_key >= :low AND q.draw_key < :high
AND (:before = 0 OR s.decision_seq <= :before) AND q.item_seq <= (SELECT coalesce(max(done_seq), 0) FROM import_run) {allowed}
ORDER BY q.draw_key LIMIT :n"""
_CIRCLE = 1 << 63


def start_of(seed: int) -> int:
    """Where on the circle of 63-bit draw keys a seed starts."""
    return int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=8, person=b"start").digest(), "big") >> 1


def around(connection: Connection, eligible: Eligible, n: int) -> list[int]:
    """The first `n` eligible items on the circle from the seed's start."""
    start = start_of(eligible.seed)
    sql = _FROM.format(allowed=outside("q.item_seq", eligible.barred))
    found: list[int] = []
    for low, high in ((start, _CIRCLE - 1), (0, start)):
        rows = fetch(
            connection,
            sql,
            p=eligible.project_seq,
            status=eligible.status,
            before=eligible.before_decision,
            low=low,
            high=high,
            n=n - len(found) + len(eligible.exclude),
        )
        found += [int(row[0]) for row in rows if row[0] not in eligible.exclude]
        if len(found) >= n:
            break
    return found[:n]


class Random:
    """Draws around the circle of draw keys. What was drawn has left the queue, so there is nothing to remember."""

    name: str = "random"
    random: bool = True
    counted: bool = True
    sampled: bool = True

    def candidates(self, connection: Connection, eligible: Eligible, cursor: Cursor, n: int) -> Candidates:
        """See `Order.candidates`."""
        return Candidates(around(connection, eligible, n))
