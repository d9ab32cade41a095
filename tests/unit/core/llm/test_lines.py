"""Lines: what the calls of one connection share, and when they share it no longer."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from core.domain.calls import FailureKind
from core.llm.backoff import PATIENCE_S
from core.llm.breaker import THRESHOLD, State
from core.llm.lines import Lines
from core.llm.types import CallFailure, Connection

CONNECTION = Connection("fake", "openai/fake", "http://127.0.0.1:1/v1", in_flight=1)


def test_the_same_connection_has_the_same_line() -> None:
    lines = Lines()
    one, same = lines.of(CONNECTION), lines.of(replace(CONNECTION, params={"seed": 1}, price_in=1.0, price_out=1.0, timeout_s=9))
    assert (one.limiter is same.limiter, one.breaker is same.breaker) == (True, True)


def test_new_rates_get_a_new_limiter_and_keep_the_breaker() -> None:
    lines = Lines()
    one = lines.of(CONNECTION)
    for changed in ({"in_flight": 2}, {"rpm": 5}, {"tpm": 5}):
        other = lines.of(replace(CONNECTION, **changed))  # pyright: ignore[reportArgumentType]  (fields by name)
        assert (one.limiter is other.limiter, one.breaker is other.breaker) == (False, True)


def test_another_address_or_model_gets_a_new_breaker_and_keeps_the_limiter() -> None:
    lines = Lines()
    one = lines.of(CONNECTION)
    for other in (lines.of(replace(CONNECTION, base_url=None)), lines.of(replace(CONNECTION, model="openai/other"))):
        assert (one.limiter is other.limiter, one.breaker is other.breaker) == (True, False)


def test_another_name_shares_nothing() -> None:
    lines = Lines()
    one, other = lines.of(CONNECTION), lines.of(replace(CONNECTION, name="spare"))
    assert (one.limiter is other.limiter, one.breaker is other.breaker) == (False, False)


def test_failures_reach_the_breaker() -> None:
    line = Lines().of(CONNECTION)
    for _ in range(THRESHOLD):
        assert line.breaker.state is State.CLOSED
        line.failed(CallFailure(FailureKind.SERVER, "down"))
    assert line.breaker.state is State.OPEN


def has_turn(kind: FailureKind, retry_after: float | None) -> bool:
    """Whether the next in the queue has its turn right after such a failure of the one before."""

    async def ask() -> bool:
        line, reached = Lines().of(CONNECTION), asyncio.Event()

        async def following() -> None:
            async with line.limiter.turn(float, 1):
                reached.set()

        async with line.limiter.turn(float, 1):
            task = asyncio.create_task(following())
            await asyncio.sleep(0)
            line.failed(CallFailure(kind, "no", retry_after=retry_after))
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return reached.is_set()

    return asyncio.run(ask())


def test_a_server_that_asks_for_a_pause_gets_it_before_the_next_is_served() -> None:
    assert not has_turn(FailureKind.RATE_LIMITED, 20.0)
    assert has_turn(FailureKind.RATE_LIMITED, None)
    assert has_turn(FailureKind.SERVER, 20.0)
    assert has_turn(FailureKind.RATE_LIMITED, PATIENCE_S + 1)
