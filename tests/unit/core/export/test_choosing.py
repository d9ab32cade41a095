"""Choosing examples: seats, turns, mistakes first, the most different text, the budget; memory stays small."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.export.choosing import KEPT, Candidate, Shortlist, choose, jaccard, quotas, same_as, words_of
from core.export.record import Record


def candidate(number: int, labels: Sequence[str], text: str = "", *, tokens: int = 10, mistakes: Sequence[str] = ()) -> Candidate:
    text = text or f"text number {number}"
    record = Record(
        number, f"n{number}", text, None, None, '"x"', "assisted", "", 1.0, None, "", "", "", None, number, None, None, 1
    )
    place = hashlib.blake2b(str(number).encode(), digest_size=8).digest()
    return Candidate(record, tuple(labels), tuple(mistakes), tokens, place, words_of(text), same_as(text))


def listed(candidates: Sequence[Candidate]) -> Shortlist:
    shortlist = Shortlist()
    for one in candidates:
        shortlist.offer(one)
    return shortlist


def test_every_label_gets_a_seat_and_the_rest_goes_by_frequency() -> None:
    assert quotas({"a": 90, "b": 9, "c": 1}, 10) == {"a": 7, "b": 2, "c": 1}
    assert quotas({"a": 90, "b": 9, "c": 1}, 2) == {"a": 1, "b": 1}
    assert quotas({}, 5) == {}
    assert list(quotas({"b": 1, "a": 1}, 2)) == ["a", "b"]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 1_000), max_size=12), st.integers(1, 40))
def test_no_more_seats_than_asked_for_and_none_without_a_label(counts: dict[str, int], n: int) -> None:
    given_seats = quotas(counts, n)
    assert sum(given_seats.values()) == (n if counts else 0)
    assert all(seat >= 1 for seat in given_seats.values())


def test_an_answer_with_several_labels_covers_all_of_them() -> None:
    found = choose(listed([candidate(1, ["a", "b", "c"]), candidate(2, ["a"]), candidate(3, ["a"])]), 2, 100)
    assert 1 in [one.record.seq for one in found.chosen]
    assert found.labels["c"] == 1


def test_the_worst_mistake_that_none_shows_yet_goes_first() -> None:
    often = [candidate(n, ["a"], mistakes=["b -> a"]) for n in range(1, 4)]
    once = candidate(9, ["a"], mistakes=["c -> a"])
    plain = [candidate(n, ["a"]) for n in range(20, 60)]
    found = choose(listed([*plain, *often, once]), 3, 1_000)
    assert [one.mistakes for one in found.chosen] == [("b -> a",), ("c -> a",), ()]
    assert found.covered == {"b -> a", "c -> a"}


def test_then_the_most_different_text() -> None:
    same = [candidate(n, ["a"], f"my card has not come {n}") for n in range(20)]
    other = candidate(99, ["a"], "where is the nearest branch")
    found = choose(listed([*same, other]), 2, 1_000)
    assert other in found.chosen


def test_texts_that_say_the_same_are_taken_once() -> None:
    found = choose(
        listed([candidate(1, ["a"], "My card!"), candidate(2, ["b"], "my card"), candidate(3, ["b"], "a loan")]), 3, 1_000
    )
    assert len(found.chosen) == 2
    assert found.repeated == 1


def test_the_budget_is_kept_and_labels_come_before_long_examples() -> None:
    long = [candidate(n, ["a"], tokens=90) for n in range(3)]
    short = [candidate(10, ["a"], tokens=30), candidate(11, ["b"], tokens=30), candidate(12, ["c"], tokens=30)]
    found = choose(listed([*long, *short]), 6, 100)
    assert found.tokens <= 100
    assert set(found.labels) == {"a", "b", "c"}
    assert found.too_long == 3


def test_seats_that_nobody_fills_go_to_the_others() -> None:
    found = choose(listed([candidate(1, ["a"]), *(candidate(n, ["b"]) for n in range(2, 30))]), 10, 1_000)
    assert found.labels == {"a": 1, "b": 9}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60), st.booleans()), max_size=60), st.integers(1, 12))
def test_chosen_again_out_of_what_was_chosen_it_is_the_same(items: list[tuple[str, int, bool]], n: int) -> None:
    made = [
        candidate(number, [label], tokens=size, mistakes=["x"] if wrong else [])
        for number, (label, size, wrong) in enumerate(items)
    ]
    first = choose(listed(made), n, 200)
    kept = {one.record.seq for one in first.chosen}
    again = choose(
        listed([candidate(s, one.labels, tokens=one.tokens, mistakes=one.mistakes) for s, one in enumerate(made) if s in kept]),
        n,
        200,
    )
    assert {one.record.seq for one in again.chosen} == kept
    assert first.tokens <= 200


def test_few_candidates_are_kept_of_many_items() -> None:
    shortlist = listed([candidate(n, ["a"]) for n in range(2_000)])
    assert len(shortlist.candidates()) == KEPT
    assert shortlist.labels == {"a": 2_000}


def test_words_and_their_distance() -> None:
    assert words_of("My CARD, my 卡丢了") == {"my", "card", "卡", "丢", "了"}
    assert jaccard(frozenset("ab"), frozenset("bc")) == 1 - 1 / 3
    assert jaccard(frozenset(), frozenset()) == 0.0
