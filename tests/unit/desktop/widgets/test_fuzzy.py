from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.fuzzy import FuzzyIndex

NAMES = [
    "card_arrival",
    "card_delivery_estimate",
    "lost_or_stolen_card",
    "top_up_by_card_charge",
    "top_up_failed",
    "top_up_reverted",
    "topping_up_by_card",
    "verify_top_up",
    "exchange_rate",
    "wrong_exchange_rate_for_cash_withdrawal",
    "退款申请",
    "TopUpLimits",
]


def _first(query: str) -> str:
    return NAMES[FuzzyIndex(NAMES).find(query)[0]]


def test_the_better_kind_of_match_comes_first() -> None:
    assert _first("exchange_rate") == "exchange_rate"
    assert _first("card") == "card_arrival"
    assert _first("tuf") == "top_up_failed"
    assert _first("tofa") == "top_up_failed"
    assert _first("los") == "lost_or_stolen_card"
    assert _first("top lim") == "TopUpLimits"
    assert _first("wer") == "wrong_exchange_rate_for_cash_withdrawal"


def test_typing_errors_and_chinese_are_found() -> None:
    assert _first("exchnge rate") == "exchange_rate"
    assert _first("退款") == "退款申请"
    assert _first("申请") == "退款申请"


def test_an_empty_query_keeps_the_given_order_and_nonsense_finds_nothing() -> None:
    assert FuzzyIndex(NAMES).find(" ") == list(range(len(NAMES)))
    assert FuzzyIndex(NAMES).find("qqqqzzz") == []


def test_descriptions_are_found_after_names() -> None:
    index = FuzzyIndex(["alpha", "beta"], ["", "an alpha in its description"])
    assert index.find("alpha") == [0, 1]


def test_three_letters_find_any_of_seventy_seven_labels() -> None:
    topics = ["arrival", "balance", "card", "debit", "exchange", "fee", "gift", "hotel", "identity", "joint", "keyring"]
    names = [f"{topic}_{what}" for topic in topics for what in ("lost", "made", "new", "old", "pending", "queue", "reverted")]
    index = FuzzyIndex(names)
    for at, name in enumerate(names):
        first, second = name.split("_")
        assert index.find(first[0] + second[:2])[0] == at


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=20))
def test_any_query_gives_each_place_at_most_once(query: str, names: list[str]) -> None:
    found = FuzzyIndex(names).find(query)
    assert len(found) == len(set(found))
    assert set(found) <= set(range(len(names)))
