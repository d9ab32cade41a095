"""Who made the standing decision."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene, among


def reviewers(wanted: Filter, scene: Scene) -> Clause:
    """Items that one of these people decided or skipped last."""
    names, params = among("reviewer", wanted.reviewers)
    return Clause(f"d.reviewer_seq IN (SELECT seq FROM reviewer WHERE name IN {names})", params, ("s", "d"))  # noqa: S608 (marks)
