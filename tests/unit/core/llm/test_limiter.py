"""Turns: how many at once, how many a minute, who is next, and nobody's turn is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.llm.limiter import Limiter


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def in_time() -> None:
        async with asyncio.timeout(20):
            await work()

    asyncio.run(in_time())


class Queue:
    """A limiter with one turn, which is taken until `release`."""

    def __init__(self, limiter: Limiter) -> None:
        self.limiter = limiter
        self.served: list[str] = []
        self.release = asyncio.Event()
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def occupy(self) -> None:
        self.join("occupier", lambda: 0.0, self.release)
        while not self.served:
            await asyncio.sleep(0)
        self.served.clear()

    def join(self, name: str, rank: Callable[[], float], until: asyncio.Event | None = None, tokens: int = 1) -> None:
        self.tasks[name] = asyncio.create_task(self._turn(name, rank, until, tokens))

    async def settle(self, waiting: int) -> None:
        while self.limiter.waiting != waiting:
            await asyncio.sleep(0)

    async def all_served(self) -> list[str]:
        self.release.set()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        return self.served

    async def _turn(self, name: str, rank: Callable[[], float], until: asyncio.Event | None, tokens: int) -> None:
        async with self.limiter.turn(rank, tokens):
            self.served.append(name)
            if until:
                await until.wait()


def test_no_more_have_their_turn_than_may_be_in_flight() -> None:
    async def work() -> None:
        limiter, seen = Limiter(3), list[int]()

        async def call() -> None:
            async with limiter.turn(lambda: 0, 1):
                seen.append(limiter.running)
                await asyncio.sleep(0)

        await asyncio.gather(*(call() for _ in range(30)))
        assert max(seen) == 3
        assert (len(seen), limiter.running, limiter.waiting) == (30, 0, 0)

    run(work)


def test_the_most_urgent_is_served_first_and_equals_as_they_came() -> None:
    async def work() -> None:
        queue = Queue(Limiter(1))
        await queue.occupy()
        for name, rank in (("later", 5.0), ("first", 1.0), ("second", 1.0), ("now", 0.0)):
            queue.join(name, lambda rank=rank: rank)
        await queue.settle(4)
        assert await queue.all_served() == ["now", "first", "second", "later"]

    run(work)


def test_a_rank_that_changes_while_waiting_counts_as_it_is_when_the_turn_is_free() -> None:
    async def work() -> None:
        ranks = {"on screen": 9.0, "other": 1.0}
        queue = Queue(Limiter(1))
        await queue.occupy()
        queue.join("on screen", lambda: ranks["on screen"])
        queue.join("other", lambda: ranks["other"])
        await queue.settle(2)
        ranks["on screen"] = 0.0
        assert await queue.all_served() == ["on screen", "other"]

    run(work)


def test_who_is_cancelled_while_waiting_takes_no_turn_from_the_others() -> None:
    async def work() -> None:
        queue = Queue(Limiter(1))
        await queue.occupy()
        for name in ("a", "b", "c"):
            queue.join(name, lambda: 0.0)
        await queue.settle(3)
        queue.tasks["a"].cancel()
        await queue.settle(2)
        assert await queue.all_served() == ["b", "c"]
        assert queue.limiter.running == 0

    run(work)


@pytest.mark.parametrize("when", ["before the turn is free", "after it was given"])
def test_who_is_cancelled_just_as_the_turn_comes_passes_it_on(when: str) -> None:
    async def work() -> None:
        queue, limiter = Queue(Limiter(1)), Limiter(1)
        queue.limiter = limiter

        async def occupier() -> None:
            async with limiter.turn(lambda: 0, 1):
                await queue.release.wait()
                if when == "before the turn is free":
                    queue.tasks["a"].cancel()  # it has not run since, and still stands among those who wait
            if when == "after it was given":
                queue.tasks["a"].cancel()

        first = asyncio.create_task(occupier())
        while not limiter.running:
            await asyncio.sleep(0)
        queue.join("a", lambda: 0.0)
        queue.join("b", lambda: 1.0)
        await queue.settle(2)
        queue.release.set()
        await asyncio.gather(first, queue.tasks["b"])
        assert queue.served == ["b"]
        assert (limiter.running, limiter.waiting) == (0, 0)

    run(work)


def test_who_is_cancelled_in_its_turn_gives_it_back() -> None:
    async def work() -> None:
        queue = Queue(Limiter(1))
        await queue.occupy()
        queue.join("next", lambda: 0.0)
        await queue.settle(1)
        queue.tasks["occupier"].cancel()
        await queue.tasks["next"]
        assert queue.served == ["next"]

    run(work)


def test_a_pause_holds_everybody() -> None:
    async def work() -> None:
        limiter, served = Limiter(8), list[float]()
        limiter.pause(0.15)
        started = time.monotonic()

        async def call() -> None:
            async with limiter.turn(lambda: 0, 1):
                served.append(time.monotonic() - started)

        await asyncio.gather(*(call() for _ in range(8)))
        assert min(served) >= 0.149

    run(work)


def test_a_pause_reaches_those_who_already_wait_for_tokens() -> None:
    async def work() -> None:
        limiter = Limiter(8, tpm=6000)  # a hundred a second, six hundred at once
        async with limiter.turn(lambda: 0, 605):
            pass
        started = time.monotonic()
        waiting = asyncio.create_task(_pass(limiter, 1))
        while not limiter.waiting:
            await asyncio.sleep(0)
        limiter.pause(0.2)
        await waiting
        assert time.monotonic() - started >= 0.199

    run(work)


async def _pass(limiter: Limiter, tokens: int) -> None:
    async with limiter.turn(lambda: 0, tokens):
        pass


def test_requests_a_minute_hold_after_the_burst() -> None:
    async def work() -> None:
        limiter = Limiter(100, rpm=120)  # two a second, twelve at once
        started = time.monotonic()
        await asyncio.gather(*(_pass(limiter, 1) for _ in range(12)))
        assert time.monotonic() - started < 0.45
        await _pass(limiter, 1)
        assert time.monotonic() - started >= 0.49

    run(work)


def test_a_call_with_more_tokens_than_the_burst_gets_its_turn_and_is_paid_off_by_those_after_it() -> None:
    async def work() -> None:
        limiter = Limiter(100, tpm=60_000)  # a thousand a second, six thousand at once
        started = time.monotonic()
        await _pass(limiter, 6_500)
        assert time.monotonic() - started < 0.45
        await _pass(limiter, 1)
        assert time.monotonic() - started >= 0.49

    run(work)


@settings(max_examples=60, deadline=None)
@given(
    in_flight=st.integers(1, 4),
    calls=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans()), min_size=1, max_size=25),
)
def test_whoever_is_cancelled_whenever_the_rest_is_served_within_the_limit(
    in_flight: int, calls: list[tuple[int, int, bool]]
) -> None:
    async def work() -> None:
        limiter, served = Limiter(in_flight), list[int]()

        async def call(number: int, rank: int, steps: int) -> None:
            async with limiter.turn(lambda: rank, 1):
                assert limiter.running <= in_flight
                for _ in range(steps):
                    await asyncio.sleep(0)
                served.append(number)

        tasks = [asyncio.create_task(call(number, rank, steps)) for number, (rank, steps, _) in enumerate(calls)]
        for task, (_, steps, cancelled) in zip(tasks, calls, strict=True):
            for _ in range(steps):
                await asyncio.sleep(0)
            if cancelled:
                task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert len(served) == sum(result is None for result in results)
        assert all(result is None or isinstance(result, asyncio.CancelledError) for result in results)
        assert {number for number, (_, _, cancelled) in enumerate(calls) if not cancelled} <= set(served)
        assert (limiter.running, limiter.waiting) == (0, 0)

    run(work)
