"""Where calls may go. Local-only: loopback, and listed hosts whose every address is private; nothing else gets a socket.

The check and the connection use the same answer of the name server: a name is resolved once, and the connector gets just the
addresses that were checked. So a name that points elsewhere a moment later (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override
from yarl import URL

from core.domain.calls import FailureKind
from core.llm.types import CallFailure, NetworkPolicy

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: RFC 1918, RFC 3927, RFC 4193, RFC 4291 (link-local), loopback
_PRIVATE = tuple(
    ipaddress.ip_network(net)
    for net in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
_LOOPBACK = ("127.0.0.1", "::1")


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, as the system knows them. Raises `OSError`."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


async def check(url: str, policy: NetworkPolicy) -> tuple[str, ...]:
    """The addresses that a call to `url` may use; empty when the policy does not care.

    Raises `CallFailure` (local_only) before any socket is opened when the policy forbids the host, (refused_connection) when a listed
    name is not known.
    """
    if not policy.local_only:
        return ()
    host = _plain(URL(url).host or "")
    if is_this_machine(host):
        return _LOOPBACK if host == "localhost" else (host,)
    if host not in {_plain(listed) for listed in policy.hosts}:
        raise _forbidden(
            f"The project is local-only: {host or 'an address without a host'} is neither this machine nor on its list."
        )
    address = _as_address(host)
    return (host,) if address and _is_private(address) else await _private_addresses(host, URL(url).port or 443)


def is_this_machine(host: str) -> bool:
    """Whether a host is loopback by its name or address, without asking a name server (RFC 6761, section 6.3)."""
    address = _as_address(_plain(host))
    return bool(address and address.is_loopback) or _plain(host) == "localhost"


class PinnedResolver(AbstractResolver):
    """Gives the connector the addresses that `check` allowed, those of the first time, and no others."""

    def __init__(self, policy: NetworkPolicy) -> None:
        self._policy = policy
        self._pinned: dict[str, tuple[str, ...]] = {}

    async def admit(self, url: URL) -> None:
        """Check the host of a request, also where it is an address, for which no connector asks a resolver."""
        host = _plain(url.host or "")
        if host not in self._pinned:
            self._pinned[host] = await check(str(url), self._policy)

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        await self.admit(URL.build(scheme="http", host=host, port=port or None))
        addresses = self._pinned[_plain(host)] or await resolve(host, port)
        return [_result(host, port, address) for address in addresses]

    @override
    async def close(self) -> None:
        """Nothing is held open."""


async def _private_addresses(host: str, port: int) -> tuple[str, ...]:
    try:
        addresses = await resolve(host, port)
    except OSError:
        raise CallFailure(FailureKind.REFUSED_CONNECTION, f"The name {host} is not known in this network.") from None
    if not addresses or not all(_is_private(ipaddress.ip_address(address)) for address in addresses):
        raise _forbidden(f"The project is local-only: {host} is on its list, but has an address that is not private.")
    return addresses


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()


def _as_address(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_private(address: _Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((mapped or address) in net for net in _PRIVATE)


def _forbidden(sentence: str) -> CallFailure:
    return CallFailure(FailureKind.LOCAL_ONLY, sentence)
