"""What the OpenAI protocol says on the wire: completions, streamed chunks, the list of models, errors.

Source of the formats: OpenAI API reference, "Chat", "Models" and "Error codes".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from tests.fake_model.behaviour import Behaviour, Body
from tests.fake_model.labels import texts_of

_CREATED = 1_780_000_000
_TOKEN = re.compile(r"\s*\S{1,8}|\s+")
_TYPES = {
    401: "invalid_request_error",
    403: "invalid_request_error",
    404: "invalid_request_error",
    429: "requests",
    500: "server_error",
    503: "server_error",
}


def count(texts: list[str]) -> int:
    """Tokens as this server counts them: bytes of UTF-8 over four, plus one."""
    return sum(len(text.encode()) for text in texts) // 4 + 1


def models() -> Body:
    """The answer to GET /v1/models."""
    return {"object": "list", "data": [{"id": "fake", "object": "model", "created": _CREATED, "owned_by": "tests"}]}


def error(behaviour: Behaviour, key: str) -> Body:
    """OpenAI's error object; with `echo_key` it quotes the key as a careless server does."""
    message = behaviour.error_message or f"The server answered {behaviour.status}."
    if behaviour.echo_key:
        message = f"Incorrect API key provided: {key}. You can find your API key in your account."
    kind = _TYPES.get(behaviour.status, "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": behaviour.error_code}}


def completion(behaviour: Behaviour, body: Body, number: int) -> Body:
    """A whole `chat.completion`."""
    replies = _replies(behaviour, body)
    choices = [_choice(behaviour, body, at, reply) for at, reply in enumerate(replies)]
    return {
        **_head(body, number, "chat.completion"),
        "choices": [] if behaviour.empty_choices else choices,
        "usage": _usage(behaviour, body, replies),
    }


def events(behaviour: Behaviour, body: Body, number: int) -> Iterator[bytes]:
    """The same as server-sent events: one for the role, one a token, one for the finish, usage if asked for, the end mark."""
    head = _head(body, number, "chat.completion.chunk")
    replies = _replies(behaviour, body)
    for at, reply in enumerate([] if behaviour.empty_choices else replies):
        choice = _choice(behaviour, body, at, reply)
        for delta in _deltas(choice):
            yield _event({**head, "choices": [{"index": at, "finish_reason": None, **delta}]})
        yield _event({**head, "choices": [{"index": at, "delta": {}, "finish_reason": choice["finish_reason"]}]})
    options: Body = body.get("stream_options") or {}
    if options.get("include_usage"):
        yield _event({**head, "choices": [], "usage": _usage(behaviour, body, replies)})
    yield b"data: [DONE]\n\n"


def _deltas(choice: Body) -> Iterator[Body]:
    """What is new in each chunk of one choice, with the log-probability of its token."""
    message = choice["message"]
    yield {"delta": {"role": "assistant", "content": "" if message["content"] is not None else None}}
    if message["refusal"] is not None:
        yield {"delta": {"refusal": message["refusal"]}}
    logprobs: Body = choice["logprobs"] or {}
    content = logprobs.get("content")
    for at, token in enumerate(_TOKEN.findall(message["content"] or "")):
        yield {"delta": {"content": token}} | ({"logprobs": {"content": [content[at]]}} if content else {})


def _event(chunk: Body) -> bytes:
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


def _head(body: Body, number: int, kind: str) -> Body:
    return {"id": f"chatcmpl-{number}", "object": kind, "created": _CREATED, "model": str(body.get("model", "fake"))}


def _replies(behaviour: Behaviour, body: Body) -> list[str]:
    if behaviour.content_filter or behaviour.refusal is not None:
        return [behaviour.refusal or ""]
    text: str | Callable[[Body], str] = behaviour.text
    return [text if isinstance(text, str) else text(body) for _ in range(body.get("n") or 1)]


def _choice(behaviour: Behaviour, body: Body, at: int, reply: str) -> Body:
    silent = behaviour.null_content or behaviour.refusal is not None
    asked = body.get("logprobs") and behaviour.logprobs is not None and not silent
    return {
        "index": at,
        "message": {"role": "assistant", "content": None if silent else reply, "refusal": behaviour.refusal},
        "logprobs": _logprobs(reply, behaviour.logprobs or 0.0) if asked else None,
        "finish_reason": "content_filter" if behaviour.content_filter else behaviour.finish_reason,
    }


def _logprobs(reply: str, value: float) -> Body:
    tokens = _TOKEN.findall(reply)
    content = [{"token": token, "logprob": value, "bytes": list(token.encode()), "top_logprobs": []} for token in tokens]
    return {"content": content, "refusal": None}


def _usage(behaviour: Behaviour, body: Body, replies: list[str]) -> dict[str, int]:
    if behaviour.usage is not None:
        return behaviour.usage
    asked, said = count(texts_of(body)), count(replies)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
