from __future__ import annotations

import time
from itertools import islice

from core.domain.json import JsonValue
from desktop.review.item.rows import LONGEST, MOST, NOTHING, SHOWN, Row, rows


def test_nested_names_step_in_and_keep_their_order() -> None:
    record: JsonValue = {"b": 1, "a": {"x": True, "y": {"z": None}}, "c": "text"}
    assert list(rows(record)) == [
        Row(0, "b", "1"),
        Row(0, "a", head=True),
        Row(1, "x", "true"),
        Row(1, "y", head=True),
        Row(2, "z", NOTHING),
        Row(0, "c", "text"),
    ]


def test_a_short_list_stands_on_one_line_and_a_list_of_records_under_numbers() -> None:
    assert list(rows({"tags": ["a", 2, False]})) == [Row(0, "tags", "a, 2, false")]
    assert [(row.depth, row.name) for row in rows({"of": [{"k": 1}, {"k": 2}]})] == [
        (0, "of"),
        (1, "1"),
        (2, "k"),
        (1, "2"),
        (2, "k"),
    ]


def test_empty_values_are_told() -> None:
    assert [row.text for row in rows({"a": {}, "b": [], "c": ""})] == ["{}", "[]", NOTHING]


def test_a_long_list_is_cut_until_it_is_asked_for() -> None:
    record: JsonValue = {"of": [{"n": at} for at in range(SHOWN + 30)]}
    cut = list(rows(record))[-1]
    assert (cut.path, cut.hidden) == ("/of", 30)
    opened = list(rows(record, {"/of"}))
    assert opened[-1] == Row(2, "n", str(SHOWN + 29))
    assert list(rows(record, whole=True)) == opened


def test_a_long_value_is_cut_and_never_longer_than_what_can_be_laid_out() -> None:
    record: JsonValue = {"log": "x" * (MOST + 5)}
    (cut,) = rows(record)
    assert (len(cut.text), cut.hidden, cut.path) == (LONGEST, MOST + 5 - LONGEST, "/log")
    (opened,) = rows(record, {"/log"})
    assert (len(opened.text), opened.hidden, opened.path) == (MOST, 5, "")


def test_the_first_rows_of_a_vast_record_cost_what_they_are() -> None:
    record: JsonValue = {f"key {at}": {"n": at} for at in range(100_000)}
    started = time.perf_counter()
    whole = sum(1 for _ in rows(record))
    all_of_them = time.perf_counter() - started
    started = time.perf_counter()
    assert len(list(islice(rows(record), 40))) == 40
    assert whole == 200_000
    assert time.perf_counter() - started < all_of_them / 5
