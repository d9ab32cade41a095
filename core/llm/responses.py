"""What an HTTP response says that is no reply: status and body to our kinds of failure, the same for every provider.

The server's own words never become part of a sentence of ours: some servers quote the prompt in them, some the key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, cast

import orjson

from core.clock import now
from core.domain.calls import FailureKind
from core.llm.types import CallFailure

#: how much of a failed response is put on record, in characters
RAW_LENGTH = 20_000
_REDIRECTS = range(300, 400)
_BAD_REQUESTS = frozenset({400, 413, 422})

_TOO_LONG = re.compile(
    r"context.{0,3}length|context.{0,3}window|maximum context|prompt is too long|input is too long|too many (input )?tokens"
    r"|exceeds? the (maximum|limit|available context)|max_?tokens.{0,40}context|string_above_max_length",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model_not_found|model.{0,120}(not found|does not exist|not exist|not_found|is not available)|(unknown|no such|invalid) model"
    r"|not_found_error|pull.{0,20}model",
    re.IGNORECASE | re.DOTALL,
)
_NO_CREDIT = re.compile(
    r"insufficient_quota|exceeded your current quota|credit balance|billing|insufficient (balance|funds)", re.IGNORECASE
)
_BAD_KEY = re.compile(
    r"api.?key.{0,20}(not valid|invalid|incorrect|missing)|(invalid|incorrect|missing).{0,20}api.?key", re.IGNORECASE
)
_FILTERED = re.compile(r"content_filter|content_policy_violation|content management policy", re.IGNORECASE)

#: status -> (kind, sentence); what is not here: 4xx and 5xx are `server`
_BY_STATUS: dict[int, tuple[FailureKind, str]] = {
    401: (FailureKind.AUTH, "The server does not accept the key."),
    402: (FailureKind.RATE_LIMITED, "The account at the provider has no credit left."),
    403: (FailureKind.AUTH, "The key has no right to this model."),
    404: (FailureKind.NOT_FOUND, "The server knows no such model or address."),
    407: (FailureKind.REFUSED_CONNECTION, "A proxy on the way asks for a password."),
    408: (FailureKind.TIMEOUT, "The server gave up waiting."),
    429: (FailureKind.RATE_LIMITED, "The server asks for fewer calls."),
    504: (FailureKind.TIMEOUT, "The model behind the server did not answer in time."),
    529: (FailureKind.SERVER, "The server is overloaded."),
}


def failure_of(status: int, headers: Mapping[str, str], body: str) -> CallFailure | None:
    """The failure that a response is, or None when it is JSON and may hold a reply. Header names are lower case."""
    if status in _REDIRECTS:
        return _made(
            FailureKind.SERVER,
            f"The server sends the call to another address (status {status}), which is not followed.",
            status,
            body,
        )
    if status >= 400:  # the line between answers and failures (RFC 9110, section 15)
        kind, sentence = _kind_of(status, body)
        return _made(kind, sentence, status, body, retry_after_s(headers.get("retry-after")))
    parsed = _parsed(body)
    if not isinstance(parsed, dict):
        return _made(FailureKind.BAD_JSON, _what_instead(body), status, body)
    return _failure_in(cast("dict[str, Any]", parsed), body)


def retry_after_s(value: str | None) -> float | None:
    """Seconds of a Retry-After header, given in seconds or as a date (RFC 9110, section 10.2.3); None when it is neither."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _seconds_until(value)
    return seconds if 0 <= seconds < float("inf") else None


def _seconds_until(date: str) -> float | None:
    try:
        at = parsedate_to_datetime(date)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - now()).total_seconds())


def _kind_of(status: int, body: str) -> tuple[FailureKind, str]:
    if status in {402, 403, 429} and _NO_CREDIT.search(body):
        return _BY_STATUS[402]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in _BAD_REQUESTS:
        return _bad_request(status, body)
    if _NO_MODEL.search(body):
        return _BY_STATUS[404]
    what = "The server failed" if status >= 500 else "The server rejects the request"
    return FailureKind.SERVER, f"{what} (status {status})."


def _bad_request(status: int, body: str) -> tuple[FailureKind, str]:
    """What providers pack into 400: the order matters, as a message on length also names the model."""
    found = (
        (_FILTERED, FailureKind.REFUSAL, "The provider's content filter stopped the request."),
        (_TOO_LONG, FailureKind.CONTEXT_LENGTH, "The prompt is longer than the model takes."),
        (_BAD_KEY, *_BY_STATUS[401]),
        (_NO_CREDIT, *_BY_STATUS[402]),
        (_NO_MODEL, *_BY_STATUS[404]),
    )
    kinds = ((kind, sentence) for pattern, kind, sentence in found if pattern.search(body))
    return next(kinds, (FailureKind.SERVER, f"The server rejects the request (status {status})."))


def _made(kind: FailureKind, sentence: str, status: int, body: str, retry_after: float | None = None) -> CallFailure:
    return CallFailure(kind, sentence, retry_after=retry_after, raw=body[:RAW_LENGTH], status=status)


def _parsed(body: str) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _failure_in(response: dict[str, Any], body: str) -> CallFailure | None:
    """Gateways send an error with status 200 when the model behind them failed, as OpenRouter does: `{"error": {"code": 502}}`."""
    error: Any = response.get("error")
    if not error or not isinstance(error, dict | str) or "choices" in response:
        return None
    code: Any = cast("dict[str, Any]", error).get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 500
    kind, sentence = _kind_of(status, body)
    return _made(kind, sentence, status, body)


def _what_instead(body: str) -> str:
    start = body.lstrip()[:15].lower()
    if not start:
        return "The server sent an empty response."
    if start.startswith(("<!doctype", "<html", "<head", "<body")):
        return "The server sent a web page: the base URL is probably not that of an API."
    return "What the server sent is not JSON."
