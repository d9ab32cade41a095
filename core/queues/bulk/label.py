"""Set a label: one answer for all."""

from __future__ import annotations

from core.domain.vocabulary import EventKind, Provenance, Status
from core.errors import UserError
from core.queues.bulk.action import Facts, kept_for_people
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark


class SetLabel:
    """Gives each item this answer, also where another was decided before."""

    name: str = "label"
    provenance: Provenance = Provenance.BULK

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """See `Action.check`: the answer has to be valid for the task."""
        problem = scene.kind.problem(request.answer, scene.task)
        if problem:
            raise UserError("bulk.answer", problem, kept="Nothing was changed.")

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`."""
        if facts.status in (Status.RETIRED, Status.ERASED):
            return facts.status
        return kept_for_people(facts)

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """See `Action.mark`."""
        apart = scene.kind.apart(scene.task)
        return Mark(facts.item_seq, EventKind.DECIDED, provenance=self.provenance, answer=request.answer, apart=apart)
