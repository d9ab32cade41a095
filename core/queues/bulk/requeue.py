"""Put items back into the queue, to be decided anew."""

from __future__ import annotations

from core.domain.vocabulary import EventKind, Sample, Status
from core.queues.bulk.action import Facts
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark


class Requeue:
    """Takes back what was decided or skipped; the ledger keeps it."""

    name: str = "requeue"

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """See `Action.check`: it can always be done."""

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`."""
        if facts.waiting:
            return Sample.BLIND.value
        return "" if facts.status in (Status.DECIDED, Status.SKIPPED) else facts.status

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """See `Action.mark`."""
        return Mark(facts.item_seq, EventKind.REQUEUED)
