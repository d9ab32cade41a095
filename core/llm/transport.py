"""Our way to the network: an httpx transport over aiohttp, which takes half the time of httpx's own (measured.md, LiteLLM).

Every call of a provider that takes a client of ours ends here, so here the policy is enforced and failures get their kind, before a
library wraps them: no proxy and no redirect when local-only, nothing sent that the connection does not name, one request a call.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from typing_extensions import override
from yarl import URL

from core.domain.calls import FailureKind
from core.llm.network import PinnedResolver, is_this_machine
from core.llm.responses import failure_of
from core.llm.types import CallFailure, NetworkPolicy
from core.llm.unreachable import unreachable

#: what libraries add of their own about this machine and its environment
_UNASKED = ("x-stainless-", "openai-organization", "openai-project", "accept-encoding", "connection", "user-agent", "cookie")
_CREDENTIALS = ("authorization", "x-api-key", "api-key", "x-goog-api-key")
#: of a response, in bytes; more is no answer to anything we ask
_MOST = 32 << 20
_PIECE = 1 << 16


@dataclass(slots=True)
class Exchange:
    """What one call got: the `body` of the response as it came."""

    body: str = ""


#: the exchange of the call that the present task makes
EXCHANGE: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


class Transport(httpx.AsyncBaseTransport):
    """One pool of connections under one policy. `anonymous`: the connection has no key, so none that a library finds is sent."""

    def __init__(self, policy: NetworkPolicy, *, anonymous: bool) -> None:
        self._policy = policy
        self._unsent = _UNASKED + (_CREDENTIALS if anonymous else ())
        self._resolver = PinnedResolver(policy)
        self._session: aiohttp.ClientSession | None = None
        self._proxy_of = cache(_proxy_of)
        self._closed = False

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it and read the whole response. Raises `CallFailure` for everything that is no JSON object with status 2xx."""
        exchange = EXCHANGE.get() or Exchange()
        url = URL(str(request.url), encoded=True)
        if self._policy.local_only:
            await self._resolver.admit(url)
        try:
            status, headers, exchange.body = await self._send(url, request)
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(error, f"{url.host}:{url.port}") from None
        if failure := failure_of(status, headers, exchange.body):
            raise self._as_local(failure)
        return httpx.Response(status, headers=headers, content=exchange.body.encode(), request=request)

    @override
    async def aclose(self) -> None:
        """Close the connections; calls in flight fail."""
        self._closed = True
        if self._session:
            await self._session.close()

    async def _send(self, url: URL, request: httpx.Request) -> tuple[int, Mapping[str, str], str]:
        sending = self._open().request(
            request.method,
            url,
            headers=self._headers(request),
            data=await request.aread() or None,
            allow_redirects=False,
            proxy=self._proxy(url),
        )
        async with sending as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            for name in ("content-encoding", "content-length", "transfer-encoding"):  # the body is plain by now
                headers.pop(name, None)
            return response.status, headers, await _text(response)

    def _headers(self, request: httpx.Request) -> dict[str, str]:
        """What is sent of the headers; a body is JSON, also where a library does not say so."""
        sent = {name: value for name, value in request.headers.items() if not name.startswith(self._unsent)}
        return {"content-type": "application/json"} | sent

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise CallFailure(FailureKind.CANCELLED, "The connections have been closed.")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=self._resolver, limit=0, ssl=_tls(), use_dns_cache=False),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # the deadline of a call is its caller's
                headers={"User-Agent": "Countersign"},
                trust_env=False,  # no .netrc; the proxy is chosen above
            )
        return self._session

    def _proxy(self, url: URL) -> str | None:
        """The system's proxy for this address: companies have them. Never for this machine itself, never when local-only."""
        host = url.host or ""
        return None if self._policy.local_only or is_this_machine(host) else self._proxy_of(url.scheme, host)

    def _as_local(self, failure: CallFailure) -> CallFailure:
        """Where nothing may leave, a server that sends the call elsewhere is reported as just that."""
        if self._policy.local_only and failure.status is not None and 300 <= failure.status < 400:
            failure.kind = FailureKind.LOCAL_ONLY
        return failure


async def _text(response: aiohttp.ClientResponse) -> str:
    pieces: list[bytes] = []
    size = 0
    async for piece in response.content.iter_chunked(_PIECE):
        pieces.append(piece)
        if (size := size + len(piece)) > _MOST:
            raise CallFailure(FailureKind.BAD_JSON, "The response is longer than 32 MB.", status=response.status)
    return b"".join(pieces).decode("utf-8", "replace")


def _proxy_of(scheme: str, host: str) -> str | None:
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


@cache
def _tls() -> ssl.SSLContext:
    """The system's certificates and Mozilla's: the first hold a company's own, the second are there where a system has none."""
    import certifi  # noqa: PLC0415  (read once, when the first connection is made)

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
