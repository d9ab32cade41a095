"""Whatever `tomllib` can read is written so that it reads the same again."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta, timezone
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.window.toml_text import document

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.one_of(
    TEXT,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(),
    st.times().map(lambda at: at.replace(tzinfo=None)),
    st.datetimes(),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=30)))),
)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_what_is_written_reads_the_same(values: dict[str, object]) -> None:
    assert tomllib.loads(document(values)) == values


def test_values_stand_before_tables_whatever_their_order() -> None:
    text = document({"window": {"a": 1, "deep": {"b": 2}}, "look": "dark", "at": [date(2026, 11, 22), time(7, 32)]})
    assert text.index("look") < text.index("[window]")
    read = tomllib.loads(text)
    assert read["look"] == "dark"
    assert read["window"]["deep"] == {"b": 2}
    assert read["at"] == [date(2026, 11, 22), time(7, 32)]


def test_not_a_number_is_written_as_toml_has_it() -> None:
    read = tomllib.loads(document({"a": float("nan"), "b": datetime(2026, 1, 1, 0, 0)}))["a"]
    assert isnan(read)


def test_what_toml_has_not_is_refused() -> None:
    with pytest.raises(TypeError):
        document({"a": None})
