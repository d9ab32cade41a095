"""From LiteLLM's response object to ours."""

from __future__ import annotations

from typing import Any, cast

import orjson

from core.domain.calls import FailureKind
from core.domain.json import JsonValue
from core.llm.redact import strike_out, strike_out_json
from core.llm.responses import RAW_LENGTH
from core.llm.types import CallFailure, RawReply

_DECLINED = frozenset({"content_filter", "refusal"})


def reply_of(response: Any, body: str, prefill: str, key: str | None) -> RawReply:
    """The reply. `body`: the response as it came, "" when it did not pass our transport; `prefill`: how the reply was begun.

    Raises `CallFailure` (empty) where there is neither a reply nor a refusal.
    """
    raw = strike_out_json(_raw(response, body), key)
    choice: Any = next(iter(response.choices or []), None)
    refusal = _refusal(choice, raw) if choice is not None else None
    content = _content(choice)
    if refusal is None and not content.strip():
        raise _empty(choice, raw)
    return RawReply(
        text=content if content.startswith(prefill) else prefill + content,
        refusal=refusal,
        finish_reason=str(getattr(choice, "finish_reason", None) or ""),
        tokens_in=_tokens(response, "prompt_tokens"),
        tokens_out=_tokens(response, "completion_tokens"),
        logprob=_mean_logprob(choice),
        model=strike_out(str(getattr(response, "model", None) or ""), key),
        raw=raw,
    )


def _raw(response: Any, body: str) -> JsonValue:
    return cast("JsonValue", orjson.loads(body)) if body else cast("JsonValue", response.model_dump(mode="json"))


def _content(choice: Any) -> str:
    content: Any = choice.message.content if choice is not None else None
    return content if isinstance(content, str) else ""


def _refusal(choice: Any, raw: JsonValue) -> str | None:
    """What the provider itself marks as declined: OpenAI's `message.refusal`, or a finish reason."""
    said: Any = getattr(choice.message, "refusal", None) or _raw_refusal(raw)
    if said:
        return str(said)
    reason = str(getattr(choice, "finish_reason", None) or "")
    return "The provider's content filter stopped the reply." if reason in _DECLINED else None


def _raw_refusal(raw: JsonValue) -> JsonValue:
    """LiteLLM drops the member from its own object."""
    choices = raw.get("choices") if isinstance(raw, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    return message.get("refusal") if isinstance(message, dict) else None


def _empty(choice: Any, raw: JsonValue) -> CallFailure:
    what = "The model's reply is empty." if choice is not None else "The response holds no reply."
    return CallFailure(FailureKind.EMPTY, what, raw=orjson.dumps(raw).decode()[:RAW_LENGTH], status=200)


def _tokens(response: Any, name: str) -> int:
    usage: Any = getattr(response, "usage", None)
    return int(getattr(usage, name, None) or 0)


def _mean_logprob(choice: Any) -> float | None:
    logprobs: Any = getattr(choice, "logprobs", None)
    tokens: list[Any] = list(getattr(logprobs, "content", None) or [])
    values = [float(token.logprob) for token in tokens if isinstance(getattr(token, "logprob", None), int | float)]
    return sum(values) / len(values) if values else None
