"""A mapping as JSON: what is written is read again, and what is none is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content import Form
from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.mapping import Mapping, PartColumn, SuggestionColumn

NAMES = st.text(min_size=1, max_size=8)
MAYBE = st.none() | NAMES
FORMS = st.sampled_from(list(Form))
PARTS = st.builds(PartColumn, NAMES, FORMS, st.booleans(), st.text(max_size=5))
SUGGESTIONS = st.builds(SuggestionColumn, NAMES, st.text(max_size=5), MAYBE, MAYBE, MAYBE, st.booleans())
LISTS = st.lists(NAMES, max_size=3).map(tuple)
MAPPINGS = st.builds(
    Mapping,
    NAMES,
    MAYBE,
    MAYBE,
    MAYBE,
    LISTS,
    FORMS,
    st.text(max_size=5),
    LISTS,
    st.lists(PARTS, max_size=3).map(tuple),
    st.lists(SUGGESTIONS, max_size=3).map(tuple),
    MAYBE,
    MAYBE,
)


@given(MAPPINGS)
def test_a_mapping_is_read_as_it_was_written(mapping: Mapping) -> None:
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_a_plain_mapping_is_written_as_before_there_were_parts() -> None:
    assert Mapping("t", gold="g", metadata=("m",)).to_json() == {
        "text": "t",
        "external_id": None,
        "label": None,
        "gold": "g",
        "metadata": ["m"],
    }


WRONG: list[JsonValue] = [
    None,
    [],
    {},
    {"text": ""},
    {"text": "t", "colour": 1},
    {"text": "t", "form": "poem"},
    {"text": "t", "parts": [{}]},
    {"text": "t", "suggestions": [{"score": "s"}]},
]


@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_mapping_is_refused(value: JsonValue) -> None:
    with pytest.raises(UserError) as caught:
        Mapping.from_json(value)
    assert caught.value.code == "mapping.invalid"


def test_short_forms_are_read_too() -> None:
    found = Mapping.from_json({"text": "t", "metadata": "m", "parts": ["d"], "suggestions": ["gpt"]})
    assert found == Mapping("t", metadata=("m",), parts=(PartColumn("d"),), suggestions=(SuggestionColumn("gpt"),))


def test_a_column_that_is_not_there_is_named_and_paths_are_columns() -> None:
    Mapping("t", suggestions=(SuggestionColumn("llm.gpt", score="llm.p"),)).check(["t", "llm"])
    with pytest.raises(UserError, match="'nope'"):
        Mapping("t", parts=(PartColumn("nope"),)).check(["t"])
