"""The label that stands for an item."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import LABEL, Clause, Scene, among
from core.storage.sql import to_json


def labels(wanted: Filter, scene: Scene) -> Clause:
    """Items whose label holds one of these. Where an answer is nothing but a label's name an index finds it."""
    if all(scene.kind.labels_in(name) == (name,) for name in wanted.labels):
        names, params = among("label", [to_json(name) for name in wanted.labels])
        return Clause(f"(s.label IN {names} OR (s.item_seq IS NULL AND c.label IN {names}))", params, ("s", "c"), model=True)
    params = {"label_kind": scene.kind.name, "label_names": to_json(list(wanted.labels))}
    return Clause(f"has_label(:label_kind, {LABEL}, :label_names) = 1", params, ("s", "c"), model=True)
