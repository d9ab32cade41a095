"""The order `imported`: as the items came."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.review.orders.order import Candidates, Cursor, Eligible
from core.storage.sources import outside
from core.storage.sql import fetch

_NEXT = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.seq > :after AND i.seq <= (SELECT coalesce(max(done_seq), 0) FROM import_run)
AND i.project_seq = :p AND coalesce(s.status, 'open') = :status AND coalesce(s.sample, i.sample) = 'none'
AND (:before = 0 OR s.decision_seq <= :before) {allowed}
ORDER BY i.seq LIMIT :n"""


class Imported:
    """Draws items by their number, walking on from the first that could be drawn the last time."""

    name: str = "imported"
    random: bool = False
    counted: bool = True
    sampled: bool = True

    def candidates(self, connection: Connection, eligible: Eligible, cursor: Cursor, n: int) -> Candidates:
        """See `Order.candidates`."""
        rows = _walk(connection, eligible, cursor.at, n)
        if not rows and cursor.at:
            # Something before the cursor was reopened, or the queue is at its end.
            rows = _walk(connection, eligible, 0, n)
        cursor.at = rows[0] - 1 if rows else 0
        return Candidates([seq for seq in rows if seq not in eligible.exclude][:n])


def _walk(connection: Connection, eligible: Eligible, after: int, n: int) -> list[int]:
    most = n + len(eligible.exclude)
    before, status = eligible.before_decision, eligible.status
    sql = _NEXT.format(allowed=outside("i.seq", eligible.barred))
    rows = fetch(connection, sql, after=after, p=eligible.project_seq, status=status, before=before, n=most)
    return [int(row[0]) for row in rows]
