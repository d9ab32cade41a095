"""Names of labels: when two are the same, and where they stand in a text."""

from __future__ import annotations

import pytest

from core.prompts.parsing.names import Names, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("card_arrival", "Card Arrival"),
        ("Top-up", "top up"),
        ("ＡＢＣ", "abc"),
        ("1,000", "1.000"),
        ("Spam!", "spam"),
        ("−1", "-1"),
        ("a\u200bb", "ab"),
    ],
)
def test_the_same_but_for_case_space_width_and_punctuation(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C"),
        ("C#", "C"),
        ("-1", "1"),
        ("1.5", "15"),
        ("10%", "10"),
        ("👍", "👎"),
        ("résumé", "resume"),
        ("a&b", "ab"),
        ("R&D", "RD"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_name_without_letters_is_found_exactly_or_not_at_all() -> None:
    names = Names(("...", "--", "!"))
    assert names.find("--") == "--"
    assert names.find("?") is None
    assert Names(("a b", "a_b")).find("A B") is None


def found(text: str, *names: str) -> list[str]:
    return [mention.name for mention in Names(names).mentions(text)]


def test_mentions_are_whole_words_and_the_longest_ones() -> None:
    assert found("science/technology and Science", "science", "science/technology") == ["science/technology", "science"]
    assert found("sportswear", "sports") == []
    assert found("close_account or self-account or account_x, account.", "account") == ["account"]
    assert found("card arrival, Card_Arrival", "card_arrival") == ["card_arrival", "card_arrival"]
    assert found("C is older than C++", "c++", "c") == ["c", "c++"]


def test_mentions_in_scripts_without_spaces() -> None:
    assert found("这属于体育新闻", "体育", "政治") == ["体育"]
    assert found("スポーツのニュースです", "スポーツ") == ["スポーツ"]


def test_places_of_mentions_are_characters_of_the_text() -> None:
    text = "Ｔhe Health care"
    mention = next(Names(("health care",)).mentions(text))
    assert text[mention.start : mention.end] == "Health care"
