from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.domain.boundaries import Unit
from core.domain.content import Content
from core.domain.graphemes import character_break
from core.domain.kinds.kind import Change
from core.domain.kinds.spans import Spans
from core.domain.spans import Span, spans_answer
from core.domain.spans_edit import Refusal
from core.domain.task import Label, Options, Task
from desktop.review.editors.spans_draft import SpansDraft

NAMES = ("a", "b", "c")
UNITS = ("word ", "don't ", "我们", "e\u0301", "👩🏽‍🚀", "\r\n", "\u2028", "مرحبا ", ". ", "。", "  ", "x", "\U00020000", "🇩🇪")
TEXTS = st.lists(st.sampled_from(UNITS), max_size=14).map("".join)
from hypothesis import settings as _s
_s.register_profile("x",max_examples=1500,deadline=None); _s.load_profile("x")
KEYS = (
    *("next", "previous", "extend", "extend back", "start", "start back", "walk", "walk back", "unit"),
    *("label a", "label b", "label c", "drop", "severity", "comment", "original", "take back", "select"),
)


def keys_of(draft: SpansDraft, place: int) -> dict[str, Callable[[], Refusal | None]]:
    """What keys and the mouse do to a draft."""
    return {
        "next": lambda: draft.move(forward=True),
        "previous": lambda: draft.move(forward=False),
        "extend": lambda: draft.extend(forward=True),
        "extend back": lambda: draft.extend(forward=False),
        "start": lambda: draft.extend_start(forward=True),
        "start back": lambda: draft.extend_start(forward=False),
        "walk": lambda: draft.walk(forward=True),
        "walk back": lambda: draft.walk(forward=False),
        "unit": draft.next_unit,
        **{f"label {name}": lambda name=name: draft.label(name) for name in NAMES},
        "drop": draft.drop,
        "severity": draft.severity,
        "comment": lambda: draft.comment(f"why {place}"),
        "original": draft.restore,
        "take back": draft.undo,
        "select": lambda: draft.select(place, place + 3),
    }


@st.composite
def suggestions(draw: st.DrawFn, text: str) -> tuple[Span, ...] | None:
    """Passages that a model may propose: valid, not touching each other, and not always at the edge of a word."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = [(start, end) for start, end in pairwise(edges)][::2]
    spans = tuple(Span(start, end, draw(st.sampled_from(NAMES)), "minor") for start, end in pairs)
    return draw(st.sampled_from([spans, None]))


@given(TEXTS, st.booleans(), st.data())
def test_whatever_is_pressed_the_draft_stays_valid(text: str, overlapping: bool, data: st.DataObject) -> None:
    options = Options(overlapping=overlapping, severities=("minor", "major"), comments=True)
    free = Task("spans", tuple(Label(name) for name in NAMES), options=Options(overlapping=overlapping))
    draft = SpansDraft()
    draft.start("item", text, options, data.draw(suggestions(text)))
    for key in data.draw(st.lists(st.sampled_from(KEYS), max_size=30)):
        before = draft.spans
        refused = keys_of(draft, data.draw(st.integers(0, max(0, len(text)))))[key]()
        assert Spans().problem(spans_answer(draft.spans), free, Content(text)) == ""
        assert list(draft.spans) == sorted(set(draft.spans))
        assert refused is None or draft.spans == before
        assert draft.current is None or draft.cursor is None
        assert [line.span for line in draft.lines if line.change is not Change.REMOVED] == list(draft.spans)


@given(TEXTS, st.lists(st.sampled_from([key for key in KEYS if key != "take back"]), max_size=25), st.data())
def test_every_edit_can_be_taken_back_in_order(text: str, keys: list[str], data: st.DataObject) -> None:
    draft = SpansDraft()
    options = Options(severities=("minor", "major"), comments=True)
    draft.start("item", text, options, data.draw(suggestions(text)))
    seen = [draft.spans]
    for key in keys:
        keys_of(draft, data.draw(st.integers(0, len(text))))[key]()
        if draft.spans != seen[-1]:
            seen.append(draft.spans)
    back = [draft.spans]
    while draft.edited:
        draft.undo()
        if draft.spans != back[-1]:
            back.append(draft.spans)
    without_typing = [spans for spans in seen if spans in back]
    assert back == without_typing[::-1]
    assert back[-1] == seen[0]


@given(
    TEXTS,
    st.lists(st.sampled_from(["next", "extend", "extend back", "start back", "start", "label a", "unit", "select"]), max_size=20),
    st.data(),
)
def test_what_is_labelled_cuts_no_character(text: str, keys: list[str], data: st.DataObject) -> None:
    draft = SpansDraft()
    draft.start("item", text, Options(overlapping=True), None)
    for key in keys:
        keys_of(draft, data.draw(st.integers(0, len(text))))[key]()
    for edge in {edge for span in draft.spans for edge in (span.start, span.end)}:
        assert edge in (0, len(text)) or character_break(text, edge) or text[edge].isspace() or text[edge - 1].isspace()


@given(TEXTS, st.sampled_from(Unit))
def test_growing_a_selection_and_shrinking_it_is_the_way_back(text: str, unit: Unit) -> None:
    draft = SpansDraft()
    draft.start("item", text, Options(), None)
    draft.unit = unit
    draft.move(forward=True)
    way = [draft.cursor]
    for _ in range(6):
        draft.extend(forward=True)
        if draft.cursor == way[-1]:
            break
        way.append(draft.cursor)
    for cursor in reversed(way[:-1]):
        draft.extend(forward=False)
        assert draft.cursor == cursor


def test_a_late_suggestion_is_the_draft_until_somebody_edits() -> None:
    draft = SpansDraft()
    draft.start("item", "one two three", Options(), None)
    draft.move(forward=True)
    draft.suggest((Span(4, 7, "a"),))
    assert (draft.cursor, draft.spans, draft.touched) == ((0, 3), (Span(4, 7, "a"),), False)
    draft.label("b")
    draft.suggest((Span(8, 13, "c"),))
    assert [(line.span, line.change) for line in draft.lines] == [
        (Span(0, 3, "b"), Change.ADDED),
        (Span(4, 7, "a"), Change.ADDED),
        (Span(8, 13, "c"), Change.REMOVED),
    ]


def test_a_suggestion_that_is_taken_away_leaves_what_was_edited() -> None:
    draft = SpansDraft()
    draft.start("item", "one two", Options(), (Span(0, 3, "a"),))
    draft.label("b")
    draft.suggest(None)
    assert [(line.span, line.change) for line in draft.lines] == [(Span(0, 3, "b"), Change.ADDED)]


def test_a_dropped_passage_comes_back_where_it_was_or_is_refused() -> None:
    draft = SpansDraft()
    draft.start("item", "one two three", Options(), (Span(0, 3, "a"),))
    draft.drop()
    draft.select(0, 7)
    draft.label("b")
    assert [line.change for line in draft.lines] == [Change.REMOVED, Change.ADDED]
    draft.hold(Span(0, 3, "a"))
    assert draft.drop() is Refusal.OVERLAP
    draft.walk(forward=True)
    draft.drop()
    assert draft.spans == ()
