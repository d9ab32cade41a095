"""The order `uncertain`: what the suggester is least confident of comes first (uncertainty sampling; Settles, 2009, section 3.1).

A million items cannot be scored anew after each decision: a pool of up to 2,000 random items is, once for each window. The pool
starts small and doubles, so that nobody waits for its vectors.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.review.orders.order import Candidates, Cursor, Eligible
from core.review.orders.random import around

POOL = 2_000
FIRST_POOL = 64


class Uncertain:
    """Ranks a seeded pool by least confidence."""

    name: str = "uncertain"
    random: bool = False
    counted: bool = True
    sampled: bool = True

    def candidates(self, connection: Connection, eligible: Eligible, cursor: Cursor, n: int) -> Candidates:
        """See `Order.candidates`."""
        pool = min(POOL, FIRST_POOL << min(cursor.windows, 10))
        cursor.windows += 1
        return Candidates(around(connection, eligible, max(n, pool)), rank=True)
