"""Says which way a server could not be reached. The texts of the libraries are not passed on: they name addresses and certificates."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import aiohttp

from core.domain.calls import FailureKind
from core.llm.types import CallFailure

_NOBODY = FailureKind.REFUSED_CONNECTION

#: the first type that occurs among an error and its causes counts; `{0}` is host and port
_WAYS: tuple[tuple[tuple[type[BaseException], ...], FailureKind, str], ...] = (
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), _NOBODY, "The proxy does not let the call to {0} through."),
    ((socket.gaierror, aiohttp.ClientConnectorDNSError), _NOBODY, "The name of {0} is not known in this network."),
    ((aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError), _NOBODY, "TLS: the certificate of {0} is not trusted."),
    ((aiohttp.ClientSSLError, ssl.SSLError), _NOBODY, "TLS: no secure connection to {0} came about; does the server speak https?"),
    ((ConnectionRefusedError,), _NOBODY, "The connection was refused: nothing listens at {0}."),
    ((TimeoutError,), FailureKind.TIMEOUT, "{0} did not answer in time."),
    ((aiohttp.ServerDisconnectedError, ConnectionError, aiohttp.ClientPayloadError), _NOBODY, "The connection to {0} was cut off."),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), FailureKind.NOT_FOUND, "The base URL is not a web address."),
    ((aiohttp.ClientConnectorError, OSError), _NOBODY, "There is no way to {0} in this network."),
    ((aiohttp.ClientResponseError, aiohttp.ClientError), FailureKind.BAD_JSON, "What {0} sends is not HTTP as it should be."),
)  # fmt: skip


def unreachable(error: BaseException, place: str) -> CallFailure:
    """The failure that stands for an error below HTTP. `place`: host and port."""
    return find_unreachable(error, place) or CallFailure(
        FailureKind.SERVER, f"The call to {place} failed ({type(error).__name__})."
    )


def find_unreachable(error: BaseException, place: str) -> CallFailure | None:
    """The same, None when neither the error nor its causes are about the network."""
    chain = list(causes(error))
    for types, kind, sentence in _WAYS:
        if any(isinstance(cause, types) for cause in chain):
            return CallFailure(kind, sentence.format(place))
    return None


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, through `__cause__`, `__context__` and the system's error in aiohttp's."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__]
        if isinstance(cause, aiohttp.ClientConnectorError):
            waiting.append(cause.os_error)
