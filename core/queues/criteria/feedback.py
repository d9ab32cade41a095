"""What users and judges said, where the item came with a reply that was shown to them: outside signals."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene

UP, DOWN, NONE = "up", "down", "none"
_SAID = "EXISTS (SELECT 1 FROM outside_signal o WHERE o.item_seq = i.seq{which})"
_WAYS = {
    UP: _SAID.format(which=" AND o.value > 0"),
    DOWN: _SAID.format(which=" AND o.value < 0"),
    NONE: f"NOT {_SAID.format(which='')}",
}


def feedback(wanted: Filter, scene: Scene) -> Clause:
    """Items of which one signal or more is positive (`up`) or negative (`down`), or of which there is none (`none`)."""
    del scene
    ways = [_WAYS[way] for way in wanted.feedback]
    return Clause(f"({' OR '.join(ways)})", model=True)
