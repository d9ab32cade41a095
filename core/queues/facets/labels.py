"""The facet of labels: what the label that stands holds."""

from __future__ import annotations

from typing import Any

from core.queues.criteria import Scene
from core.queues.criteria.clause import LABEL
from core.queues.facets.column import Column
from core.storage.functions import labels_in


def names(value: Any, scene: Scene) -> tuple[str, ...]:
    """The labels in an answer, a JSON text."""
    return labels_in(scene.kind.name, str(value))


LABELS = Column("labels", LABEL, ("s", "c"), names, model=True, many=True)
