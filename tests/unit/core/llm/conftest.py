"""What these tests share: a server that misbehaves, and one call to it through the real LiteLLM."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest, NetworkPolicy, RawReply
from tests.fake_model.server import FakeModel

KEY = "sk-test-0123456789abcdefWXYZ"
TEXT = "The parcel of Mrs Abendroth never came."
REQUEST = ModelRequest((Message("system", "Label it."), Message("user", TEXT)), max_tokens=50)
LOCAL = NetworkPolicy(local_only=True)
OPEN = NetworkPolicy()

Outcome = RawReply | CallFailure
Asker = Callable[..., Any]


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    """A server on loopback."""
    with FakeModel() as server:
        yield server


@pytest.fixture
def ask(fake: FakeModel) -> Asker:
    """Makes one call and gives the reply or the failure. Options are fields of the connection; `key`, `request` and `policy` too."""

    def made(
        model: str = "openai/fake",
        *,
        key: str | None = KEY,
        request: ModelRequest = REQUEST,
        policy: NetworkPolicy = LOCAL,
        **fields: Any,
    ) -> Outcome:
        connection = replace(Connection("fake", model, base_url=fake.url, timeout_s=10), **fields)
        return asyncio.run(_outcome(connection, key, request, policy))

    return made


async def _outcome(connection: Connection, key: str | None, request: ModelRequest, policy: NetworkPolicy) -> Outcome:
    provider = Provider()
    try:
        return await provider.complete(connection, key, request, policy)
    except CallFailure as failure:
        return failure
    finally:
        await provider.close()
