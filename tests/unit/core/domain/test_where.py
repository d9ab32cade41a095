from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.domain.where import MOST, Whereabouts

TEXT = "The invoice of 3 November 2026 (No. A-17) is for 1.234,50 EUR, paid by ACME  Corp. on 03/11/26; three items, -5 %."


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ACME  Corp", ["ACME  Corp"]),
        ("acme corp", ["ACME  Corp"]),
        ("Acme-Corp.", ["ACME  Corp"]),
        ("a17", ["A-17"]),
        ("2026-11-03", ["3 November 2026", "03/11/26"]),
        (1234.5, ["1.234,50"]),
        (3, ["3", "03", "three"]),
        (-5, ["-5"]),
        (-0.05, ["-5"]),
        (["EUR", "No"], ["No", "EUR"]),
        ("oice", ["oice"]),  # long enough to be no accident
        ("on", ["on"]),  # the word, and not the end of another
        ("ice", []),
        ("nowhere", []),
        ("", []),
        ("...", []),
        (True, []),
        (None, []),
        ({"a": 1}, []),
        (float("nan"), []),
    ],
)
def test_values_are_found_in_every_notation(value: JsonValue, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in Whereabouts(TEXT).find(value)] == found


def test_chinese_has_no_gaps_between_words() -> None:
    text = "我在北京的张三那里买了十二件，共2026年11月3日发货。"
    where = Whereabouts(text)
    assert [text[start:end] for value in ("张三", 12, "2026-11-03") for start, end in where.find(value)] == [
        "张三",
        "十二",
        "2026年11月3日",
    ]


def test_offsets_are_code_points_whatever_stands_before() -> None:
    text = "\U0001f469\u200d\U0001f4bb e\u0301 İstanbul שלום ACME 7"
    where = Whereabouts(text)
    assert where.find("acme") == ((text.index("ACME"), text.index("ACME") + 4),)
    assert where.find(7) == ((len(text) - 1, len(text)),)
    assert where.find("שלום") == ((text.index("שלום"), text.index("שלום") + 4),)


@given(st.text(max_size=40), st.text(min_size=1, max_size=10).filter(str.strip), st.text(max_size=40))
def test_a_place_lies_in_the_text_and_holds_something(before: str, value: str, after: str) -> None:
    text = before + value + after
    for start, end in Whereabouts(text).find(value):
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=20), st.text(alphabet="abcdefgh ", min_size=4, max_size=12).map(str.strip).filter(lambda t: len(t) > 3))
def test_what_stands_there_to_the_letter_is_found(before: str, value: str) -> None:
    text = f"{before} {value} and more"
    assert (len(before) + 1, len(before) + 1 + len(value)) in Whereabouts(text).find(value)


def test_a_word_that_stands_everywhere_is_told_a_few_times() -> None:
    assert len(Whereabouts("the " * 10_000).find("the")) == MOST


def test_a_megabyte_is_searched_in_no_time() -> None:
    where = Whereabouts("lorem ipsum dolor 12 sit amet " * 35_000 + "The Final Word 77 on 2 May 2026")
    began = time.perf_counter()
    for value in ("the final  word", "nothing here", "2026-05-02", 77, "sit amet", 12):
        where.find(value)
    assert time.perf_counter() - began < 1.0
