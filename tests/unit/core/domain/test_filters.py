"""A filter is a value: it goes into JSON and comes back, and what cannot be is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance, Status, Verdict
from core.errors import UserError
from core.storage.sql import from_json, to_json

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3).map(tuple)


FILTERS = st.builds(
    Filter,
    statuses=some(st.sampled_from([str(one) for one in Status])),
    labels=some(WORDS),
    verdicts=some(st.sampled_from([str(one) for one in Verdict])),
    sources=some(st.sampled_from([str(one) for one in Provenance])),
    suggesters=some(WORDS),
    confidence=st.none() | st.tuples(st.floats(0, 0.5), st.floats(0.5, 1)),
    flags=some(WORDS),
    flagged=st.none() | st.booleans(),
    commented=st.none() | st.booleans(),
    disagree=st.none() | st.just(()) | st.tuples(WORDS, WORDS),
    disputed=st.booleans(),
    feedback=some(st.sampled_from(["up", "down", "none"])),
    older_guidelines=st.booleans(),
    reviewers=some(WORDS),
    metadata=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    text=WORDS,
    daily=st.integers(0, 100),
    daily_of=st.sampled_from(["decided", "all"]),
    group=st.none() | st.integers(1, 2**40),
    items=st.lists(st.integers(1, 2**40), max_size=4).map(tuple),
    not_samples=st.booleans(),
)


@given(FILTERS)
def test_it_comes_back_from_json_as_it_was(wanted: Filter) -> None:
    if not wanted.daily:
        wanted = wanted.also(daily_of="decided")  # of what, without a sample, says nothing
    again = Filter.from_json(from_json(to_json(wanted.to_json())))
    assert again == wanted
    assert hash(again) == hash(wanted)
    assert str(again) == str(wanted)


@given(FILTERS)
def test_the_words_name_just_what_is_set(wanted: Filter) -> None:
    assert {name for name, _ in wanted.words()} == wanted.to_json().keys() - {"daily_of"}
    assert wanted.empty == (str(wanted) == "every item")
    assert wanted.without(*wanted.set_names).empty


@given(FILTERS)
def test_the_ledger_keeps_nothing_that_could_quote_an_item(wanted: Filter) -> None:
    secret = "the words of an item"
    kept = to_json(wanted.also(text=secret, metadata=(("name", secret),)).for_ledger())
    assert secret not in kept
    assert '"text":""' in kept


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"statuses": ["unheard of"]}, "filter.value"),
        ({"verdicts": ["maybe"]}, "filter.value"),
        ({"sources": ["hearsay"]}, "filter.value"),
        ({"daily": 3, "daily_of": "some"}, "filter.value"),
        ({"confidence": [0.9, 0.1]}, "filter.confidence"),
        ({"confidence": [-1, 2]}, "filter.confidence"),
        ({"disagree": ["one"]}, "filter.disagree"),
        ({"daily": -1}, "filter.daily"),
        ({"strange": 1}, "filter.unknown"),
        ([], "filter.unknown"),
        (None, "filter.unknown"),
        ({"labels": "red"}, "filter.invalid"),
        ({"labels": [1]}, "filter.invalid"),
        ({"flagged": "yes"}, "filter.invalid"),
        ({"daily": "three"}, "filter.invalid"),
        ({"items": [True]}, "filter.invalid"),
        ({"confidence": [1, 2, 3]}, "filter.invalid"),
        ({"metadata": [["a"]]}, "filter.invalid"),
    ],
)
def test_what_cannot_be_is_refused(value: object, code: str) -> None:
    with pytest.raises(UserError) as told:
        Filter.from_json(value)  # pyright: ignore[reportArgumentType] - what a file may hold
    assert told.value.code == code


def test_one_line_for_a_person() -> None:
    wanted = Filter(statuses=("open", "skipped"), confidence=(0.5, 0.9), metadata=(("channel", "mail"),), disputed=True)
    assert str(wanted) == "statuses open, skipped, confidence 0.5, 0.9, disputed, metadata channel=mail"
    assert str(Filter(flagged=False)) == "flagged no"
