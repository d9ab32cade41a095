"""The order of a saved queue: its filter, in the order that it asks for.

It draws from items in neither sample, as every order does; the samples keep their places among the draws as long as the queue asks for
open items. Draws are deterministic, so that none has a propensity.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.domain.vocabulary import Status
from core.queues.drawing import candidates
from core.queues.views import QueueInfo
from core.review.orders.order import Candidates, Cursor, Eligible
from core.review.orders.random import start_of
from core.review.orders.uncertain import Uncertain
from core.storage.sql import fetch_value


class Queued:
    """Draws what a queue holds. An item that was decided since the session began is not drawn again."""

    random: bool = False
    counted: bool = False

    def __init__(self, queue: QueueInfo, connection: Connection) -> None:
        self._queue = queue
        self._started = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM decision"))
        statuses = queue.filter.statuses
        self.sampled: bool = not statuses or Status.OPEN in statuses

    @property
    def name(self) -> str:
        """See `Order.name`."""
        return "queue"

    def candidates(self, connection: Connection, eligible: Eligible, cursor: Cursor, n: int) -> Candidates:
        """See `Order.candidates`. A pass over what was skipped is the queue once more."""
        wanted, order, away = self._queue.filter, self._queue.order, eligible.exclude
        found = candidates(
            connection,
            eligible.project_seq,
            wanted,
            order,
            away,
            max(self._started, eligible.before_decision),
            n,
            after=cursor.at,
            seed_start=start_of(eligible.seed),
            barred=eligible.barred,
        )
        if found:  # what lies before has been drawn; what is offered here and not taken is offered again
            cursor.at = found[0] - 1
        return Candidates(found, rank=order == Uncertain.name)
