"""Suggestions of the live prompt for the coming items, made ahead in the reviewer's own order.

One call an item, many in flight, the item on screen first. How far ahead follows from the reviewer's pace and the model's latency. A
result that comes after its item was decided is kept in the ledger and never shown as current.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from core.clock import monotonic
from core.domain.calls import CONNECTION_WIDE, TRANSIENT
from core.domain.json import Answer
from core.suggest.made import Made

#: items ahead at least, at first, at most
LEAST, FIRST, MOST = 3, 8, 48
#: failures that may be over by now
_PASSING = TRANSIENT | {"remembered"}
#: how long a failure stands before the item is asked for again
_STALE_S = 3.0
#: and one that only a person can mend: a key, a budget, an address
_MENDED_S = 30.0
#: weight of the newest observation in the running means
_NEWEST = 0.3
#: a reviewer who takes longer than this for an item has looked away
_AWAY_S = 30.0


class Maker(Protocol):
    """What makes the suggestions: `core.suggest.prompted.PromptSuggester`."""

    async def make(
        self,
        item_seq: int,
        *,
        rank: Callable[[], float],
        earlier: Sequence[Answer] = (),
        attempts: int = 2,
        hold: Future[None] | None = None,
    ) -> Made:
        """The suggestion for an item, or the failure to give one."""
        ...


Spawn = Callable[[Coroutine[Any, Any, Made]], "Future[Made]"]


class Prefetcher:
    """See the module. `want` and `of` are called from the session's thread; results come on the loop's."""

    def __init__(self, maker: Maker, spawn: Spawn, clock: Callable[[], float] = monotonic) -> None:
        self._maker, self._spawn, self._clock = maker, spawn, clock
        self._lock = threading.Lock()
        self._painted: Future[None] = Future()
        self._ranks: dict[int, int] = {}
        self._made: dict[int, Future[Made]] = {}
        self._since: dict[int, float] = {}
        self._first: int | None = None
        self._first_at = 0.0
        self._latency_s = 0.0
        self._pace_s = 0.0

    @property
    def depth(self) -> int:
        """How many items ahead of the one on screen are asked for: as many as the reviewer decides while one call takes, and two more."""
        if not self._latency_s or not self._pace_s:
            return FIRST
        return min(MOST, max(LEAST, math.ceil(1.5 * self._latency_s / self._pace_s) + 2))

    def want(self, item_seqs: Sequence[int]) -> None:
        """These items come next, in this order; the first is on screen."""
        if not self._painted.done():
            self._painted.set_result(None)
        self._note_pace(item_seqs)
        with self._lock:
            self._ranks = {seq: place for place, seq in enumerate(item_seqs)}
            self._forget()
        for seq in item_seqs[: self.depth + 1]:
            if self._needed(seq):
                self._start(seq)

    def of(self, item_seq: int) -> Future[Made]:
        """The suggestion for an item, as a future; asked for now if it was not. A failure that is old is asked for again."""
        if self._needed(item_seq):
            self._ranks.setdefault(item_seq, 0)
            self._start(item_seq)
        return self._made[item_seq]

    def another(self, item_seq: int, earlier: Sequence[Answer]) -> Future[Made]:
        """Another suggestion than those that were given; it takes the place of the one that is there."""
        self._keep(item_seq, self._spawn(self._maker.make(item_seq, rank=lambda: -1.0, earlier=tuple(earlier))))
        return self._made[item_seq]

    def close(self) -> None:
        """Cancel what is under way."""
        with self._lock:
            running = list(self._made.values())
            self._made.clear()
        for future in running:
            future.cancel()

    def _needed(self, item_seq: int) -> bool:
        future = self._made.get(item_seq)
        if future is None or future.cancelled():
            return True
        if not future.done():
            return False
        failure = None if future.exception() is not None else future.result().row.failure
        age = self._clock() - self._since[item_seq]
        if future.exception() is not None or failure in _PASSING:
            return age > _STALE_S
        return failure in CONNECTION_WIDE and age > _MENDED_S

    def _start(self, item_seq: int) -> None:
        self._keep(item_seq, self._spawn(self._maker.make(item_seq, rank=lambda: self._rank(item_seq), hold=self._painted)))

    def _keep(self, item_seq: int, future: Future[Made]) -> None:
        with self._lock:
            self._made[item_seq] = future
            self._since[item_seq] = self._clock()
        future.add_done_callback(lambda done: self._took(item_seq, done))

    def _rank(self, item_seq: int) -> float:
        return float(self._ranks.get(item_seq, math.inf))

    def _took(self, item_seq: int, done: Future[Made]) -> None:
        with self._lock:
            self._since[item_seq] = self._clock()
        made = None if done.cancelled() or done.exception() is not None else done.result()
        if made is not None and made.seconds > 0:
            self._latency_s = _running(self._latency_s, made.seconds)

    def _note_pace(self, item_seqs: Sequence[int]) -> None:
        first = item_seqs[0] if item_seqs else None
        if first != self._first:
            now = self._clock()
            if self._first is not None and now - self._first_at < _AWAY_S:
                self._pace_s = _running(self._pace_s, max(now - self._first_at, 0.05))
            self._first, self._first_at = first, now

    def _forget(self) -> None:
        """Let go of results far behind: the ledger has them. What is under way goes on, and is kept there too."""
        gone = [seq for seq, future in self._made.items() if seq not in self._ranks and future.done()]
        for seq in gone[: max(0, len(gone) - MOST)]:
            del self._made[seq], self._since[seq]


def _running(mean: float, newest: float) -> float:
    return newest if not mean else (1 - _NEWEST) * mean + _NEWEST * newest
