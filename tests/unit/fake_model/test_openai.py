"""The fake model through the OpenAI client: whole and streamed answers read as the provider's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.fake_model.moods import MOODS
from tests.fake_model.server import Behaviour, FakeModel

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types.chat import ChatCompletionStreamOptionsParam, ChatCompletionUserMessageParam

ASKED: ChatCompletionUserMessageParam = {"role": "user", "content": "Labels:\n- red\n- blau 蓝\n\nOf what colour is the sky?"}
SAID = '{"rationale": "it is 蓝 today", "answer": "blau 蓝"}'


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeModel]:
    with FakeModel() as fake:
        yield fake


@pytest.fixture(scope="module")
def client(fake: FakeModel) -> Iterator[OpenAI]:
    from openai import OpenAI

    with OpenAI(base_url=fake.url, api_key="sk-none", max_retries=0, timeout=5) as client:
        yield client


def test_a_whole_answer(fake: FakeModel, client: OpenAI) -> None:
    fake.then(Behaviour(text=SAID, logprobs=-0.25))
    answer = client.chat.completions.create(model="fake", messages=[ASKED], logprobs=True, n=2)
    assert [choice.message.content for choice in answer.choices] == [SAID, SAID]
    assert answer.usage and answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    probabilities = answer.choices[0].logprobs
    assert probabilities and probabilities.content
    assert "".join(token.token for token in probabilities.content) == SAID
    assert {token.logprob for token in probabilities.content} == {-0.25}


def test_logprobs_only_when_asked_for(fake: FakeModel, client: OpenAI) -> None:
    fake.then(Behaviour(logprobs=-0.25))
    assert client.chat.completions.create(model="fake", messages=[ASKED]).choices[0].logprobs is None


def test_a_streamed_answer_is_the_same_text_and_usage(fake: FakeModel, client: OpenAI) -> None:
    fake.then(Behaviour(text=SAID), Behaviour(text=SAID))
    whole = client.chat.completions.create(model="fake", messages=[ASKED])
    options: ChatCompletionStreamOptionsParam = {"include_usage": True}
    with client.chat.completions.create(model="fake", messages=[ASKED], stream=True, stream_options=options) as stream:
        chunks = list(stream)
    deltas = [chunk.choices[0] for chunk in chunks if chunk.choices]
    assert "".join(choice.delta.content or "" for choice in deltas) == SAID
    assert sum(bool(choice.delta.content) for choice in deltas) > 3
    assert [choice.finish_reason for choice in deltas if choice.finish_reason] == ["stop"]
    assert chunks[-1].usage == whole.usage


def test_a_streamed_refusal(fake: FakeModel, client: OpenAI) -> None:
    fake.then(MOODS["refusal_field"])
    with client.chat.completions.create(model="fake", messages=[ASKED], stream=True) as stream:
        deltas = [chunk.choices[0].delta for chunk in stream]
    assert "".join(delta.refusal or "" for delta in deltas) == MOODS["refusal_field"].refusal
    assert not any(delta.content for delta in deltas)


def test_the_events_on_the_wire(fake: FakeModel) -> None:
    body = {"model": "fake", "messages": [ASKED], "stream": True}
    with httpx.stream("POST", f"{fake.url}/chat/completions", json=body) as answer:
        text = answer.read().decode()
    events = text.removesuffix("\n\n").split("\n\n")
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert events.pop() == "data: [DONE]"
    assert all(json.loads(event.removeprefix("data: "))["object"] == "chat.completion.chunk" for event in events)


def test_an_error_before_the_stream_starts(fake: FakeModel, client: OpenAI) -> None:
    from openai import RateLimitError

    fake.then(MOODS["too_many"])
    with pytest.raises(RateLimitError) as caught:
        client.chat.completions.create(model="fake", messages=[ASKED], stream=True)
    assert (caught.value.code, caught.value.response.headers["Retry-After"]) == ("rate_limit_exceeded", "1")


def test_the_list_of_models(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["fake"]
