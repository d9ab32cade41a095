"""Instants and cells of what people said elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import iso
from core.domain.content import Content
from core.domain.json import JsonValue
from core.ingest.cells import AnswerReader
from core.ingest.said import AnnotationReader, SignalReader, instant_us
from core.storage.items import NewAnnotation, NewSignal
from tests.conftest import TASK


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02T04:04:05+01:00",
        "2026-01-02 03:04:05",
        1_767_323_045,
        1_767_323_045_000,
        1_767_323_045_000_000,
        1_767_323_045_000_000_000,
        "1767323045",
    ],
)
def test_an_instant_is_told_in_many_ways(value: JsonValue) -> None:
    found = instant_us(value)
    assert found is not None and iso(found) == "2026-01-02T03:04:05.000000Z"


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()))
def test_whatever_stands_there_is_an_instant_or_none(value: JsonValue) -> None:
    found = instant_us(value)
    assert found is None or isinstance(iso(found), str)


def test_a_cell_is_a_list_also_as_text_and_an_odd_one_is_empty() -> None:
    answers = AnswerReader(TASK)
    reader, signals = AnnotationReader("a", ["a"], answers), SignalReader("a", ["a"])
    text = '[{"annotator": 7, "answer": ["red"], "lead_ms": 2.6}, "odd"]'
    assert reader.read([text], Content("x")) == (NewAnnotation("7", "red", "submitted", 3, None),)
    cells: list[JsonValue] = [None, "", "no list", {"a": 1}, 5, []]
    for odd in cells:
        assert reader.read([odd], Content("x")) == ()
        assert signals.read([odd]) == ()
    held: list[JsonValue] = [{"value": 3}, {"value": True}, {"origin": "app", "name": "n", "value": -0.25, "comment": " why "}]
    assert signals.read([held]) == (NewSignal("import", "score", 1.0), NewSignal("app", "n", -0.25, "why"))
    assert (reader.failed, signals.failed) == (0, 1)
