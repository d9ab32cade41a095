"""Calls end when they are told to: cancelled, past their deadline, or with the connections closed under them."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable

import pytest

from core.domain.calls import FailureKind
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import KEY, LOCAL, REQUEST
from tests.unit.core.llm.test_network import recorded


def connection(fake: FakeModel, model: str = "openai/fake", timeout_s: float = 30) -> Connection:
    return Connection("fake", model, base_url=fake.url, timeout_s=timeout_s)


def start(provider: Provider, to: Connection, number: int) -> list[asyncio.Task[object]]:
    return [asyncio.create_task(_call(provider, to)) for _ in range(number)]


async def _call(provider: Provider, to: Connection) -> object:
    return await provider.complete(to, KEY, REQUEST, LOCAL)


async def _until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not done():
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("model", ["openai/fake", "mistral/fake"])
def test_fifty_calls_that_wait_for_a_server_are_cancelled_cleanly(fake: FakeModel, model: str) -> None:
    async def work() -> None:
        provider = Provider()
        fake.default = MOODS["slow"]
        calls = start(provider, connection(fake, model), 50)
        await asyncio.to_thread(fake.wait_for, 50)
        for call in calls:
            call.cancel()
        started = time.monotonic()
        ended = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in ended)
        await _until(lambda: fake.in_flight == 0)  # the server was told: its connections are gone
        assert time.monotonic() - started < 2
        fake.default = Behaviour(text="well again")
        reply = await provider.complete(connection(fake, model), KEY, REQUEST, LOCAL)
        assert reply.text == "well again"
        await provider.close()

    asyncio.run(work())
    gc.collect()  # what was left unawaited or unclosed would warn now


def test_calls_are_cancelled_cleanly_at_every_stage(fake: FakeModel) -> None:
    async def work() -> None:
        provider = Provider()
        await provider.complete(connection(fake), KEY, REQUEST, LOCAL)
        for steps in range(60):
            calls = start(provider, connection(fake), 2)
            for _ in range(steps):
                await asyncio.sleep(0)
            calls[0].cancel()
            first, second = await asyncio.gather(*calls, return_exceptions=True)
            assert isinstance(first, asyncio.CancelledError) or not isinstance(first, BaseException)
            assert not isinstance(second, BaseException)
        await provider.close()

    asyncio.run(work())
    gc.collect()


def test_closing_ends_calls_in_flight_and_later_ones_are_not_sent(fake: FakeModel) -> None:
    async def work() -> None:
        provider = Provider()
        fake.default = MOODS["slow"]
        calls = start(provider, connection(fake), 20)
        await asyncio.to_thread(fake.wait_for, 20)
        started = time.monotonic()
        await provider.close()
        ended = await asyncio.gather(*calls, return_exceptions=True)
        assert time.monotonic() - started < 2
        assert {one.kind for one in ended if isinstance(one, CallFailure)} == {FailureKind.CANCELLED}
        assert len(ended) == 20
        with pytest.raises(CallFailure) as caught:
            await provider.complete(connection(fake), KEY, REQUEST, LOCAL)
        assert caught.value.kind is FailureKind.CANCELLED
        assert fake.requests == 20
        await provider.close()

    asyncio.run(work())
    gc.collect()


def test_a_provider_that_was_never_used_closes() -> None:
    asyncio.run(Provider().close())


def test_calls_share_their_connections(fake: FakeModel) -> None:
    async def work() -> None:
        provider = Provider()
        for _ in range(5):
            await provider.complete(connection(fake), KEY, REQUEST, LOCAL)
        await provider.close()

    with recorded() as events:
        asyncio.run(work())
    assert len([where for event, where in events if event == "socket.connect"]) == 1
    assert fake.requests == 5


def test_a_server_that_dies_and_comes_back_is_reached_again_over_the_same_clients(fake: FakeModel) -> None:
    async def kind() -> FailureKind | None:
        try:
            await provider.complete(connection(fake), KEY, REQUEST, LOCAL)
        except CallFailure as failure:
            return failure.kind
        return None

    async def work() -> None:
        assert await kind() is None
        await asyncio.to_thread(fake.die)
        assert await kind() is FailureKind.REFUSED_CONNECTION
        await asyncio.to_thread(fake.revive)
        assert await kind() is None
        await provider.close()

    provider = Provider()
    asyncio.run(work())


def test_many_calls_are_in_flight_at_once(fake: FakeModel) -> None:
    async def work() -> None:
        provider = Provider()
        fake.default = Behaviour(latency=0.3)
        await asyncio.gather(*start(provider, connection(fake), 32))
        await provider.close()

    asyncio.run(work())
    assert fake.most_in_flight == 32


def test_one_key_is_never_used_for_another(fake: FakeModel) -> None:
    async def work() -> None:
        provider = Provider()
        for key in ("sk-first-0001", None, "sk-second-0002", "sk-first-0001"):
            await provider.complete(connection(fake), key, REQUEST, LOCAL)
        await provider.close()

    asyncio.run(work())
    sent = [seen.headers.get("authorization") for seen in fake.seen]
    assert sent == ["Bearer sk-first-0001", None, "Bearer sk-second-0002", "Bearer sk-first-0001"]
