"""How sure the latest suggestion is."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import CONFIDENCE, Clause, Scene


def confidence(wanted: Filter, scene: Scene) -> Clause:
    """Items whose latest suggestion lies in this range, both ends with it; one that gave no answer has none."""
    low, high = wanted.confidence or (0.0, 1.0)
    params = {"low": low, "high": high}
    return Clause(f"(g.answered = 1 AND {CONFIDENCE} BETWEEN :low AND :high)", params, ("g", "u"), model=True)
