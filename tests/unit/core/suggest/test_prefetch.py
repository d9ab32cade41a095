"""How far ahead is asked, in which order, and what is asked again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from core.domain.json import Answer
from core.storage.ledger import NewSuggestion
from core.suggest.made import Made
from core.suggest.prefetch import FIRST, LEAST, MOST, Prefetcher

ANSWERED = Made(NewSuggestion(1, 1, 1, "red"), "fake", seconds=1.0)


class Bench:
    """A maker whose results come when the test says so, and a clock that it moves."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.ranks: dict[int, Callable[[], float]] = {}
        self.earlier: dict[int, Sequence[Answer]] = {}
        self.futures: list[tuple[int, Future[Made]]] = []
        self.now = 100.0
        self.ahead = Prefetcher(self, self._spawn, lambda: self.now)

    async def make(
        self,
        item_seq: int,
        *,
        rank: Callable[[], float],
        earlier: Sequence[Answer] = (),
        attempts: int = 2,
        hold: Future[None] | None = None,
    ) -> Made:
        self.asked.append(item_seq)
        self.ranks[item_seq], self.earlier[item_seq] = rank, earlier
        return ANSWERED

    def _spawn(self, work: Coroutine[Any, Any, Made]) -> Future[Made]:
        with contextlib.suppress(StopIteration):
            work.send(None)
        future: Future[Made] = Future()
        self.futures.append((self.asked[-1], future))
        return future

    def answer(self, made: Made = ANSWERED) -> None:
        """Everything that is under way ends so."""
        waiting, self.futures = self.futures, []
        for _, future in waiting:
            future.set_result(made)

    def review(self, items: Sequence[int], pace_s: float, latency_s: float, times: int) -> None:
        """Decide on so many of the items."""
        for at in range(times):
            self.ahead.want(items[at:])
            self.answer(replace(ANSWERED, seconds=latency_s))
            self.now += pace_s


def test_the_next_items_are_asked_in_the_reviewers_order() -> None:
    bench = Bench()
    order = [7, 3, 9, 1, 4, 8, 2, 6, 5, 10, 11, 12]
    bench.ahead.want(order)
    assert bench.asked == order[: FIRST + 1]
    bench.ahead.want(order[1:])
    assert bench.asked == order[: FIRST + 2]


def test_nothing_is_asked_twice() -> None:
    bench = Bench()
    for _ in range(3):
        bench.ahead.want([1, 2, 3])
        bench.ahead.of(1)
    bench.answer()
    bench.ahead.want([1, 2, 3])
    assert bench.asked == [1, 2, 3]


def test_the_item_on_screen_goes_first() -> None:
    bench = Bench()
    bench.ahead.want([1, 2, 3, 4])
    bench.ahead.want([3, 4])
    assert [bench.ranks[seq]() for seq in (3, 4)] == [0.0, 1.0]
    assert bench.ranks[1]() == float("inf"), "what was decided meanwhile is served last"
    bench.ahead.another(4, ["red"])
    assert bench.ranks[4]() < 0
    assert bench.earlier[4] == ("red",)


def test_as_far_ahead_as_the_model_is_slow_and_the_reviewer_quick() -> None:
    slow = Bench()
    slow.review(range(1, 200), pace_s=1.0, latency_s=10.0, times=20)
    assert 12 <= slow.ahead.depth <= 20
    quick = Bench()
    quick.review(range(1, 200), pace_s=4.0, latency_s=0.1, times=20)
    assert quick.ahead.depth == LEAST
    endless = Bench()
    endless.review(range(1, 200), pace_s=0.1, latency_s=60.0, times=20)
    assert endless.ahead.depth == MOST


def test_somebody_who_looked_away_is_not_slow() -> None:
    bench = Bench()
    bench.review(range(1, 200), pace_s=1.0, latency_s=5.0, times=20)
    depth = bench.ahead.depth
    bench.now += 600
    bench.ahead.want(range(30, 200))
    assert bench.ahead.depth == depth


def test_a_failure_that_may_be_over_is_asked_again_after_a_while() -> None:
    bench = Bench()
    failed = Made(NewSuggestion(1, 1, 1, None, failure="refused_connection"), "fake")
    bench.ahead.want([1])
    bench.answer(failed)
    assert bench.ahead.of(1).result() is failed
    bench.now += 10
    assert not bench.ahead.of(1).done()
    assert bench.asked == [1, 1]


def test_a_refusal_stands() -> None:
    bench = Bench()
    bench.ahead.want([1])
    bench.answer(Made(NewSuggestion(1, 1, 1, None, failure="refusal"), "fake"))
    bench.now += 100
    assert bench.ahead.of(1).done()
    assert bench.asked == [1]


def test_closing_cancels_what_is_under_way() -> None:
    bench = Bench()
    bench.ahead.want([1, 2])
    futures = [future for _, future in bench.futures]
    bench.ahead.close()
    assert all(future.cancelled() for future in futures)


def test_memory_does_not_grow_with_what_was_reviewed() -> None:
    bench = Bench()
    bench.review(range(1, 400), pace_s=1.0, latency_s=0.2, times=300)
    assert len(bench.ahead._made) < 3 * MOST  # pyright: ignore[reportPrivateUsage]  (there is no other way to see it)
