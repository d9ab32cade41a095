"""The full-text index finds what is alike, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.prompts.examples.index import MAX_WORDS, TextIndex

TEXTS = {
    1: "Where is my card?",
    2: "The card machine took my money, where is it?",
    3: "我想退款",
    4: "请问怎么还款",
    5: "カードが届かない",
    6: "I want a refund",
    7: 'He said "OR" AND left NEAR (the) door*',
}


@pytest.fixture
def index() -> Iterator[TextIndex]:
    made = TextIndex()
    made.add(TEXTS.items())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("asked", "first"),
    [("my CARD, where?", 1), ("退款", 3), ("怎么还款", 4), ("カード", 5), ("refunds? a refund!", 6), ("money", 2), ("NEAR", 7)],
)
def test_the_most_alike_comes_first(index: TextIndex, asked: str, first: int) -> None:
    assert index.search(asked, 3)[0] == first


def test_two_characters_find_the_word_and_not_each_of_them_alone(index: TextIndex) -> None:
    assert list(index.search("退款", 5)) == [3, 4]  # both hold 款, one the whole word


def test_what_is_in_no_text_finds_nothing(index: TextIndex) -> None:
    assert index.search("xylophone", 5) == []
    assert index.search("?!", 5) == []
    assert index.search("", 5) == []


def test_what_was_removed_is_not_found_and_the_rest_is(index: TextIndex) -> None:
    index.remove(1)
    index.remove(99)
    assert list(index.search("my card", 5)) == [2]
    index.remove(2)
    assert index.search("my card", 5) == []
    index.add([(1, TEXTS[1])])
    index.optimize()
    assert list(index.search("my card", 5)) == [1]


HOSTILE = st.text() | st.text(alphabet="\"*^:(){}[]+-\\'\n\t\x01\x1f AND OR NOT NEAR card退款")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
def test_no_text_can_break_a_query(index: TextIndex, text: str) -> None:
    assert set(index.search(text, 5)) <= set(TEXTS)


@pytest.mark.parametrize(
    "text", ['" OR card OR "', 'card" NEAR("x', "text : card", "card*", "^card", "-card", "body:card", "{card"]
)
def test_operators_are_words_of_a_text_like_others(index: TextIndex, text: str) -> None:
    assert set(index.search(text, 5)) >= {1, 2}


@pytest.mark.timeout(20)
def test_a_very_long_text_is_asked_by_its_rarest_words(index: TextIndex) -> None:
    index.add([(100 + n, f"word{n} card " + "filler " * (n % 7)) for n in range(300)])
    asked = " ".join(f"word{n}" for n in range(300)) + ' "refund" ' + '" * ^ ' * 200_000
    found = index.search(asked, 1_000)
    assert 0 < len(found) <= MAX_WORDS + 1
    assert 1 not in found


def test_rare_words_weigh_more_than_common_ones(index: TextIndex) -> None:
    index.add([(100 + n, "the card is here") for n in range(200)])
    assert index.search("the card is here, and a refund", 1) == [6]
