"""Accept the latest suggestions from a confidence on."""

from __future__ import annotations

from core.domain.vocabulary import EventKind, Verdict
from core.errors import UserError
from core.queues.bulk.action import Facts, kept_for_people
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark
from core.storage.sql import from_json


class Accept:
    """Gives each undecided item the answer of its latest suggestion, where that is sure enough."""

    name: str = "accept"

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """See `Action.check`: a confidence lies between 0 and 1."""
        if not 0 <= request.confidence <= 1:
            raise UserError("bulk.confidence", "A confidence lies between 0 and 1.", kept="Nothing was changed.")

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """See `Action.left_alone`."""
        if not facts.undecided:
            return facts.status
        if facts.waiting or facts.suggestion is None:
            return kept_for_people(facts) or "no_suggestion"
        if facts.confidence is None or facts.confidence < request.confidence:
            return "unsure"
        return kept_for_people(facts) or ("invalid" if scene.is_invalid(facts.suggestion) else "")

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """See `Action.mark`."""
        answer, apart = from_json(facts.suggestion), scene.kind.apart(scene.task)
        return Mark(
            facts.item_seq,
            EventKind.DECIDED,
            Verdict.ACCEPTED,
            answer=answer,
            suggestion_seq=facts.suggestion_seq,
            apart=apart,
        )
