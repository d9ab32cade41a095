"""The HTTP clients of a workspace: one for each server, key and policy, kept open so that calls share their connections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from core.llm.doors import NO_KEY, Door
from core.llm.transport import Transport
from core.llm.types import NetworkPolicy

_FAR_S = 86_400.0


@dataclass(frozen=True, slots=True)
class _Use:
    door: Door
    base_url: str | None
    key: str | None = field(repr=False)
    policy: NetworkPolicy


class Clients:
    """Makes each client once. `handler`: makes LiteLLM's own kind from a transport of ours."""

    def __init__(self, handler: Callable[[Transport], Any]) -> None:
        self._handler = handler
        self._made: dict[_Use, Any] = {}
        self._transports: list[Transport] = []

    def client(self, door: Door, base_url: str | None, key: str | None, policy: NetworkPolicy) -> Any:
        """The client for calls with this key to this server."""
        use = _Use(door, base_url, key, policy)
        if use not in self._made:
            transport = Transport(policy, anonymous=key is None)
            self._transports.append(transport)
            self._made[use] = self._handler(transport) if door is Door.HANDLER else openai_client(transport, base_url, key)
        return self._made[use]

    async def close(self) -> None:
        """Close every connection."""
        self._made.clear()
        for transport in self._transports:
            await transport.aclose()


def openai_client(transport: httpx.AsyncBaseTransport, base_url: str | None, key: str | None) -> Any:
    """An `openai.AsyncOpenAI` that sends through the transport, once, and leaves the deadline to the caller."""
    import openai  # noqa: PLC0415  (as heavy as LiteLLM, which has imported it by now)

    http = httpx.AsyncClient(transport=transport, follow_redirects=False, trust_env=False, timeout=_FAR_S)
    return openai.AsyncOpenAI(api_key=key or NO_KEY, base_url=base_url, http_client=http, max_retries=0, timeout=_FAR_S)
