"""The label that came with the data is not what the latest suggestion says."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene
from core.storage.apart import answer_sql

_DISPUTED = f"(c.label IS NOT NULL AND g.answered = 1 AND same_answer(:disputed_kind, c.label, {answer_sql('u')}) = 0)"


def disputed(wanted: Filter, scene: Scene) -> Clause:
    """Items with such a label."""
    return Clause(_DISPUTED, {"disputed_kind": scene.kind.name}, ("c", "g", "u"), model=True)
