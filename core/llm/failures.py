"""From whatever a call raised to a failure of ours.

Most failures get their kind in our transport, where the response or the network's error is at hand, and only have to be found again
below LiteLLM's wrappings. The rest is told by what LiteLLM, httpx and the openai library raise for providers that go their own way.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from core.domain.calls import FailureKind
from core.llm.redact import strike_out
from core.llm.responses import RAW_LENGTH, failure_of
from core.llm.transport import Exchange
from core.llm.types import CallFailure
from core.llm.unreachable import causes, find_unreachable
from core.runtime.log import safe_traceback

_LOG = logging.getLogger("countersign")

#: types by name, as this module knows no library
_NAMED: dict[str, tuple[FailureKind, str]] = {
    "ContextWindowExceededError": (FailureKind.CONTEXT_LENGTH, "The prompt is longer than the model takes."),
    "ContentPolicyViolationError": (FailureKind.REFUSAL, "The provider's content filter stopped the request."),
    "AuthenticationError": (FailureKind.AUTH, "The server does not accept the key."),
    "PermissionDeniedError": (FailureKind.AUTH, "The key has no right to this model."),
    "NotFoundError": (FailureKind.NOT_FOUND, "The server knows no such model or address."),
    "LiteLLMUnknownProvider": (FailureKind.NOT_FOUND, "LiteLLM knows no such provider."),
    "Timeout": (FailureKind.TIMEOUT, "The server did not answer in time."),
    "APITimeoutError": (FailureKind.TIMEOUT, "The server did not answer in time."),
    "TimeoutException": (FailureKind.TIMEOUT, "The server did not answer in time."),
    "ConnectError": (FailureKind.REFUSED_CONNECTION, "The server could not be reached."),
    "ConnectTimeout": (FailureKind.TIMEOUT, "The server did not answer in time."),
    "ReadTimeout": (FailureKind.TIMEOUT, "The server did not answer in time."),
    "ReadError": (FailureKind.REFUSED_CONNECTION, "The connection was cut off."),
    "RemoteProtocolError": (FailureKind.REFUSED_CONNECTION, "The connection was cut off."),
}


def failure_from(error: BaseException, exchange: Exchange, place: str, key: str | None) -> CallFailure:
    """The failure that an exception of a call stands for, without the key. `place`: the server, in words."""
    chain = list(causes(error))
    found = next((cause for cause in chain if isinstance(cause, CallFailure)), None)
    found = found or _not_json(chain, exchange) or find_unreachable(error, place) or _by_status(chain) or _by_name(chain)
    return _struck(found or _unknown(chain[-1]), key)


def _unknown(error: BaseException) -> CallFailure:
    """Perhaps a mistake of ours: the log gets the type and lines of where it all began, no message."""
    _LOG.warning("a call failed in an unknown way\n%s", safe_traceback(error))
    return CallFailure(FailureKind.SERVER, f"LiteLLM could not make this call ({type(error).__name__}).")


def _struck(failure: CallFailure, key: str | None) -> CallFailure:
    """A failure of its own: the one that was raised hangs on tracebacks and contexts that may quote the key."""
    raw = strike_out(failure.raw, key) if failure.raw else failure.raw
    detail = strike_out(failure.detail, key)
    return CallFailure(failure.kind, detail, retry_after=failure.retry_after, raw=raw, status=failure.status, sent=failure.sent)


def _not_json(chain: list[BaseException], exchange: Exchange) -> CallFailure | None:
    """A response came, and it was no failure: so LiteLLM could not read it."""
    if exchange.body or any(isinstance(cause, json.JSONDecodeError) for cause in chain):
        raw = exchange.body[:RAW_LENGTH] or None
        return CallFailure(FailureKind.BAD_JSON, "What the server sent is no response of this provider's protocol.", raw=raw)
    return None


def _by_status(chain: list[BaseException]) -> CallFailure | None:
    """By the status that LiteLLM read, unless it made it up: 500 is what it says of anything."""
    for cause in chain:
        status: Any = getattr(cause, "status_code", None)
        if isinstance(status, int) and 400 <= status < 600 and status != 500:
            headers: Mapping[str, Any] = getattr(cause, "litellm_response_headers", None) or {}
            return failure_of(status, {name.lower(): str(value) for name, value in headers.items()}, str(cause))
    return None


def _by_name(chain: list[BaseException]) -> CallFailure | None:
    names = (base.__name__ for cause in chain for base in type(cause).__mro__)
    found = next((_NAMED[name] for name in names if name in _NAMED), None)
    return CallFailure(*found) if found else None
