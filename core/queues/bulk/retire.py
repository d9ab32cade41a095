"""Take items out of every queue, with what was decided of them."""

from __future__ import annotations

from core.domain.vocabulary import EventKind, Sample, Status
from core.queues.bulk.action import Facts
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark


class Retire:
    """Takes items out of every queue."""

    name: str = "retire"

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """See `Action.check`: it can always be done."""

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`."""
        if facts.waiting:
            return Sample.BLIND.value
        return facts.status if facts.status in (Status.RETIRED, Status.ERASED) else ""

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """See `Action.mark`."""
        return Mark(facts.item_seq, EventKind.RETIRED)
