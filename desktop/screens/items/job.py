"""A bulk action that is to be done: on which items, and what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.domain.filters import Filter
from core.queues.views import BulkRequest
from desktop.screens.items.model import ItemTable


@dataclass(frozen=True, slots=True)
class Reach:
    """The items that a bulk action goes over: all that match, or (`picked`) those that are picked. `count`: how many, if known."""

    wanted: Filter
    count: int | None
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with which items; `count` is what the preview has told."""

    reach: Reach
    request: BulkRequest
    count: int


def reach_of(wanted: Filter, table: ItemTable, total: int | None) -> Reach:
    """What is picked; where nothing is, or everything, all that match."""
    picks = table.picks
    if picks.nothing or (picks.all_but and not picks.seqs):
        return Reach(wanted, total)
    if not picks.all_but:
        return Reach(Filter(items=tuple(sorted(picks.seqs))), len(picks.seqs), picked=True)
    left = np.setdiff1d(table.all_seqs, np.fromiter(picks.seqs, dtype=np.int64), assume_unique=True)
    return Reach(Filter(items=tuple(int(one) for one in left)), len(left), picked=True)
