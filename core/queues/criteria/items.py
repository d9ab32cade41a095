"""Items by number: those that somebody has marked."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene
from core.storage.sql import to_json


def items(wanted: Filter, scene: Scene) -> Clause:
    """Just these items."""
    return Clause("i.seq IN (SELECT value FROM json_each(:items))", {"items": to_json(list(wanted.items))})
