"""A call that goes nowhere, made once so that the libraries import what they import at their first call.

That takes another second; on the event loop it would hold up every other call, and the interpreter with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from typing_extensions import override

from core.llm.clients import openai_client

_BASE_URL = "http://nowhere.invalid/v1"
_REPLY = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "none",
    "usage": {"prompt_tokens": 1, "completion_tokens": 1},
}
_CHOICES = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "-"}}]


class _Nowhere(httpx.AsyncBaseTransport):
    """Answers from memory: no socket is opened."""

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=_REPLY | {"choices": _CHOICES}, request=request)


def call_nowhere(completion: Callable[..., Coroutine[Any, Any, Any]]) -> None:
    """Make the call on a loop of its own; for a thread that has none."""
    asyncio.run(_call(completion))


async def _call(completion: Callable[..., Coroutine[Any, Any, Any]]) -> None:
    client = openai_client(_Nowhere(), _BASE_URL, None)
    message = {"role": "user", "content": "-"}
    await completion(model="openai/none", messages=[message], base_url=_BASE_URL, api_key="none", client=client, max_retries=0)
    await client.close()
