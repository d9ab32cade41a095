"""What the fake model does with one request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.fake_model.labels import first_answer

Body = dict[str, Any]
Reply = str | Callable[[Body], str]


@dataclass(frozen=True)
class Behaviour:
    """One way to answer; the default answers at once with the first label that the request allows."""

    text: Reply = first_answer
    """The reply, or what makes it of the request's body."""
    latency: float = 0.0
    """Seconds before the first byte."""
    status: int = 200
    """An error from 400 on: the body is then OpenAI's error object."""
    retry_after: str | None = None
    """The header Retry-After: seconds, or a date as HTTP writes it."""
    error_message: str = ""
    error_code: str | None = None
    raw: bytes | None = None
    """Sent with `status` and `content_type` in the place of JSON."""
    content_type: str = "application/json"
    cut: Literal["before", "headers", "half"] | None = None
    """The connection is closed: without a byte, after the headers, after half of the body."""
    drip: float = 0.0
    """Seconds between single bytes of the body."""
    refusal: str | None = None
    """`message.refusal`; the content is then null."""
    content_filter: bool = False
    """Stopped by the provider's filter: empty content, and the finish reason says so."""
    empty_choices: bool = False
    null_content: bool = False
    finish_reason: str = "stop"
    echo_key: bool = False
    """Status 401 with a message that quotes the key that was sent."""
    redirect: str | None = None
    """Where a 302 sends the client; a path means this server."""
    usage: dict[str, int] | None = None
    """In the place of the honest count of tokens."""
    logprobs: float | None = None
    """The log-probability of every token, sent when the request asks for it."""


ANSWERS = Behaviour()
