"""Providers that speak a protocol of their own: Anthropic, Ollama, Gemini. The responses have the form of their API references."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from core.domain.calls import FailureKind
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, ModelRequest, RawReply
from tests.unit.core.llm.conftest import KEY, LOCAL, REQUEST, TEXT

SCHEMA = {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"], "additionalProperties": False}


def anthropic(text: str, reason: str = "end_turn") -> dict[str, Any]:
    usage = {"input_tokens": 10, "output_tokens": 5}
    content = [{"type": "text", "text": text}] if text else []
    return {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "claude-x",
        "content": content,
        "stop_reason": reason,
        "usage": usage,
    }


def ollama(text: str) -> dict[str, Any]:
    made = {"model": "mine:1b", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": text}}
    return made | {"done": True, "done_reason": "stop", "prompt_eval_count": 10, "eval_count": 5}


def gemini(text: str, reason: str = "STOP") -> dict[str, Any]:
    candidate = {"finishReason": reason, "index": 0} | ({"content": {"role": "model", "parts": [{"text": text}]}} if text else {})
    usage = {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-x"}


def asked(
    model: str,
    response: dict[str, Any],
    status: int = 200,
    request: ModelRequest = REQUEST,
    headers: dict[str, str] | None = None,
) -> tuple[RawReply | CallFailure, dict[str, Any]]:
    """What becomes of a call that is answered so, and the body of the request."""
    bodies: list[dict[str, Any]] = []

    async def answer(incoming: web.Request) -> web.Response:
        bodies.append(await incoming.json())
        return web.json_response(response, status=status, headers=headers)

    async def work() -> RawReply | CallFailure:
        app = web.Application()
        app.router.add_post("/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        provider = Provider()
        try:
            port = runner.addresses[0][1]
            connection = Connection("a", model, base_url=f"http://127.0.0.1:{port}", timeout_s=10)
            return await provider.complete(connection, KEY, request, LOCAL)
        except CallFailure as failure:
            return failure
        finally:
            await provider.close()
            await runner.cleanup()

    outcome = asyncio.run(work())
    assert len(bodies) == 1
    return outcome, bodies[0]


MODELS = {"anthropic/claude-sonnet-4-5": anthropic, "ollama_chat/mine:1b": ollama, "gemini/gemini-2.5-flash": gemini}


@pytest.mark.parametrize("model", MODELS)
def test_a_reply_is_read_with_its_tokens(model: str) -> None:
    reply, body = asked(model, MODELS[model]("it is late"))
    assert isinstance(reply, RawReply), reply
    assert (reply.text, reply.refusal, reply.finish_reason, reply.tokens_in, reply.tokens_out) == (
        "it is late",
        None,
        "stop",
        10,
        5,
    )
    assert TEXT in str(body)


@pytest.mark.parametrize("model", MODELS)
def test_a_schema_is_sent_in_the_providers_own_way(model: str) -> None:
    reply, body = asked(model, MODELS[model]('{"answer": "late"}'), request=replace(REQUEST, schema=SCHEMA))
    assert isinstance(reply, RawReply), reply
    assert reply.text == '{"answer": "late"}'
    assert "'answer'" in str({name: value for name, value in body.items() if name not in {"messages", "contents"}})


def test_a_prefill_is_sent_to_anthropic_and_joined_to_the_reply() -> None:
    reply, body = asked("anthropic/claude-sonnet-4-5", anthropic(' "late"}'), request=replace(REQUEST, prefill='{"answer": '))
    assert isinstance(reply, RawReply), reply
    assert reply.text == '{"answer": "late"}'
    assert body["messages"][-1]["role"] == "assistant"


def test_a_refusal_of_the_provider_is_recognised() -> None:
    for reply, _ in (
        asked("anthropic/claude-sonnet-4-5", anthropic("", "refusal")),
        asked("gemini/gemini-2.5-flash", gemini("", "SAFETY")),
        asked("gemini/gemini-2.5-flash", {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 4}}),
    ):
        assert isinstance(reply, RawReply), reply
        assert reply.refusal


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}}


@pytest.mark.parametrize(
    ("model", "status", "response", "kind"),
    [
        ("anthropic/claude-sonnet-4-5", 401, _error("authentication_error", "invalid x-api-key"), FailureKind.AUTH),
        ("anthropic/claude-sonnet-4-5", 404, _error("not_found_error", "model: claude-sonnet-4-5"), FailureKind.NOT_FOUND),
        (
            "anthropic/claude-sonnet-4-5",
            400,
            _error("invalid_request_error", "prompt is too long: 9 > 8"),
            FailureKind.CONTEXT_LENGTH,
        ),
        ("anthropic/claude-sonnet-4-5", 529, _error("overloaded_error", "Overloaded"), FailureKind.SERVER),
        ("ollama_chat/mine:1b", 404, {"error": "model 'mine:1b' not found"}, FailureKind.NOT_FOUND),
        ("ollama_chat/mine:1b", 400, {"error": "the input length exceeds the context length"}, FailureKind.CONTEXT_LENGTH),
        ("ollama_chat/mine:1b", 500, {"error": "llama runner process has terminated"}, FailureKind.SERVER),
        ("gemini/gemini-2.5-flash", 400, {"error": {"code": 400, "message": "API key not valid."}}, FailureKind.AUTH),
        ("gemini/gemini-2.5-flash", 429, {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED"}}, FailureKind.RATE_LIMITED),
    ],
)
def test_their_failures_are_understood(model: str, status: int, response: dict[str, Any], kind: FailureKind) -> None:
    failure, _ = asked(model, response, status, headers={"Retry-After": "4"})
    assert isinstance(failure, CallFailure)
    assert (failure.kind, failure.status, failure.retry_after) == (kind, status, 4)


@pytest.mark.parametrize("model", MODELS)
def test_a_response_of_another_protocol_is_none(model: str) -> None:
    failure, _ = asked(model, {"hello": "world"})
    assert isinstance(failure, CallFailure)
    assert failure.kind in {FailureKind.BAD_JSON, FailureKind.EMPTY}
