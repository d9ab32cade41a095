"""A split never changes by itself; time is parted at instants that later items follow; what leaks is counted."""

from __future__ import annotations

import pytest

from core.errors import UserError
from core.export.recipe import SplitPlan
from core.export.splits.leakage import leakage
from core.export.splits.splitting import split_items
from tests.unit.core.export.splits.test_stratify import HALVES, item, names


def test_what_was_assigned_stays_and_only_the_rest_is_new() -> None:
    old = [item(n, "a") for n in range(1, 101)]
    first = split_items(old, HALVES, 0, {})
    second = split_items([*old, *(item(n, "a") for n in range(101, 201))], HALVES, 9, first.of_item)
    assert all(second.of_item[seq][0] == name for seq, (name, _) in first.of_item.items())
    assert sorted(second.new) == list(range(101, 201))
    assert sum(name == "test" for name, _ in second.of_item.values()) == 40


def test_a_near_duplicate_of_an_assigned_item_follows_it() -> None:
    first = split_items([item(1, "a"), item(2, "b"), *(item(n, "a") for n in range(3, 30))], HALVES, 0, {})
    tested = next(seq for seq, (name, _) in first.of_item.items() if name == "test")
    later = split_items([item(tested, "a", near=7), item(99, "a", near=7)], HALVES, 0, first.of_item)
    assert names(later) == {tested: "test", 99: "test"}


def test_items_that_turn_out_alike_after_they_were_parted_are_counted_as_leaking() -> None:
    before = {1: ("train", 0), 2: ("test", 0)}
    result = split_items([item(1, "a", near=5), item(2, "a", near=5)], HALVES, 0, before)
    assert names(result) == {1: "train", 2: "test"}
    assert result.leaks["near_duplicates"] == 2


def test_other_names_are_refused_unless_everything_is_parted_anew() -> None:
    before = {1: ("dev", 0)}
    with pytest.raises(UserError) as caught:
        split_items([item(1, "a"), item(2, "a")], HALVES, 0, before)
    assert caught.value.code == "split.other"
    anew = split_items([item(1, "a"), item(2, "a")], SplitPlan(HALVES.shares, resplit=True), 0, before)
    assert set(anew.new) == {1, 2}


def test_time_is_parted_at_an_instant_and_later_items_follow_it() -> None:
    plan = SplitPlan(HALVES.shares, by_time=True)
    items = [item(n, "a", at=f"2026-01-{n:02}") for n in range(1, 11)]
    first = split_items(items, plan, 0, {})
    assert [seq for seq, (name, _) in sorted(first.of_item.items()) if name == "test"] == [9, 10]
    assert first.cuts == ["2026-01-09"]
    later = split_items([item(20, "a", at="2026-01-05"), item(21, "a", at="2026-03-01")], plan, 0, first.of_item, first.cuts)
    assert names(later) == {20: "train", 21: "test"}


def test_one_instant_is_never_parted() -> None:
    result = split_items([item(n, "a", at="2026") for n in range(1, 11)], SplitPlan(HALVES.shares, by_time=True), 0, {})
    assert len(set(names(result).values())) == 1


def test_the_same_text_on_both_sides_leaks() -> None:
    items = [item(1, "a"), item(2, "a"), item(3, "a")]
    items[1].said = items[0].said
    assert leakage(items, {1: "train", 2: "test", 3: "test"}) == {"near_duplicates": 0, "group": 0, "same_text": 2}
