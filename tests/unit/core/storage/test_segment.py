"""Text for the full-text index: Chinese, Japanese and Korean as characters and pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.storage.segment import segment, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我想退款", ["我", "想", "退", "款", "我想", "想退", "退款"]),
        ("カード", ["カ", "ー", "ド", "カー", "ード"]),
        ("ｶｰﾄﾞ", ["カ", "ー", "ド", "カー", "ード"]),
        ("한국", ["한", "국", "한국"]),
        ("款", ["款"]),
        ("a退款b", ["a", "退", "款", "退款", "b"]),
        ("Straße CAFÉ, don't", ["strasse", "café", "don", "t"]),
        ("ＡＢＣ １２", ["abc", "12"]),
        ("𠮷野家", ["𠮷", "野", "家", "𠮷野", "野家"]),
        ("", []),
        ('"*^: AND -(', ["and"]),
    ],
)
def test_what_words_a_text_has(text: str, expected: list[str]) -> None:
    assert words(segment(text)) == expected


def test_a_word_of_two_characters_is_a_word_of_the_text_that_holds_it() -> None:
    assert set(words(segment("退款"))) <= set(words(segment("请给我退款吧")))


@given(st.text())
def test_any_text_can_be_taken_apart(text: str) -> None:
    assert all(word and word.isalnum() for word in words(segment(text)))


@pytest.mark.timeout(20)
def test_four_megabytes_are_taken_apart_in_one_go() -> None:
    assert len(words(segment("退款我想" * 1_000_000))) == 8
