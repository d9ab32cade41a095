"""The state of an item: open, skipped, decided, retired, erased."""

from __future__ import annotations

from core.domain.filters import Filter
from core.domain.vocabulary import Status
from core.queues.criteria.clause import Clause, Scene, among


def statuses(wanted: Filter, scene: Scene) -> Clause:
    """Items in one of these states; one that nothing happened to is open, and has no row of state."""
    names, params = among("status", wanted.statuses)
    if Status.OPEN in wanted.statuses:
        return Clause(f"(s.item_seq IS NULL OR s.status IN {names})", params, ("s",))
    return Clause(f"(s.project_seq = :project AND s.status IN {names})", params, ("s",))
