"""Who may call a model now: at most so many at once, so many requests and tokens a minute, the most urgent first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.clock import monotonic
from core.llm.buckets import Bucket

Rank = Callable[[], float]

#: a wait that rounding alone has left is none
_NOTHING_S = 1e-6


@dataclass(eq=False, slots=True)
class _Waiter:
    rank: Rank
    tokens: int
    granted: asyncio.Future[None]


class Limiter:
    """The turns of one connection; used from one event loop only.

    `in_flight`: at once; `rpm`, `tpm`: requests and tokens a minute, None without a limit.
    """

    def __init__(
        self, in_flight: int, rpm: int | None = None, tpm: int | None = None, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._in_flight = max(1, in_flight)
        self._clock = clock
        self._requests = Bucket(rpm, clock()) if rpm else None
        self._tokens = Bucket(tpm, clock()) if tpm else None
        self._waiting: list[_Waiter] = []
        self._running = 0
        self._closed_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def running(self) -> int:
        """How many have their turn now."""
        return self._running

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self, rank: Rank, tokens: int) -> AsyncGenerator[None]:
        """Wait for a turn and have it for the length of the block.

        `rank`: asked each time a turn is free, the lowest is served, equals in order of arrival; `tokens`: input and output that
        the call may take.
        """
        await self._wait(_Waiter(rank, tokens, asyncio.get_running_loop().create_future()))
        try:
            yield
        finally:
            self._running -= 1
            self._serve()

    def pause(self, seconds: float) -> None:
        """Give nobody a turn for so long, as a server asked with 429; those that have one keep it."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    async def _wait(self, waiter: _Waiter) -> None:
        self._waiting.append(waiter)
        self._serve()
        try:
            await waiter.granted
        except asyncio.CancelledError:
            self._withdraw(waiter)
            raise

    def _withdraw(self, waiter: _Waiter) -> None:
        """A waiter was cancelled: perhaps just after it had been given its turn, which then goes to the next."""
        if waiter in self._waiting:
            self._waiting.remove(waiter)
        else:
            self._running -= 1
        self._serve()

    def _serve(self) -> None:
        while self._running < self._in_flight and (there := [waiter for waiter in self._waiting if not waiter.granted.done()]):
            first = min(there, key=lambda waiter: waiter.rank())
            delay = self._delay(first.tokens)
            if delay > _NOTHING_S:
                self._serve_later(delay)
                return
            self._grant(first)

    def _grant(self, waiter: _Waiter) -> None:
        now = self._clock()
        if self._requests:
            self._requests.take(1, now)
        if self._tokens:
            self._tokens.take(waiter.tokens, now)
        self._waiting.remove(waiter)
        self._running += 1
        waiter.granted.set_result(None)

    def _delay(self, tokens: int) -> float:
        now = self._clock()
        return max(
            self._closed_until - now,
            self._requests.wait(1, now) if self._requests else 0.0,
            self._tokens.wait(tokens, now) if self._tokens else 0.0,
        )

    def _serve_later(self, seconds: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._serve)
