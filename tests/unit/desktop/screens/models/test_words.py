"""Connections and money in words."""

from __future__ import annotations

import pytest

from core.llm.types import Connection, KeySource
from desktop.screens.models.words import key_words, money, price_words, seconds, where_words

HERE = Connection("here", "ollama_chat/llama3.1", "http://localhost:11434/v1")


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "$0"),
        (1234.5, "$1,234.50"),
        (0.5, "$0.50"),
        (0.0123, "$0.012"),
        (0.00021, "$0.00021"),
        (0.0000126, "$0.000013"),
        (0.0000012, "$0.0000012"),
    ],
)
def test_money_keeps_the_digits_that_tell_something(value: float, said: str) -> None:
    assert money(value) == said


@pytest.mark.usefixtures("theme")
def test_a_connection_says_where_it_leads_and_where_its_key_is() -> None:
    assert where_words(HERE) == "localhost:11434"
    assert where_words(Connection("a", "openai/gpt")) == "openai"
    assert key_words(HERE) == "no key"
    assert "SHOP_KEY" in key_words(Connection("a", "m", key_source=KeySource.ENVIRONMENT, key_env="SHOP_KEY"))
    assert "keychain" in key_words(Connection("a", "m", key_source=KeySource.KEYCHAIN))
    assert price_words(Connection("a", "m", price_in=0.15, price_out=2)) == "$0.15 in, $2.00 out, a million tokens"


@pytest.mark.usefixtures("theme")
def test_short_times_keep_two_digits() -> None:
    assert (seconds(0.042), seconds(12.34)) == ("0.04 s", "12.3 s")
