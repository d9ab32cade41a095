"""Items of neither sample."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene


def not_samples(wanted: Filter, scene: Scene) -> Clause:
    """No item of the blind and of the control sample."""
    return Clause("coalesce(s.sample, i.sample) = 'none'", joins=("s",))
