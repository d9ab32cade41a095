"""Our transport holds the policy by itself, whatever a library asks it to send."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import httpx
import pytest

from core.domain.calls import FailureKind
from core.llm.transport import Transport
from core.llm.types import CallFailure, NetworkPolicy
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import LOCAL, OPEN
from tests.unit.core.llm.test_network import recorded


def sent(url: str, policy: NetworkPolicy = LOCAL, *, anonymous: bool = False, **request: Any) -> httpx.Response:
    async def work() -> httpx.Response:
        transport = Transport(policy, anonymous=anonymous)
        async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
            return await client.post(url, **request)

    return asyncio.run(work())


@pytest.mark.parametrize("host", ["93.184.216.34", "[2606:2800::1]", "10.0.0.1", "api.openai.com", "169.254.169.254"])
def test_a_request_to_another_host_than_the_base_urls_is_refused_all_the_same(host: str) -> None:
    with recorded() as events, pytest.raises(CallFailure) as caught:
        sent(f"http://{host}/v1/chat/completions", json={})
    assert caught.value.kind is FailureKind.LOCAL_ONLY
    assert events == []


def test_a_client_that_would_follow_redirects_is_not_given_any(fake: FakeModel) -> None:
    fake.default = Behaviour(redirect="/v1/elsewhere")
    with pytest.raises(CallFailure):
        sent(f"{fake.url}/chat/completions", OPEN, json={})
    assert [seen.path for seen in fake.seen] == ["/v1/chat/completions"]


def test_a_compressed_response_is_read() -> None:
    body = gzip.compress(b'{"object": "chat.completion"}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\nContent-Type: application/json\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"{}")
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async def work() -> object:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, httpx.AsyncClient(transport=Transport(LOCAL, anonymous=True)) as client:
            return (await client.post(f"http://127.0.0.1:{port}/", json={})).json()

    assert asyncio.run(work()) == {"object": "chat.completion"}


@pytest.mark.parametrize(("anonymous", "kept"), [(True, False), (False, True)])
def test_credentials_that_a_library_found_are_taken_out_where_the_connection_has_none(
    fake: FakeModel, *, anonymous: bool, kept: bool
) -> None:
    headers = {"Authorization": "Bearer found", "X-API-Key": "found", "x-goog-api-key": "found"}
    sent(f"{fake.url}/chat/completions", anonymous=anonymous, json={"messages": []}, headers=headers)
    assert ("found" in str(fake.seen[0].headers)) is kept


def test_a_response_without_end_is_given_up(fake: FakeModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.llm.transport._MOST", 1000)
    fake.default = Behaviour(raw=b'{"a": "' + b"x" * 5000 + b'"}')
    with pytest.raises(CallFailure, match="longer than"):
        sent(f"{fake.url}/chat/completions", json={})


def test_once_closed_it_opens_nothing(fake: FakeModel) -> None:
    async def work() -> None:
        transport = Transport(LOCAL, anonymous=True)
        await transport.aclose()
        with pytest.raises(CallFailure) as caught:
            await transport.handle_async_request(httpx.Request("POST", f"{fake.url}/chat/completions", json={}))
        assert caught.value.kind is FailureKind.CANCELLED

    asyncio.run(work())
    assert fake.seen == []
