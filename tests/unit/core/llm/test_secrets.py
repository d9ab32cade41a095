"""The key is in nothing that a failure leaves behind, nor in a log, nor is item text."""

from __future__ import annotations

import logging
import traceback

import orjson
import pytest

from core.llm.redact import PIECE
from core.llm.types import CallFailure, RawReply
from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import KEY, OPEN, TEXT, Asker

PIECES = [KEY[at : at + PIECE] for at in range(len(KEY) - PIECE + 1)]
_CHOICE = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "yes"}}
_OLLAMA = {"role": "assistant", "content": "yes"}
ECHOES = {
    "whole": Behaviour(status=500, error_message=f"Authorization: Bearer {KEY}"),
    "masked": Behaviour(status=401, error_message=f"Incorrect API key provided: {KEY[:9]}*******{KEY[-4:]}."),
    "pieces": Behaviour(status=403, error_message=f"{KEY[:14]} and {KEY[10:]} are no keys"),
    "no json": Behaviour(raw=f"<html>{KEY}</html>".encode(), status=200),
    "no protocol": Behaviour(raw=orjson.dumps({"hello": KEY})),
    "bad request": Behaviour(status=400, error_message=f"{TEXT} {KEY}"),
    "beside a reply": Behaviour(
        raw=orjson.dumps({"system_fingerprint": KEY, "model": KEY, "choices": [_CHOICE], "message": _OLLAMA})
    ),
    "in a reply": Behaviour(raw=orjson.dumps({"id": KEY, "choices": [], "model": KEY})),
    "redirect": Behaviour(redirect=f"/v1/elsewhere?key={KEY}"),
}


def traces(outcome: CallFailure | RawReply) -> str:
    """All that can be read off a failure, with everything that hangs on it."""
    if isinstance(outcome, RawReply):
        return orjson.dumps(outcome.raw).decode() + outcome.model
    told = [str(outcome), repr(outcome), outcome.detail, outcome.raw or "", str(outcome.args), repr(vars(outcome))]
    return "\n".join([*told, *traceback.format_exception(outcome), repr(outcome.__context__), repr(outcome.__cause__)])


@pytest.mark.parametrize("model", ["openai/fake", "hosted_vllm/fake", "mistral/fake", "anthropic/fake", "ollama_chat/fake"])
@pytest.mark.parametrize(
    "way", [*ECHOES, *(f"mood {name}" for name in ("key_echo", "cut_half", "broken_json_body", "server_error"))]
)
def test_no_trace_of_the_key_is_left(
    fake: FakeModel, ask: Asker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], model: str, way: str
) -> None:
    fake.default = MOODS[way.removeprefix("mood ")] if way.startswith("mood") else ECHOES[way]
    with caplog.at_level(logging.DEBUG):
        outcome = ask(model, policy=OPEN)
    printed = capfd.readouterr()
    left = f"{traces(outcome)}\n{caplog.text}\n{printed.out}\n{printed.err}"
    assert fake.requests == 1
    assert not [piece for piece in PIECES if piece in left]
    assert isinstance(outcome, RawReply) or outcome.raw is None or KEY[-4:] not in outcome.raw


@pytest.mark.parametrize("name", MOODS)
def test_no_log_holds_the_items_text(
    fake: FakeModel, ask: Asker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    fake.default = MOODS[name]
    with caplog.at_level(logging.DEBUG):
        outcome = ask(timeout_s=0.4, policy=OPEN)
    printed = capfd.readouterr()
    assert TEXT not in f"{caplog.text}{printed.out}{printed.err}"
    assert isinstance(outcome, RawReply) or TEXT not in f"{outcome}{outcome.detail}{traceback.format_exception(outcome)}"


def test_a_reply_keeps_its_response_without_the_key(fake: FakeModel, ask: Asker) -> None:
    fake.default = ECHOES["beside a reply"]
    reply = ask(policy=OPEN)
    assert (reply.text, reply.model, reply.raw["system_fingerprint"]) == ("yes", "[key]", "[key]")


def test_the_key_is_struck_out_where_the_server_was_never_reached(fake: FakeModel, ask: Asker) -> None:
    fake.die()
    assert not [piece for piece in PIECES if piece in traces(ask(policy=OPEN))]
    failure = ask(base_url=f"http://{KEY}@127.0.0.1:{fake.port}/v1", policy=OPEN)
    assert not [piece for piece in PIECES if piece in traces(failure)]
