"""Entered prices come first, the table fills in, and what is not known is not made up."""

from __future__ import annotations

import pytest

from core.llm.prices import Price, price_in, price_of
from core.llm.types import Connection


def test_a_cost_is_counted_per_million_tokens_of_each_side() -> None:
    assert Price(3.0, 15.0).cost(2_000, 400) == pytest.approx(0.012)
    assert Price(0.0, 0.0).cost(10**9, 10**9) == 0


def test_an_entry_of_the_table_is_per_token() -> None:
    assert price_in({"input_cost_per_token": 3e-07, "output_cost_per_token": 2.5e-06}) == Price(0.3, 2.5)


@pytest.mark.parametrize(
    "entry", [None, {}, {"input_cost_per_token": 1e-6}, {"input_cost_per_token": None, "output_cost_per_token": 1}]
)
def test_an_entry_without_both_prices_has_none(entry: dict[str, float | None] | None) -> None:
    assert price_in(entry) is None


def test_what_was_entered_goes_before_the_table_side_by_side() -> None:
    known = Price(1.0, 2.0)
    assert price_of(Connection("a", "m", price_in=5.0, price_out=6.0), known) == Price(5.0, 6.0)
    assert price_of(Connection("a", "m", price_in=0.0), known) == Price(0.0, 2.0)
    assert price_of(Connection("a", "m"), known) == known
    assert price_of(Connection("a", "m", price_in=5.0), None) is None
    assert price_of(Connection("a", "m"), None) is None
