"""When two items say the same."""

from __future__ import annotations

import numpy as np
import pytest

from core.prompts.examples.near import normal, same_meaning, same_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is my card?", "where is my CARD"),
        ("Where is my card?", "  where…is\nmy-card!!  "),
        ("e-mail", "E‑Mail"),
        ("ＡＢＣ，１２", "abc 12"),
        ("我想退款。", "我想 退款"),
        ("أين بطاقتي؟", "أين بطاقتي"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_space_width_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert same_text(normal(one), normal(other))


@pytest.mark.parametrize(
    ("one", "other"), [("की", "का"), ("café", "cafe"), ("!!!", "???"), ("😀", "😡"), ("5 £", "5 $"), ("a", "b")]
)
def test_what_makes_a_difference_counts(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_short_texts_with_a_typing_error_are_the_same() -> None:
    one = "I have still not received my new card, it was ordered two weeks ago"
    assert same_text(normal(one), normal(one.replace("received", "recieved")))
    assert not same_text(normal("pay 50 euro"), normal("pay 90 euro"))
    assert not same_text(normal(one), normal("I have still not received my new phone, when was it sent?"))


def test_long_texts_are_the_same_only_when_they_are_equal() -> None:
    one = "many words that go on and on " * 40
    assert not same_text(normal(one), normal(one + "x"))
    assert same_text(normal(one), normal(one.upper()))


def test_vectors_that_point_the_same_way() -> None:
    one = np.array([1.0, 0.0], np.float32)
    assert same_meaning(one, np.array([0.975, 0.222], np.float32))
    assert not same_meaning(one, np.array([0.96, 0.28], np.float32))
    assert not same_meaning(one, None)
    assert not same_meaning(None, one)
    assert not same_meaning(one, np.array([1.0, 0.0, 0.0], np.float32))
