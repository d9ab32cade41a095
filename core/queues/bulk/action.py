"""What every bulk action offers, and what it knows of an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.domain.vocabulary import Sample, Status
from core.queues.criteria import Scene
from core.queues.views import BulkRequest
from core.storage.actions import Mark


@dataclass(frozen=True, slots=True)
class Facts:
    """An item as an action meets it. `label`, `suggestion`: JSON text; `confidence`: of the latest suggestion, 0 to 1.

    `waiting`: of the blind sample, without a blind answer.
    """

    item_seq: int
    status: str
    sample: str
    waiting: bool
    label: str | None = None
    suggestion: str | None = None
    suggestion_seq: int | None = None
    confidence: float | None = None

    @property
    def undecided(self) -> bool:
        """Whether it can be drawn."""
        return self.status in (Status.OPEN, Status.SKIPPED)


class Action(Protocol):
    """One kind of bulk action."""

    @property
    def name(self) -> str:
        """The word for it in the ledger and on the command line."""
        ...

    def check(self, request: BulkRequest, scene: Scene) -> None:
        """Raises `UserError` when the request cannot be carried out, whatever the items are."""
        ...

    def left_alone(self, facts: Facts, request: BulkRequest, scene: Scene) -> str:
        """Why this item is left alone, in a word; empty when it is changed."""
        ...

    def mark(self, facts: Facts, request: BulkRequest, scene: Scene) -> Mark:
        """What is written for an item that is changed."""
        ...


def kept_for_people(facts: Facts) -> str:
    """Why an item must be decided by a person looking at it; empty when it need not.

    The control sample is compared with the blind one: taking the easy items out of one of them would end the comparison.
    """
    if facts.waiting:
        return Sample.BLIND.value
    return Sample.CONTROL.value if facts.undecided and facts.sample == Sample.CONTROL else ""
