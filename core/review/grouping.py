"""Near-duplicates decided together with the item on screen: one bulk action beside the decision, taken back when that is undone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace

from core.domain.json import Answer
from core.errors import UserError
from core.queues.items import Items
from core.review.records import Saved

_LOG = logging.getLogger(__name__)
Counters = Callable[[], dict[str, int]]


class Grouping:
    """The groups of one session. `counters` reads the project's counts anew. To be used from one thread; its work is done by `executor`."""

    def __init__(self, items: Items, executor: Executor, reviewer: str, counters: Counters) -> None:
        self._items, self._executor, self._reviewer, self._counters = items, executor, reviewer, counters
        self._actions: dict[bytes, int] = {}
        self._met: frozenset[int] = frozenset()

    def members(self, item_seq: int) -> Future[Sequence[int]]:
        """The near-duplicates that are like this item, itself among them."""
        return self._executor.submit(self._items.members, item_seq)

    def decide(self, decision_id: bytes, item_seq: int, answer: Answer, saved: Future[Saved]) -> Future[Saved]:
        """After the decision is saved, give the item's near-duplicates the same answer, provenance `grouped`."""
        return self._executor.submit(self._decide, decision_id, item_seq, answer, saved)

    def undo(self, decision_id: bytes, saved: Future[Saved]) -> Future[Saved]:
        """After the decision is taken back, take back what was decided with it in this session."""
        if decision_id not in self._actions:
            return saved
        return self._executor.submit(self._undo, decision_id, saved)

    def take_met(self) -> frozenset[int]:
        """The items that were decided together last, told once."""
        met, self._met = self._met, frozenset()
        return met

    def _decide(self, decision_id: bytes, item_seq: int, answer: Answer, saved: Future[Saved]) -> Saved:
        done = saved.result()
        try:
            self._met = frozenset(self._items.members(item_seq))
            action = self._items.decide_group(item_seq, answer, self._reviewer)
        except UserError as error:  # the decision itself is saved: its group stays as it was, and comes in its turn
            _LOG.warning("near-duplicates were not decided: %s", error.code)
            return done
        if action is not None:
            self._actions[decision_id] = action.seq
        return replace(done, counters=self._counters())

    def _undo(self, decision_id: bytes, saved: Future[Saved]) -> Saved:
        done = saved.result()
        try:
            self._items.undo(self._actions.pop(decision_id), self._reviewer)
        except UserError as error:  # somebody has taken it back on the Items screen
            _LOG.warning("near-duplicates were not given back: %s", error.code)
        return replace(done, counters=self._counters())
