"""Ready-made behaviours by name: one for each way in which a model or its server goes wrong.

Those that answer at all take the first label that the request allows (`labels.first_answer`) and spoil it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from tests.fake_model.behaviour import ANSWERS, Behaviour, Body
from tests.fake_model.labels import first_answer

REFUSAL = "I'm sorry, but I can't help with that request."
_KEPT = frozenset({"rationale", "unknown"})


def _prose(body: Body) -> str:
    return f"Sure! Here is my answer:\n\n{first_answer(body)}\n\nLet me know if you need anything else."


def _fenced(body: Body) -> str:
    return f"```json\n{first_answer(body)}\n```"


def _trailing_comma(body: Body) -> str:
    return first_answer(body).removesuffix("}") + ",}"


def _other_case(body: Body) -> str:
    """The label in capitals, with spaces for underscores and a full stop."""
    return _with_texts(body, lambda text: text.upper().replace("_", " ") + ".")


def _off_list(body: Body) -> str:
    return _with_texts(body, lambda _: "no_such_label")


def _unknown(body: Body) -> str:
    return _with_texts(body, lambda _: "unknown")


def _with_texts(body: Body, change: Callable[[str], str]) -> str:
    answer: Any = json.loads(first_answer(body))
    if not isinstance(answer, dict):
        return json.dumps(change(str(answer)))
    named = cast("dict[str, Any]", answer)
    return json.dumps({name: value if name in _KEPT else change(str(value)) for name, value in named.items()})


_WRONG_KEY = "Incorrect API key provided: sk-****. You can find your API key in your account."
_NO_RIGHT = "You are not allowed to sample from this model."
_NO_MODEL = "The model `gone` does not exist or you do not have access to it."
_TOO_MANY = "Rate limit reached for requests. Please try again in 1s."
_NO_QUOTA = "You exceeded your current quota, please check your plan and billing details."
_CONTEXT = (
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce them."
)
_HTML = b"<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>"
_TRUNCATED = b'{"id":"chatcmpl-1","object":"chat.completion","model":"fake","choices":[{"index":0,"message":{"role":"assi'

MOODS: dict[str, Behaviour] = {
    "ok": Behaviour(),
    "prose_around_json": Behaviour(text=_prose),
    "fenced_json": Behaviour(text=_fenced),
    "trailing_comma": Behaviour(text=_trailing_comma),
    "off_list_label": Behaviour(text=_off_list),
    "label_other_case": Behaviour(text=_other_case),
    "unknown": Behaviour(text=_unknown),
    "refusal_text": Behaviour(text=REFUSAL),
    "refusal_field": Behaviour(refusal=REFUSAL),
    "content_filter": Behaviour(content_filter=True),
    "empty_choices": Behaviour(empty_choices=True),
    "null_content": Behaviour(null_content=True),
    "empty_text": Behaviour(text=""),
    "broken_json_body": Behaviour(raw=_TRUNCATED),
    "html_page": Behaviour(raw=_HTML, content_type="text/html"),
    "wrong_key": Behaviour(status=401, error_message=_WRONG_KEY, error_code="invalid_api_key"),
    "key_echo": Behaviour(echo_key=True, error_code="invalid_api_key"),
    "no_right": Behaviour(status=403, error_message=_NO_RIGHT, error_code="permission_denied"),
    "unknown_model": Behaviour(status=404, error_message=_NO_MODEL, error_code="model_not_found"),
    "too_many": Behaviour(status=429, retry_after="1", error_message=_TOO_MANY, error_code="rate_limit_exceeded"),
    "out_of_quota": Behaviour(status=429, error_message=_NO_QUOTA, error_code="insufficient_quota"),
    "server_error": Behaviour(status=500, error_message="The server had an error while processing your request."),
    "overloaded": Behaviour(status=503, error_message="The engine is currently overloaded, please try again later."),
    "context_length": Behaviour(status=400, error_message=_CONTEXT, error_code="context_length_exceeded"),
    "cut_before": Behaviour(cut="before"),
    "cut_headers": Behaviour(cut="headers"),
    "cut_half": Behaviour(cut="half"),
    "cut_length": Behaviour(text='{"answer": "re', finish_reason="length"),
    "slow_drip": Behaviour(drip=0.05),
    "slow": Behaviour(latency=10.0),
    "redirect": Behaviour(redirect="/v1/elsewhere"),
}
"""`slow_drip` takes some 15 s for a whole answer, `slow` 10 s before the first byte; `redirect` points to a path of this server
that answers 404, so a client that follows shows in `seen`."""


def mood(name: str, like: Behaviour = ANSWERS) -> Behaviour:
    """A mood that keeps the latency and the replies of `like` where it has no own. Raises `KeyError`."""
    found = MOODS[name]
    text = like.text if found.text is first_answer else found.text
    return replace(found, text=text, latency=found.latency or like.latency)
