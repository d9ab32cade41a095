"""Calls through the real LiteLLM to a server on loopback: replies, and each way to fail once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from core.clock import now
from core.domain.calls import FailureKind
from core.llm.types import CallFailure, Message, ModelRequest, RawReply
from tests.fake_model.moods import MOODS, REFUSAL
from tests.fake_model.server import Behaviour, FakeModel
from tests.unit.core.llm.conftest import KEY, LOCAL, OPEN, REQUEST, TEXT, Asker

SCHEMA = {"type": "object", "properties": {"answer": {"type": "string"}}}


def test_a_reply_comes_with_its_tokens_model_reason_and_whole_response(fake: FakeModel, ask: Asker) -> None:
    fake.then(Behaviour(text="Grüße", usage={"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}, logprobs=-0.5))
    reply = ask(request=replace(REQUEST, logprobs=True))
    assert isinstance(reply, RawReply)
    assert (reply.text, reply.refusal, reply.finish_reason, reply.tokens_in, reply.tokens_out) == ("Grüße", None, "stop", 12, 3)
    assert (reply.logprob, reply.model) == (-0.5, "fake")
    assert isinstance(reply.raw, dict)
    assert reply.raw["id"] == "chatcmpl-1"


def test_what_is_sent_is_what_was_asked_and_nothing_of_this_machine(fake: FakeModel, ask: Asker) -> None:
    ask(request=replace(REQUEST, params={"temperature": 0.2}), params={"temperature": 0.9, "seed": 7})
    (seen,) = fake.seen
    assert seen.body == {
        "model": "fake",
        "messages": [{"role": "system", "content": "Label it."}, {"role": "user", "content": TEXT}],
        "max_tokens": 50,
        "temperature": 0.2,
        "seed": 7,
    }
    assert set(seen.headers) == {
        "host",
        "user-agent",
        "authorization",
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
    }
    assert (seen.headers["authorization"], seen.headers["user-agent"]) == (f"Bearer {KEY}", "Countersign")


def test_a_reply_cut_at_the_limit_says_so(fake: FakeModel, ask: Asker) -> None:
    fake.then(MOODS["cut_length"])
    assert ask().finish_reason == "length"


def test_a_refusal_is_a_reply_that_says_it_is_one(fake: FakeModel, ask: Asker) -> None:
    fake.then(MOODS["refusal_field"], MOODS["content_filter"])
    assert ask().refusal == REFUSAL
    filtered = ask()
    assert (filtered.refusal is not None, filtered.finish_reason) == (True, "content_filter")


FAILURES = {
    "wrong_key": (FailureKind.AUTH, "does not accept the key"),
    "key_echo": (FailureKind.AUTH, "does not accept the key"),
    "no_right": (FailureKind.AUTH, "no right"),
    "unknown_model": (FailureKind.NOT_FOUND, "no such model"),
    "too_many": (FailureKind.RATE_LIMITED, "fewer calls"),
    "out_of_quota": (FailureKind.RATE_LIMITED, "no credit left"),
    "server_error": (FailureKind.SERVER, "500"),
    "overloaded": (FailureKind.SERVER, "503"),
    "redirect": (FailureKind.SERVER, "not followed"),
    "context_length": (FailureKind.CONTEXT_LENGTH, "longer than the model takes"),
    "broken_json_body": (FailureKind.BAD_JSON, "not JSON"),
    "html_page": (FailureKind.BAD_JSON, "web page"),
    "empty_choices": (FailureKind.EMPTY, "no reply"),
    "null_content": (FailureKind.EMPTY, "empty"),
    "empty_text": (FailureKind.EMPTY, "empty"),
    "cut_before": (FailureKind.REFUSED_CONNECTION, "cut off"),
    "cut_headers": (FailureKind.REFUSED_CONNECTION, "cut off"),
    "cut_half": (FailureKind.REFUSED_CONNECTION, "cut off"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_has_its_kind_and_its_sentence_and_is_met_once(fake: FakeModel, ask: Asker, name: str) -> None:
    kind, words = FAILURES[name]
    fake.default = MOODS[name]
    failure = ask(policy=OPEN)
    assert isinstance(failure, CallFailure)
    assert (failure.kind, words in failure.detail) == (kind, True), failure.detail
    assert TEXT not in f"{failure.detail} {failure}"
    assert fake.requests == 1, "a hidden retry"


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (408, "", FailureKind.TIMEOUT),
        (504, "upstream request timeout", FailureKind.TIMEOUT),
        (402, "Insufficient Balance", FailureKind.RATE_LIMITED),
        (400, "model 'llama9' not found, try pulling it first", FailureKind.NOT_FOUND),
        (400, "Your credit balance is too low to access the API.", FailureKind.RATE_LIMITED),
        (400, "API key not valid. Please pass a valid API key.", FailureKind.AUTH),
        (400, "prompt is too long: 250000 tokens > 200000 maximum", FailureKind.CONTEXT_LENGTH),
        (400, "The response was filtered due to the prompt triggering Azure's content management policy.", FailureKind.REFUSAL),
        (413, "Request too large: input is too long", FailureKind.CONTEXT_LENGTH),
        (400, "temperature must be below 2", FailureKind.SERVER),
        (422, "extra fields not permitted: seed", FailureKind.SERVER),
        (500, "model 'x' not found", FailureKind.NOT_FOUND),
        (529, "Overloaded", FailureKind.SERVER),
    ],
)
def test_providers_that_use_a_status_loosely_are_understood(
    fake: FakeModel, ask: Asker, status: int, message: str, kind: FailureKind
) -> None:
    fake.default = Behaviour(status=status, error_message=message)
    failure = ask()
    assert (failure.kind, failure.status) == (kind, status)
    assert fake.requests == 1, "a hidden retry"


def test_an_error_that_a_gateway_sends_with_status_200_is_one(fake: FakeModel, ask: Asker) -> None:
    fake.then(Behaviour(raw=b'{"error": {"code": 429, "message": "slow down"}}'), Behaviour(raw=b'{"error": "backend died"}'))
    assert ask().kind is FailureKind.RATE_LIMITED
    assert ask().kind is FailureKind.SERVER


@pytest.mark.parametrize("body", [b"[]", b"null", b"", b"ok", b'{"choices": [{}]}', b'{"choices": 5}', b"{}"])
def test_json_that_is_no_response_is_no_reply(fake: FakeModel, ask: Asker, body: bytes) -> None:
    fake.then(Behaviour(raw=body))
    assert ask().kind in {FailureKind.BAD_JSON, FailureKind.EMPTY}


def test_the_time_a_server_asks_for_is_read_in_seconds_and_as_a_date(fake: FakeModel, ask: Asker) -> None:
    at = format_datetime(now() + timedelta(seconds=30), usegmt=True)
    fake.then(
        *(Behaviour(status=429, retry_after=value) for value in ("2.5", at, "soon")), Behaviour(status=503, retry_after="7")
    )
    assert ask().retry_after == 2.5
    assert 20 < ask().retry_after <= 30
    assert ask().retry_after is None
    assert ask().retry_after == 7


@pytest.mark.parametrize("mood", ["slow", "slow_drip"])
def test_the_deadline_is_for_the_whole_call_also_while_bytes_drip(fake: FakeModel, ask: Asker, mood: str) -> None:
    fake.default = MOODS[mood]
    failure = ask(timeout_s=0.3)
    assert (failure.kind, "0.3 s" in failure.detail) == (FailureKind.TIMEOUT, True)


def test_where_nobody_listens_the_connection_is_refused(fake: FakeModel, ask: Asker) -> None:
    fake.die()
    failure = ask()
    assert (failure.kind, "refused" in failure.detail, str(fake.port) in failure.detail) == (
        FailureKind.REFUSED_CONNECTION,
        True,
        True,
    )
    fake.revive()
    assert ask().text


def test_a_name_that_is_not_known_is_told_apart(ask: Asker) -> None:
    failure = ask(base_url="http://no-such-host.invalid/v1", policy=OPEN)
    assert (failure.kind, "not known" in failure.detail) == (FailureKind.REFUSED_CONNECTION, True)


def test_a_certificate_that_nobody_signed_is_told_apart(ask: Asker) -> None:
    with FakeModel(tls=True) as server:
        failure = ask(base_url=server.url)
        assert (failure.kind, "certificate" in failure.detail) == (FailureKind.REFUSED_CONNECTION, True)
        assert server.seen == []


def test_https_to_a_server_that_does_not_speak_it_is_told_apart(fake: FakeModel, ask: Asker) -> None:
    failure = ask(base_url=fake.url.replace("http:", "https:"))
    assert (failure.kind, "TLS" in failure.detail) == (FailureKind.REFUSED_CONNECTION, True)


@pytest.mark.parametrize("base_url", ["not an address", "http://", "ftp://127.0.0.1/v1", "http://127.0.0.1:99999/v1"])
def test_a_base_url_that_is_none_is_a_failure_and_not_a_crash(ask: Asker, base_url: str) -> None:
    assert ask(base_url=base_url, policy=OPEN).kind in {FailureKind.NOT_FOUND, FailureKind.REFUSED_CONNECTION, FailureKind.SERVER}


def test_a_model_without_a_provider_is_not_found(ask: Asker) -> None:
    failure = ask("no-such-thing")
    assert (failure.kind, "openai/" in failure.detail) == (FailureKind.NOT_FOUND, True)


@pytest.mark.parametrize(
    ("model", "params", "sent"),
    [
        ("openai/fake", {}, False),  # the protocol of OpenAI, but somebody else's server
        ("openai/fake", {"json_schema": True}, True),
        ("hosted_vllm/fake", {}, True),
        ("hosted_vllm/fake", {"json_schema": False}, False),
    ],
)
def test_a_schema_goes_to_providers_that_take_one_and_the_switch_is_never_sent(
    fake: FakeModel, ask: Asker, model: str, params: dict[str, bool], *, sent: bool
) -> None:
    assert ask(model, request=replace(REQUEST, schema=SCHEMA), params=params).text
    (seen,) = fake.seen
    wanted = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True}}
    assert seen.body.get("response_format") == (wanted if sent else None)
    assert "json_schema" not in seen.body


def test_a_prefill_begins_the_reply_where_the_provider_can(fake: FakeModel, ask: Asker) -> None:
    request = replace(REQUEST, prefill='{"answer": ')
    fake.default = Behaviour(text=' "late"}')
    assert ask(request=request).text == ' "late"}'
    assert fake.seen[-1].body["messages"][-1]["role"] == "user"
    assert ask(request=request, params={"prefill": True}).text == '{"answer": "late"}'
    assert fake.seen[-1].body["messages"][-1] == {"role": "assistant", "content": '{"answer":', "prefix": True}
    fake.default = Behaviour(text='{"answer": "late"}')  # some providers send it back with the reply
    assert ask(request=request, params={"prefill": True}).text == '{"answer": "late"}'


def test_parameters_that_a_provider_does_not_know_do_not_stop_a_call(fake: FakeModel, ask: Asker) -> None:
    params = {"logit_bias": {"1": 2}, "top_k": 5, "parallel_tool_calls": False, "made_up": 1}
    for model in ("openai/fake", "mistral/fake", "hosted_vllm/fake"):
        assert ask(model, params=params).text
    assert fake.requests == 3


def test_parameters_cannot_steer_a_call(fake: FakeModel, ask: Asker) -> None:
    with FakeModel() as other:
        steering = {
            "api_base": other.url,
            "base_url": other.url,
            "api_key": "sk-other",
            "custom_llm_provider": "ollama",
            "mock_response": "made up",
            "fallbacks": ["openai/other"],
            "num_retries": 3,
            "max_retries": 3,
            "extra_headers": {"X-Other": "1"},
            "headers": {"X-Other": "1"},
            "stream": True,
            "n": 4,
            "model": "other",
            "messages": [],
            "timeout": 0.0001,
            "max_tokens": 10**6,
            "client": "none",
            "cache": {"no-cache": False},
            "proxy": other.url,
        }
        request = ModelRequest((Message("user", TEXT),), 50, params=dict(steering))  # pyright: ignore[reportArgumentType]
        assert ask(params=steering, request=request, policy=LOCAL).text != "made up"
        assert other.seen == []
    (seen,) = fake.seen
    assert seen.body == {"model": "fake", "messages": [{"role": "user", "content": TEXT}], "max_tokens": 50}
    assert "x-other" not in seen.headers


def test_what_nobody_foresaw_is_a_failure_and_the_log_gets_lines_without_messages(
    fake: FakeModel, ask: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"{TEXT} \ud800"  # cannot be encoded; Python's complaint would quote the whole text
    failure = ask(request=ModelRequest((Message("user", text),), 5))
    assert (failure.kind, "UnicodeEncodeError" in f"{failure.detail}{caplog.text}") == (FailureKind.SERVER, True)
    assert TEXT not in f"{failure}{failure.raw}{caplog.text}"
    assert fake.seen == []
