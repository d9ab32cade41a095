"""The facet of confidence, in tenths: `0.9-1.0`. A suggestion of just 1 belongs to the last."""

from __future__ import annotations

from typing import Any

from core.queues.criteria import Scene
from core.queues.criteria.clause import CONFIDENCE
from core.queues.facets.column import Column


def tenths(value: Any, scene: Scene) -> tuple[str, ...]:
    """The range that a tenth is called by."""
    return (f"{value / 10:.1f}-{(value + 1) / 10:.1f}",)


_TENTH = f"CASE WHEN g.answered = 1 THEN max(0, min(9, CAST({CONFIDENCE} * 10 AS INTEGER))) END"
CONFIDENCES = Column("confidence", _TENTH, ("g", "u"), tenths, model=True)
