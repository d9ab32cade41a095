"""What the standing decision was: accepted, corrected, answered, rejected, skipped."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene, among


def verdicts(wanted: Filter, scene: Scene) -> Clause:
    """Items whose standing decision has one of these verdicts."""
    names, params = among("verdict", wanted.verdicts)
    return Clause(f"s.verdict IN {names}", params, ("s",))
