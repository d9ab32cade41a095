"""What a facet's value toggles, and what its chip takes away again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.filters import Filter
from desktop.screens.items.criteria import Criterion, asks_for, criteria, filter_words, toggled, without

SETS = ("statuses", "labels", "verdicts", "sources", "suggesters", "flags", "reviewers")
MARKS = ("flagged", "commented", "disputed", "older_guidelines", "not_samples", "disagree")
ONES = st.one_of(
    st.builds(Criterion, st.sampled_from(SETS), st.sampled_from(["a", "b", "餐馆"])),
    st.builds(Criterion, st.sampled_from(MARKS), st.just("yes")),
    st.builds(Criterion, st.just("metadata"), st.sampled_from(["1", "2"]), st.sampled_from(["city", "year"])),
)


@given(st.lists(ONES, max_size=6), ONES)
def test_pressing_a_value_twice_changes_nothing(before: list[Criterion], one: Criterion) -> None:
    wanted = Filter()
    for other in before:
        wanted = toggled(wanted, other)
    there_and_back = toggled(toggled(wanted, one), one)
    assert {(chip.name, chip.value, chip.key) for chip in criteria(there_and_back)} == {
        (chip.name, chip.value, chip.key) for chip in criteria(wanted)
    }


@given(st.lists(ONES, max_size=6), ONES)
def test_pressing_a_value_turns_round_whether_it_is_asked_for(before: list[Criterion], one: Criterion) -> None:
    wanted = Filter()
    for other in before:
        wanted = toggled(wanted, other)
    assert asks_for(toggled(wanted, one), one) is not asks_for(wanted, one)


def test_every_tenth_of_a_range_is_asked_for() -> None:
    wanted = Filter(confidence=(0.3, 1.0))
    assert [asks_for(wanted, Criterion("confidence", f"{at / 10:.1f}-{(at + 1) / 10:.1f}")) for at in range(10)] == [
        False
    ] * 3 + [True] * 7


@given(st.lists(ONES, max_size=8))
def test_pressing_every_chip_leaves_no_criterion(pressed: list[Criterion]) -> None:
    wanted = Filter()
    for one in pressed:
        wanted = toggled(wanted, one)
    for _ in range(20):
        chips = criteria(wanted)
        if not chips:
            break
        shorter = without(wanted, chips[0])
        assert len(criteria(shorter)) == len(chips) - 1
        wanted = shorter
    assert wanted.empty


@pytest.mark.parametrize(
    ("pressed", "range_"),
    [
        (["0.8-0.9"], (0.8, 0.9)),
        (["0.8-0.9", "0.9-1.0"], (0.8, 1.0)),
        (["0.9-1.0", "0.4-0.5"], (0.4, 1.0)),
        (["0.8-0.9", "0.9-1.0", "0.9-1.0"], (0.8, 0.9)),
        (["0.8-0.9", "0.8-0.9"], None),
        (["0.7-0.8", "0.9-1.0", "0.8-0.9"], None),
    ],
)
def test_tenths_of_confidence_join_and_leave(pressed: list[str], range_: tuple[float, float] | None) -> None:
    wanted = Filter()
    for value in pressed:
        wanted = toggled(wanted, Criterion("confidence", value))
    assert wanted.confidence == range_


def test_a_chip_says_what_it_is() -> None:
    wanted = Filter(
        statuses=("open",),
        confidence=(0.9, 1.0),
        flagged=True,
        commented=False,
        metadata=(("城市", "北京"),),
        daily=20,
        disputed=True,
    )
    assert [one.words for one in criteria(wanted)] == [
        "State: to review",
        "Confidence: 90-100 %",
        "Flagged",
        "With a comment: no",
        "Imported label disputed",
        "城市: 北京",
        "Sample of each day: 20",
    ]


def test_a_filter_is_told_in_one_line() -> None:
    assert filter_words(Filter()) == "every item"
    assert filter_words(Filter(verdicts=("corrected",), text="card")) == "Decision: corrected, text: card"


def test_the_text_is_no_chip_since_the_search_field_shows_it() -> None:
    assert criteria(Filter(text="card")) == ()
