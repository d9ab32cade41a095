from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.kinds.kind import Change
from core.domain.kinds.spans import Spans
from core.domain.spans import Span, spans_answer
from core.domain.spans_edit import (
    Draft,
    Limits,
    Places,
    Refusal,
    Step,
    applied,
    at_place,
    compared,
    drop,
    next_severity,
    overlapped,
    put,
    relabel,
    remark,
    resize,
)

LIMITS = Limits(40)
FREE = Limits(40, overlapping=True)
NAMES = ("a", "b", "c")
SPANS = st.builds(Span, st.integers(-2, 40), st.integers(-2, 44), st.sampled_from(NAMES))
DRAFT = (Span(0, 5, "a"), Span(10, 15, "b"), Span(20, 30, "a"))


def step(found: Step | Refusal) -> Step:
    assert isinstance(found, Step)
    return found


def test_a_passage_is_put_in_its_place() -> None:
    new = Span(6, 8, "c")
    assert applied(DRAFT, step(put(DRAFT, new, LIMITS))) == (DRAFT[0], new, *DRAFT[1:])


@pytest.mark.parametrize("new", [Span(4, 6, "c"), Span(0, 40, "c"), Span(12, 13, "b")])
def test_what_would_overlap_is_refused_unless_the_task_allows_it(new: Span) -> None:
    assert put(DRAFT, new, LIMITS) is Refusal.OVERLAP
    assert new in applied(DRAFT, step(put(DRAFT, new, FREE)))


@pytest.mark.parametrize("new", [Span(-1, 3, "a"), Span(38, 41, "a"), Span(7, 7, "a"), Span(8, 7, "a")])
def test_what_is_no_passage_of_the_text_is_refused(new: Span) -> None:
    assert put(DRAFT, new, FREE) is Refusal.EMPTY


def test_the_same_range_again_is_another_label_for_it() -> None:
    assert put(DRAFT, Span(0, 5, "c"), LIMITS) == Step(DRAFT[0], Span(0, 5, "c"))
    assert put(DRAFT, Span(0, 5, "c"), FREE) == Step(None, Span(0, 5, "c"))
    assert put(DRAFT, DRAFT[0], FREE) is Refusal.SAME


def test_passages_that_touch_do_not_overlap() -> None:
    assert resize(DRAFT, DRAFT[0], 0, 10, LIMITS) == Step(DRAFT[0], Span(0, 10, "a"))
    assert resize(DRAFT, DRAFT[0], 0, 11, LIMITS) is Refusal.OVERLAP


def test_a_draft_that_came_with_an_overlap_can_still_be_mended() -> None:
    crossed = (Span(0, 5, "a"), Span(3, 8, "b"))
    assert isinstance(relabel(crossed, crossed[0], "c", LIMITS), Step)
    mended = applied(crossed, step(resize(crossed, crossed[1], 5, 8, LIMITS)))
    assert overlapped(mended, mended[0], mended[0]) is None


def test_severities_go_round_and_a_comment_leaves_the_rest() -> None:
    assert [next_severity(("low", "high"), severity) for severity in ("", "low", "high", "other")] == [
        "low",
        "high",
        "low",
        "low",
    ]
    marked = applied(DRAFT, step(remark(DRAFT, DRAFT[0], LIMITS, severity="high")))
    said = applied(marked, step(remark(marked, marked[0], LIMITS, comment="why")))
    assert said[0] == Span(0, 5, "a", "high", "why")


def test_the_passage_at_a_place_is_the_exact_one_then_the_shortest() -> None:
    nested = (Span(0, 20, "a"), Span(5, 10, "b"))
    assert at_place(nested, 6, 7) == nested[1]
    assert at_place(nested, 0, 20) == nested[0]
    assert at_place(nested, 30, 31) is None


def test_a_step_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in"):
        applied(DRAFT, drop(Span(1, 2, "a")))


@pytest.mark.parametrize(
    ("draft", "changes"),
    [
        (DRAFT, [Change.KEPT, Change.KEPT, Change.KEPT]),
        (DRAFT[:2], [Change.KEPT, Change.KEPT, Change.REMOVED]),
        ((*DRAFT, Span(32, 33, "c")), [Change.KEPT, Change.KEPT, Change.KEPT, Change.ADDED]),
        ((Span(0, 5, "c"), *DRAFT[1:]), [Change.CHANGED, Change.KEPT, Change.KEPT]),
        ((Span(0, 7, "a"), *DRAFT[1:]), [Change.CHANGED, Change.KEPT, Change.KEPT]),
        ((Span(6, 7, "a"), *DRAFT[1:]), [Change.REMOVED, Change.ADDED, Change.KEPT, Change.KEPT]),
    ],
)
def test_what_became_of_a_suggestion(draft: Draft, changes: list[Change]) -> None:
    assert [line.change for line in compared(DRAFT, draft)] == changes


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_what_is_shown_is_what_the_ledger_records(one: list[Span], other: list[Span]) -> None:
    before, after = ([span for span in spans if 0 <= span.start < span.end] for spans in (one, other))
    recorded = Spans().changes(spans_answer(before), spans_answer(after))
    shown = compared(tuple(sorted(set(before))), tuple(sorted(set(after))))
    assert Counter(line.change for line in shown) == Counter(part.change for part in recorded)


@given(
    st.lists(st.tuples(st.integers(0, 5), SPANS, st.integers(0, 9)), max_size=25),
    st.booleans(),
)
def test_any_sequence_of_edits_keeps_the_draft_valid_and_each_can_be_taken_back(
    edits: list[tuple[int, Span, int]], overlapping: bool
) -> None:
    limits = Limits(40, overlapping)
    draft: Draft = ()
    done: list[tuple[Draft, Step]] = []
    for what, span, which in edits:
        held = draft[which % len(draft)] if draft else None
        found = _edit(what, draft, held, span, limits)
        if not isinstance(found, Step):
            continue
        done.append((draft, found))
        draft = applied(draft, found)
        assert list(draft) == sorted(set(draft))
        assert all(0 <= one.start < one.end <= 40 for one in draft)
        assert overlapping or all(one.end <= two.start for one, two in pairwise(draft))
    for before, found in reversed(done):
        draft = applied(draft, found.inverse)
        assert draft == before


def _edit(what: int, draft: Draft, held: Span | None, span: Span, limits: Limits) -> Step | Refusal:
    if held is None or what == 0:
        return put(draft, span, limits)
    operations = {
        1: lambda: relabel(draft, held, span.label, limits),
        2: lambda: resize(draft, held, span.start, span.end, limits),
        3: lambda: drop(held),
        4: lambda: remark(draft, held, limits, severity=span.label),
        5: lambda: remark(draft, held, limits, comment="because"),
    }
    return operations[what]()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=30), st.integers(0, 40), st.integers(1, 10))
def test_places_finds_what_a_plain_look_finds(made: list[tuple[int, int]], start: int, width: int) -> None:
    ranges = sorted((at, at + length) for at, length in made)
    met = [at for at, (low, high) in enumerate(ranges) if low < start + width and start < high]
    assert Places(ranges).meeting(start, start + width) == met


def test_a_changed_passage_knows_what_it_was() -> None:
    line = compared(DRAFT, (replace(DRAFT[0], label="c"), *DRAFT[1:]))[0]
    assert (line.span.label, line.origin) == ("c", DRAFT[0])
