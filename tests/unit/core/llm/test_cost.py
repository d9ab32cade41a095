"""What a call can cost at most, and what it has cost: never more than what was held for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.llm.cost import cost, most
from core.llm.provider import Provider
from core.llm.types import Connection, Message, ModelRequest
from tests.llm import REQUEST

TEXTS = [
    "A plain English sentence about a parcel.",
    "Grüße aus Zürich, naïve façade",
    "包裹没有到，我很生气。",
    "🙂🙃🙂🙃 ٣٤٥ нет",
    "x" * 3_000,
    "",
    "a b c d e f g 1 2 3 4 5 6 7 {}[]()<>\n\n\t",
]
UNKNOWN = Connection("here", "openai/fake", "http://127.0.0.1:1/v1", price_in=1.0, price_out=1.0)
KNOWN = Connection("there", "openai/gpt-4o-2024-08-06", price_in=1.0, price_out=1.0)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return Provider()


def asked(*texts: str, max_tokens: int = 10) -> ModelRequest:
    return ModelRequest(tuple(Message("user", text) for text in texts), max_tokens)


@pytest.mark.parametrize("text", TEXTS)
def test_no_tokenizer_counts_more_than_is_held_where_the_model_is_not_known(provider: Provider, text: str) -> None:
    held = most(provider, UNKNOWN, asked(text)).nano
    assert held >= (len(text.encode()) + 10) * 1_000
    assert held >= cost(provider, UNKNOWN, provider.count_tokens("openai/gpt-4o", text) + 10, 10)


@pytest.mark.parametrize("text", TEXTS)
def test_where_the_tokenizer_is_known_the_count_of_it_is_held_and_little_more(provider: Provider, text: str) -> None:
    counted = provider.count_tokens(KNOWN.model, text)
    held = most(provider, KNOWN, asked(text))
    assert counted + 10 < held.tokens <= counted + 10 + 24
    assert held.nano == held.tokens * 1_000


def test_all_output_that_it_may_have_and_the_schema_are_held(provider: Provider) -> None:
    plain = most(provider, UNKNOWN, REQUEST).nano
    assert most(provider, UNKNOWN, replace(REQUEST, max_tokens=REQUEST.max_tokens + 100)).nano - plain == 100 * 1_000
    assert most(provider, UNKNOWN, replace(REQUEST, schema={"type": "object"})).nano > plain
    assert most(provider, UNKNOWN, replace(REQUEST, prefill="{")).nano == plain + 1_000


def test_rates_count_fewer_tokens_than_money_holds_bytes(provider: Provider) -> None:
    held = most(provider, UNKNOWN, asked("word " * 300))
    assert held.tokens < 600 < held.nano / 1_000


def test_money_is_whole_billionths_and_input_and_output_have_their_own_price(provider: Provider) -> None:
    connection = replace(UNKNOWN, price_in=0.15, price_out=0.6)
    assert cost(provider, connection, 1, 0) == 150
    assert cost(provider, connection, 0, 1) == 600
    assert cost(provider, connection, 1_000_000, 1_000_000) == 750_000_000
    assert isinstance(cost(provider, replace(UNKNOWN, price_in=0.0333, price_out=0.1), 7, 1), int)


def test_an_unknown_price_holds_and_costs_nothing(provider: Provider) -> None:
    connection = replace(UNKNOWN, price_in=None, price_out=None)
    assert (most(provider, connection, REQUEST).nano, cost(provider, connection, 10, 10)) == (0, 0)


def test_a_price_of_the_table_is_used_where_none_was_entered(provider: Provider) -> None:
    assert cost(provider, replace(KNOWN, price_in=None, price_out=None), 1_000_000, 0) == 2_500_000_000
