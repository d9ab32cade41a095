"""What labels say by themselves."""

from __future__ import annotations

import pytest

from core.learn.labels import label_text, telling_texts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("card_arrival", "card arrival"),
        ("science/technology", "science technology"),
        ("lostOrStolenCard", "lost Or Stolen Card"),
        ("ATMFee", "ATM Fee"),
        ("get-refund", "get refund"),
        ("体育", "体育"),
    ],
)
def test_names_open_into_words(name: str, text: str) -> None:
    assert label_text(name) == text


def test_the_description_is_read_too() -> None:
    assert label_text("a", "asks where the card is") == "a. asks where the card is"


def test_opaque_names_tell_nothing() -> None:
    names = ["a", "12", "label 1", "label 2", "refund", "体"]
    assert telling_texts([(name, "") for name in names]) == ["", "", "", "", "refund", "体"]


def test_a_description_makes_an_opaque_name_tell() -> None:
    assert telling_texts([("a", "asks for a refund"), ("b", "")]) == ["a. asks for a refund", ""]
