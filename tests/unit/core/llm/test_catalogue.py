"""What is known of models without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.llm.prices import Price
from core.llm.provider import Provider
from core.llm.types import Connection
from tests.unit.core.llm.test_network import recorded


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Loaded before, so that what is recorded is only what the questions do."""
    known = Provider()
    known.warm_up()
    with recorded() as events:
        yield known
    assert events == []


def test_prices_come_from_the_local_table_per_million_tokens(provider: Provider) -> None:
    assert provider.price(Connection("a", "openai/gpt-4o-2024-08-06")) == Price(2.5, 10.0)
    assert provider.price(Connection("a", "gpt-4o-2024-08-06")) == Price(2.5, 10.0)
    assert provider.price(Connection("a", "anthropic/claude-sonnet-4-5-20250929")) == Price(3.0, 15.0)


def test_entered_prices_come_first(provider: Provider) -> None:
    assert provider.price(Connection("a", "openai/gpt-4o", price_in=1.0, price_out=2.0)) == Price(1.0, 2.0)


@pytest.mark.parametrize("model", ["openai/no-such-model", "ollama_chat/no-such:1b", "nonsense", "huggingface/some/model", ""])
def test_an_unknown_model_has_no_price_and_no_window_and_raises_nothing(provider: Provider, model: str) -> None:
    assert provider.price(Connection("a", model)) is None
    assert provider.context_window(model) is None
    assert not provider.supports_prefill(model)
    assert not provider.counts_exactly(model)
    assert provider.count_tokens(model, "some words here") > 0


def test_somebody_elses_server_that_speaks_openais_protocol_has_neither_its_prices_nor_its_abilities(provider: Provider) -> None:
    theirs = Connection("a", "openai/gpt-4o", base_url="http://10.0.0.5:8000/v1")
    own = Connection("a", "openai/gpt-4o", base_url="https://api.openai.com/v1")
    assert (provider.price(theirs), provider.takes_schema(theirs)) == (None, False)
    assert (provider.price(own), provider.takes_schema(own)) == (Price(2.5, 10.0), True)


def test_abilities_and_windows_are_known(provider: Provider) -> None:
    assert provider.supports_schema("openai/gpt-4o")
    assert not provider.supports_schema("openai/gpt-3.5-turbo")
    assert provider.supports_schema("ollama_chat/qwen3:8b")
    assert provider.supports_prefill("anthropic/claude-sonnet-4-5")
    assert not provider.supports_prefill("openai/gpt-4o")
    assert provider.context_window("openai/gpt-4o") == 128_000


def test_tokens_of_openais_models_are_exact_and_others_are_said_not_to_be(provider: Provider) -> None:
    assert provider.count_tokens("openai/gpt-4o", "hello world") == 2
    assert provider.count_tokens("openai/gpt-4o", "") == 0
    assert provider.counts_exactly("openai/gpt-4o")
    assert provider.counts_exactly("gpt-4o")
    assert not provider.counts_exactly("openai/my-own-model")
    assert not provider.counts_exactly("anthropic/claude-sonnet-4-5")


def test_special_tokens_in_an_items_text_are_text(provider: Provider) -> None:
    assert provider.count_tokens("openai/gpt-4o", "<|endoftext|> and on") >= 3


@pytest.mark.parametrize("model", ["meta-llama-3", "llama-2-7b", "replicate/x", "cohere_chat/command-r"])
def test_no_tokenizer_is_fetched(provider: Provider, model: str) -> None:
    assert provider.count_tokens(model, "some words here") == 3


def test_aliases_that_move_are_found_in_the_table(provider: Provider) -> None:
    assert "gpt-4o-20" in provider.moving_alias("openai/gpt-4o")
    assert "claude-sonnet-4-5-20250929" in provider.moving_alias("anthropic/claude-sonnet-4-5")
    assert "newest" in provider.moving_alias("mistral/mistral-large-latest")
    assert "tag" in provider.moving_alias("ollama_chat/llama3")
    for pinned in (
        "openai/gpt-4o-2024-08-06",
        "ollama_chat/llama3:8b",
        "anthropic/claude-sonnet-4-5-20250929",
        "hosted_vllm/mine",
    ):
        assert provider.moving_alias(pinned) == ""
