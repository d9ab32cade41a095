"""Near-duplicates of an item."""

from __future__ import annotations

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene

_GROUP = """(i.seq = :group OR i.seq IN (SELECT n.item_seq FROM near_duplicate n WHERE n.project_seq = :project
AND n.group_seq = (SELECT o.group_seq FROM near_duplicate o WHERE o.item_seq = :group)))"""


def group(wanted: Filter, scene: Scene) -> Clause:
    """Items in the group of this one, itself among them."""
    return Clause(_GROUP, {"group": wanted.group})
