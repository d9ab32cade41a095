from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.review.item.search import MOST, Haystack, passage_in

LETTERS = st.text(st.sampled_from("aAéÉe\u0301ßſﬁ水Ｋ한 \n👩x"), max_size=30)


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Haystack(text).places(query)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("The cat, the CAT", "the", ["The", "the"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("the ﬁne line", "fine", ["ﬁne"]),
        ("ＡＢＣ abc", "abc", ["ＡＢＣ", "abc"]),
        ("caf\u00e9 cafe\u0301", "café", ["caf\u00e9", "cafe\u0301"]),
        ("国家发改委今天宣布，发改委", "发改委", ["发改委", "发改委"]),
        ("한국어 한국", "한국", ["한국", "한국"]),
        ("one\ntwo\u00a0three", "one two three", ["one\ntwo\u00a0three"]),
        ("it’s “so”", 'it\'s "so"', ["it’s “so”"]),
        ("İstanbul istanbul", "istanbul", ["istanbul"]),
        ("👩‍👩‍👧 family", "family", ["family"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing", "", []),
        ("", "x", []),
    ],
)
def test_case_width_and_composition_do_not_count(text: str, query: str, hits: list[str]) -> None:
    assert found(text, query) == hits


def test_a_letter_is_not_found_without_its_marks() -> None:
    assert found("cafe\u0301 caf\u00e9", "cafe") == []
    assert found("cafes", "cafe") == ["cafe"]
    assert found("ﬁ", "f") == []  # half of a character is no place


@given(LETTERS, LETTERS, LETTERS)
def test_what_stands_there_is_found_in_whole_characters(before: str, words: str, after: str) -> None:
    text = before + words + after
    places = Haystack(text).places(words)
    assert all(0 <= start < end <= len(text) for start, end in places)
    for start, end in places:
        one, other = (unicodedata.normalize("NFKD", part).casefold().split() for part in (text[start:end], words))
        assert "".join(one) == "".join(other)


def test_very_many_places_are_cut_off() -> None:
    assert len(Haystack("e" * (MOST + 10)).places("e")) == MOST


def test_a_passage_is_found_in_another_form_by_its_occurrence() -> None:
    text, shown = "user: yes\n\nbot: no\n\nuser: yes", "user\nyes\nbot\nno\nuser\nyes"
    first, last = text.find("yes"), text.rfind("yes")
    assert passage_in(shown, text, first, first + 3) == (5, 8)
    assert passage_in(shown, text, last, last + 3) == (len(shown) - 3, len(shown))
    assert passage_in("other", text, first, first + 3) is None
    assert passage_in("only yes", text, last, last + 3) == (5, 8)
