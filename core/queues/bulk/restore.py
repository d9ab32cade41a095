"""Put retired items back where they were."""

from __future__ import annotations

from core.domain.vocabulary import EventKind, Status
from core.queues.bulk.action import Facts
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark


class Restore:
    """Puts retired items back, with what was decided of them."""

    name: str = "restore"

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """See `Action.check`: it can always be done."""

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`."""
        return "" if facts.status == Status.RETIRED else facts.status

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """See `Action.mark`."""
        return Mark(facts.item_seq, EventKind.RESTORED)
