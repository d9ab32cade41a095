"""Every split gets its share of items and of every label, units stay whole, and the result follows from the seed alone."""

from __future__ import annotations

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.export.recipe import SplitPlan
from core.export.splits.splitting import Splits, split_items
from core.export.splits.stratify import stratify
from core.export.splits.units import SplitItem, units_of

HALVES = SplitPlan((("train", 0.8), ("test", 0.2)))


def item(n: int, *labels: str, near: int = 0, group: str | None = None, at: str = "") -> SplitItem:
    return SplitItem(n, hashlib.blake2b(b"%d" % n, digest_size=16).digest(), labels, near, group, at, n)


def names(splits: Splits) -> dict[int, str]:
    return {seq: name for seq, (name, _) in splits.of_item.items()}


def test_each_label_is_parted_by_the_shares() -> None:
    items = [item(n, "rare" if n % 50 == 0 else f"label {n % 7}") for n in range(1, 2_001)]
    splits = names(split_items(items, HALVES, 0, {}))
    tested = Counter(one.labels[0] for one in items if splits[one.seq] == "test")
    every = Counter(one.labels[0] for one in items)
    assert all(abs(tested[label] - 0.2 * n) <= 1 for label, n in every.items())
    assert abs(sum(tested.values()) - 400) <= 4


@given(st.lists(st.sets(st.sampled_from("abcde"), max_size=3), min_size=1, max_size=80), st.integers(0, 3))
def test_every_item_has_one_split_and_sets_of_labels_are_parted_fairly(labels: list[set[str]], seed: int) -> None:
    items = [item(n + 1, *sorted(one)) for n, one in enumerate(labels)]
    splits = names(split_items(items, HALVES, seed, {}))
    assert sorted(splits) == [one.seq for one in items]
    every = Counter(label for one in items for label in one.labels)
    tested = Counter(label for one in items if splits[one.seq] == "test" for label in one.labels)
    # Each label can be off by the labels that came with it; never by all of a common one.
    assert all(tested[label] < n for label, n in every.items() if n >= 20)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, "x", "y"])), min_size=1, max_size=60))
def test_near_duplicates_and_groups_stay_on_one_side(members: list[tuple[int, str | None]]) -> None:
    items = [item(n + 1, "a", near=near, group=group) for n, (near, group) in enumerate(members)]
    result = split_items(items, HALVES, 1, {})
    assert result.leaks == {"near_duplicates": 0, "group": 0, "same_text": 0}
    splits = names(result)
    for told in ("near", "group"):
        sides: dict[object, set[str]] = {}
        for one in items:
            if getattr(one, told):
                sides.setdefault(getattr(one, told), set()).add(splits[one.seq])
        assert all(len(side) == 1 for side in sides.values())


@given(st.permutations(range(1, 31)))
def test_the_order_in_which_items_come_does_not_matter(order: list[int]) -> None:
    plain = names(split_items([item(n, f"l{n % 3}") for n in range(1, 31)], HALVES, 5, {}))
    assert names(split_items([item(n, f"l{n % 3}") for n in order], HALVES, 5, {})) == plain


def test_another_seed_gives_another_split() -> None:
    items = [item(n, "a") for n in range(1, 200)]
    assert names(split_items(items, HALVES, 1, {})) != names(split_items(items, HALVES, 2, {}))


def test_units_that_have_a_split_count_as_placed() -> None:
    units = units_of([item(n, "a") for n in range(1, 11)], 0)
    fixed = dict.fromkeys(range(2), 1)
    assert Counter(stratify(units, (0.8, 0.2), fixed)) == {0: 8, 1: 2}
