from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.notations import date_hints, date_meant, dates_in, number_hints, number_meant, numbers_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"),
        ("1,250", "1250"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1 250,5", "1250.5"),
        ("1'250'000", "1250000"),
        ("-3", "-3"),
        ("\u22123.5", "-3.5"),
        ("3,5", "3.5"),
        ("twelve", "12"),
        ("十二", "12"),
        ("二十", "20"),
        ("7", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    assert number_meant(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "a lot", "3 apples", "12.34.56", "two cards"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_meant(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026/11/21", date(2026, 11, 21)),
        ("21.11.2026", date(2026, 11, 21)),
        ("11/21/2026", date(2026, 11, 21)),
        ("21.11.26", date(2026, 11, 21)),
        ("21 November 2026", date(2026, 11, 21)),
        ("21st of Nov. 2026", date(2026, 11, 21)),
        ("November 21, 2026", date(2026, 11, 21)),
        ("21. Dezember 2026", date(2026, 12, 21)),
        ("1er août 2026", date(2026, 8, 1)),
        ("3 de enero de 2026", date(2026, 1, 3)),
        ("2026年11月21日", date(2026, 11, 21)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: date) -> None:
    assert date_meant(text) == day


@pytest.mark.parametrize("text", ["03/04/2026", "31.02.2026", "soon", "2026", "21 November"])
def test_what_may_be_two_dates_or_none_is_none(text: str) -> None:
    assert date_meant(text) is None


def test_a_date_that_may_be_two_has_both_readings() -> None:
    (found,) = dates_in("on 03/04/2026.")
    assert found.readings == {date(2026, 3, 4), date(2026, 4, 3)}


def test_a_share_is_a_number_too() -> None:
    (found,) = numbers_in("up 15 %")
    assert found.readings == {Decimal(15), Decimal("0.15")}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_found_by_one_of_its_hints(value: Decimal) -> None:
    text = f"{value:,.2f}"
    assert any(re.search(hint, text) for hint in number_hints(value))
    assert any(value in found.readings for found in numbers_in(text))


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2069, 12, 31)))
def test_a_date_is_found_by_one_of_its_hints_in_every_notation(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%y}", f"{day.year}年{day.month}月{day.day}日"):
        assert any(re.search(hint, text) for hint in date_hints(day)), text
        assert any(day in found.readings for found in dates_in(text)), text
