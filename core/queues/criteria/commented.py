"""Whether a person commented on the item."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene


def commented(wanted: Filter, scene: Scene) -> Clause:
    """Items with a comment, or without."""
    return Clause("s.comments > 0" if wanted.commented else "coalesce(s.comments, 0) = 0", joins=("s",))
