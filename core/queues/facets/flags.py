"""The facet of guard rails: the codes that the latest suggestion carries."""

from __future__ import annotations

from typing import Any

from core.queues.criteria import Scene
from core.queues.facets.column import Column


def codes(value: Any, scene: Scene) -> tuple[str, ...]:
    """The codes in ` code code `."""
    return tuple(str(value).split())


FLAGS = Column("flags", "nullif(g.flags, '')", ("g",), codes, model=True)
