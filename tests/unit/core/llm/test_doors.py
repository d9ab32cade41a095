"""Every provider that stands in the table takes our client: its calls pass our transport, once, and open no other socket."""

from __future__ import annotations

import pytest

from core.llm.doors import DOORS
from tests.fake_model.server import FakeModel
from tests.unit.core.llm.conftest import Asker
from tests.unit.core.llm.test_network import recorded

pytestmark = pytest.mark.filterwarnings("ignore:.*ReadOnly:UserWarning")  # LiteLLM's own module for `ollama`


@pytest.mark.parametrize("provider", DOORS)
def test_a_call_passes_our_transport_and_nothing_else_leaves(fake: FakeModel, ask: Asker, provider: str) -> None:
    with recorded() as events:
        ask(f"{provider}/some-model")
    assert {where for _, where in events} == {f"('127.0.0.1', {fake.port})"}
    (seen,) = fake.seen
    assert seen.headers["user-agent"] == "Countersign"  # only our transport says so
    assert not [name for name in seen.headers if name.startswith("x-stainless")]


@pytest.mark.parametrize(
    "model",
    [
        "openai/gpt-5-codex",  # the table says that it wants the Responses API, for which LiteLLM has other clients
        "openai/responses/some-model",
        "perplexity/openai/gpt-5.2",
        "xai/grok-4.20-multi-agent",
        "openai/ft:gpt-3.5-turbo:us",
        "mistral/replicate-of-mine",
        "hosted_vllm/gpt-4o",
    ],
)
def test_a_models_name_does_not_lead_it_through_another_door(fake: FakeModel, ask: Asker, model: str) -> None:
    with recorded() as events:
        reply = ask(model)
    assert reply.text
    assert {where for _, where in events} == {f"('127.0.0.1', {fake.port})"}
    assert [(seen.path, seen.headers["user-agent"]) for seen in fake.seen] == [("/v1/chat/completions", "Countersign")]
    assert set(fake.seen[0].body) <= {"model", "messages", "max_tokens", "max_completion_tokens"}
