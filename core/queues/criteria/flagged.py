"""Whether a person flagged the item."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene


def flagged(wanted: Filter, scene: Scene) -> Clause:
    """Items with a flag, or without."""
    return Clause("s.flagged = 1" if wanted.flagged else "coalesce(s.flagged, 0) = 0", joins=("s",))
