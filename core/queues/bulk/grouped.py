"""Decide near-duplicates together with the one that was shown."""

from __future__ import annotations

from typing_extensions import override

from core.domain.vocabulary import Provenance
from core.queues.bulk.action import Facts
from core.queues.bulk.label import SetLabel
from core.queues.criteria import Scene
from core.queues.views import BulkRequest


class Grouped(SetLabel):
    """Gives each undecided item the answer of its near-duplicate, with the provenance `grouped`."""

    name: str = "grouped"
    provenance: Provenance = Provenance.GROUPED

    @override
    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`: what somebody decided stands."""
        return super().left_alone(facts, request, scene) if facts.undecided else facts.status
