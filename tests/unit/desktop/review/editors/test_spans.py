from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.boundaries import Unit
from core.domain.content import Content
from core.domain.kinds.kind import Change
from core.domain.spans import Span, spans_answer, spans_in
from core.domain.task import Label, Options, Task
from core.review.cards import Card, Phase
from desktop.review.editors.spans import SpansEditor
from desktop.review.editors.spans_list import WORDS
from desktop.review.marks import MarkRole
from tests.unit.desktop.review.conftest import Bench
from tests.unit.desktop.review.editors.shown import suggested

Key = Qt.Key
Modifier = Qt.KeyboardModifier
SHIFT, CTRL = Modifier.ShiftModifier, Modifier.ControlModifier
#: a key as a person presses it: a letter, a key, or a key with modifiers
Press = str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]

TEXT = "Ann met Tim Cook in New York City. They ate in Rome."
LABELS = ("person", "place", "date")
TASK = Task("spans", tuple(Label(name, f"About {name}.") for name in LABELS))
GRADED = Task("spans", TASK.labels, options=Options(severities=("minor", "major"), comments=True))
FREE = Task("spans", TASK.labels, options=Options(overlapping=True))
MANY = Task("spans", tuple(Label(f"label {at}") for at in range(14)))


def span(words: str, label: str = "place", text: str = TEXT, **more: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words), label, **more)


MODELS = (span("Tim Cook", "person"), span("New York"))


def show(
    bench: Bench,
    task: Task = TASK,
    spans: tuple[Span, ...] = MODELS,
    text: str = TEXT,
    phase: Phase = Phase.REVIEW,
    *,
    seen: bool = True,
    item: str = "item 1",
) -> Card:
    """Show an item with passages that the model proposes."""
    view = suggested("spans", spans_answer(spans)) if phase is Phase.REVIEW else None
    card = Card(phase, item, 1, text=text, content=Content(text), suggestion=view, model="gpt-x")
    bench.screen.set_project("Project", "To review", task, "# Guide")
    bench.put(card)
    if seen:
        bench.see()
    return card


def editor(bench: Bench) -> SpansEditor:
    found = bench.screen.panel.editor
    assert isinstance(found, SpansEditor)
    return found


def press(bench: Bench, *presses: Press) -> None:
    for one in presses:
        key, modifier = one if isinstance(one, tuple) else (one, Modifier.NoModifier)
        bench.press(key, modifier=modifier)
        QApplication.processEvents()


def said(bench: Bench) -> list[tuple[int, int, str]]:
    """The passages that were submitted last."""
    kind, answer = bench.said[-1]
    assert kind == "choose"
    return [found.key for found in spans_in(answer)]


def quoted(bench: Bench) -> list[tuple[str, str]]:
    """The passages of the draft, and what became of the suggestion's."""
    shown = editor(bench).list.shown
    return [(shown.text[line.span.start : line.span.end], line.change.value) for line in shown.lines]


def selected(bench: Bench) -> str:
    """What keys act on."""
    draft = editor(bench).draft
    return draft.text[draft.place[0] : draft.place[1]]


def roles(bench: Bench) -> list[tuple[str, MarkRole]]:
    draft = editor(bench).draft
    return [(draft.text[mark.start : mark.end], mark.role) for mark in editor(bench).marks()]


# --- what each way costs


@pytest.mark.parametrize(
    ("way", "presses", "keys", "answer"),
    [
        ("accept", (Key.Key_Return,), 1, None),
        ("another label", ("2", Key.Key_Return), 2, [span("Tim Cook"), span("New York")]),
        ("a passage is longer", ("n", (Key.Key_Right, SHIFT), Key.Key_Return), 3, [MODELS[0], span("New York City")]),
        ("a passage goes", ("d", Key.Key_Return), 2, [span("New York")]),
        ("a passage comes", (Key.Key_Left, Key.Key_Left, "1", Key.Key_Return), 4, [span("Ann", "person"), *MODELS]),
        ("there is none", ("0",), 1, []),
        ("reject", ("x", "1"), 2, None),
    ],
)
def test_what_each_way_costs(bench: Bench, way: str, presses: tuple[Press, ...], keys: int, answer: list[Span] | None) -> None:
    show(bench)
    for number, one in enumerate(presses, start=1):
        assert bench.said == [], f"the press {number} is not needed"
        press(bench, one)
    assert len(presses) == keys
    expected = {"accept": ("accept", ""), "reject": ("reject", "no_label_fits")}
    assert bench.said == [expected.get(way, ("choose", spans_answer(answer or [])))]


# --- moving and labelling


def test_arrows_select_words_and_a_digit_labels_them(bench: Bench) -> None:
    show(bench, phase=Phase.NO_IDEA)
    press(bench, Key.Key_Right)
    assert selected(bench) == "Ann"
    press(bench, "1", Key.Key_Right, Key.Key_Right, (Key.Key_Right, SHIFT), "1")
    assert quoted(bench) == [("Ann", "added"), ("Tim Cook", "added")]
    press(bench, Key.Key_Return)
    assert said(bench) == [(0, 3, "person"), (8, 16, "person")]


def test_shift_grows_a_selection_and_shrinks_it_again_past_its_first_word(bench: Bench) -> None:
    show(bench, phase=Phase.NO_IDEA)
    press(bench, *(Key.Key_Right,) * 4)
    grown: list[str] = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Right):
        press(bench, (key, SHIFT))
        grown.append(selected(bench))
    assert grown == [
        "Cook in",
        "Cook in New",
        "Cook in",
        "Cook",
        "Tim Cook",
        "met Tim Cook",
        "Tim Cook",
    ]


def test_the_ends_of_a_passage_move_and_never_past_each_other(bench: Bench) -> None:
    show(bench)
    press(bench, "n")
    steps: list[str] = []
    for key, modifiers in (
        (Key.Key_Right, SHIFT),
        (Key.Key_Left, SHIFT),
        (Key.Key_Left, SHIFT),
        (Key.Key_Left, SHIFT),
        (Key.Key_Left, SHIFT | Modifier.AltModifier),
        (Key.Key_Right, SHIFT | Modifier.AltModifier),
        (Key.Key_Right, SHIFT | Modifier.AltModifier),
    ):
        press(bench, (key, modifiers))
        steps.append(selected(bench))
    assert steps == ["New York City", "New York", "New", "New", "in New", "New", "New"]
    press(bench, Key.Key_Return)
    assert said(bench) == [MODELS[0].key, span("New").key]


def test_a_passage_that_ends_inside_a_word_goes_to_the_end_of_the_word_first(bench: Bench) -> None:
    show(bench, spans=(span("New Yo"),))
    press(bench, (Key.Key_Right, SHIFT))
    assert selected(bench) == "New York"


def test_steps_are_words_then_sentences_then_characters(bench: Bench) -> None:
    show(bench, phase=Phase.NO_IDEA)
    press(bench, "w", Key.Key_Right)
    assert (editor(bench).draft.unit, selected(bench)) == (Unit.SENTENCE, "Ann met Tim Cook in New York City.")
    press(bench, "w", Key.Key_Right, (Key.Key_Right, SHIFT))
    assert selected(bench) == "Th"
    press(bench, "w")
    show(bench, item="item 2", phase=Phase.NO_IDEA)
    assert editor(bench).draft.unit is Unit.WORD


def test_up_and_down_go_by_lines_as_they_are_painted(bench: Bench) -> None:
    text = "word " * 200
    show(bench, text=text, phase=Phase.NO_IDEA)
    editor(bench).use_lines(bench.screen.item.text.line_from)
    press(bench, Key.Key_Right, Key.Key_Down)
    start = editor(bench).draft.place[0]
    assert 20 < start < 120
    press(bench, Key.Key_Up)
    assert editor(bench).draft.place == (0, 4)


def test_without_a_painted_text_a_line_is_what_a_break_ends(bench: Bench) -> None:
    show(bench, text="one two\nthree\nfour", phase=Phase.NO_IDEA)
    editor(bench).keys.line_from = None
    words: list[str] = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Up):
        press(bench, key)
        words.append(selected(bench))
    assert words == ["one", "three", "four", "four", "three", "one", "one"]


def test_n_and_p_walk_the_passages_round_and_from_where_one_stands(bench: Bench) -> None:
    show(bench, spans=(*MODELS, span("Rome")))
    walked = [selected(bench)]
    for key in ("n", "n", "n", "p"):
        press(bench, key)
        walked.append(selected(bench))
    assert walked == ["Tim Cook", "New York", "Rome", "Tim Cook", "Rome"]
    press(bench, Key.Key_Left, Key.Key_Left)
    assert selected(bench) == "ate"
    press(bench, "p")
    assert selected(bench) == "New York"


def test_a_passage_that_would_overlap_is_refused_and_told(bench: Bench) -> None:
    show(bench)
    press(bench, Key.Key_Left, (Key.Key_Right, SHIFT), "3")
    assert "overlap" in bench.screen.message.accessibleName()
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]
    press(bench, "n")
    assert not bench.screen.message.isVisible()


def test_where_the_task_allows_it_passages_overlap(bench: Bench) -> None:
    show(bench, FREE)
    press(bench, Key.Key_Left, (Key.Key_Right, SHIFT), "3", Key.Key_Return)
    assert said(bench) == [span("met Tim", "date").key, *(one.key for one in MODELS)]


def test_d_drops_and_brings_back(bench: Bench) -> None:
    show(bench)
    press(bench, "d")
    assert quoted(bench) == [("Tim Cook", "removed"), ("New York", "kept")]
    press(bench, "d")
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]
    press(bench, Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_label_on_a_dropped_passage_brings_it_back_under_that_label(bench: Bench) -> None:
    show(bench)
    press(bench, "d", "3")
    assert quoted(bench) == [("Tim Cook", "changed"), ("New York", "kept")]


def test_u_takes_edits_back_one_by_one_and_o_all_of_them(bench: Bench) -> None:
    show(bench)
    press(bench, "3", "n", "d", "u")
    assert quoted(bench) == [("Tim Cook", "changed"), ("New York", "kept")]
    press(bench, "o")
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]
    press(bench, "u")
    assert quoted(bench) == [("Tim Cook", "changed"), ("New York", "kept")]
    press(bench, "u", Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_labels_beyond_the_digits_are_found_by_name(bench: Bench) -> None:
    show(bench, MANY, phase=Phase.NO_IDEA)
    press(bench, Key.Key_Right, "/", "1", "3", Key.Key_Return)
    assert [line.span.label for line in editor(bench).list.shown.lines] == ["label 13"]
    assert bench.said == []
    assert not editor(bench).labels.door.isHidden()
    press(bench, Key.Key_Return)
    assert said(bench) == [(0, 3, "label 13")]


def test_a_label_that_is_added_is_given_to_what_is_selected(bench: Bench) -> None:
    show(bench, phase=Phase.NO_IDEA)
    press(bench, Key.Key_Right, "a")
    wanted: list[object] = []
    editor(bench).label_wanted.connect(wanted.append)
    press(bench, "firm")
    bench.press(Key.Key_Return)
    assert wanted
    bench.screen.set_task(replace(TASK, labels=(*TASK.labels, Label("firm"))), "")
    assert [line.span.label for line in editor(bench).list.shown.lines] == ["firm"]


# --- severity and comment


def test_a_passage_needs_a_severity_where_the_task_has_them(bench: Bench) -> None:
    show(bench, GRADED, phase=Phase.NO_IDEA)
    press(bench, Key.Key_Right, "1", Key.Key_Right, Key.Key_Return)
    assert bench.said == []
    assert "severity" in bench.screen.message.accessibleName()
    assert selected(bench) == "Ann"
    press(bench, "v", "v", "v", Key.Key_Return)
    assert bench.said[-1] == ("choose", [{"start": 0, "end": 3, "label": "person", "severity": "minor"}])


def test_a_comment_is_typed_and_letters_are_no_commands_there(bench: Bench) -> None:
    graded = tuple(replace(one, severity="minor") for one in MODELS)
    show(bench, GRADED, graded)
    press(bench, "e", "sxz 1 /?0", Key.Key_Backspace)
    assert bench.said == []
    assert editor(bench).draft.spans[0].comment == "sxz 1 /?"
    press(bench, Key.Key_Return, "n", "e", "why")
    press(bench, (Key.Key_Return, CTRL))
    assert bench.said == [("choose", spans_answer([replace(graded[0], comment="sxz 1 /?"), replace(graded[1], comment="why")]))]


def test_typing_a_comment_is_one_edit_and_escape_keeps_it(bench: Bench) -> None:
    show(bench, GRADED, tuple(replace(one, severity="minor") for one in MODELS))
    press(bench, "v", "e", "a b c", Key.Key_Escape)
    assert bench.screen.hasFocus()
    assert editor(bench).draft.spans[0].comment == "a b c"
    press(bench, "u")
    assert editor(bench).draft.spans[0] == replace(MODELS[0], severity="major")


def test_ctrl_enter_in_the_field_accepts_when_nothing_was_changed_and_the_palette_opens(bench: Bench) -> None:
    show(bench, GRADED, tuple(replace(one, severity="minor") for one in MODELS))
    press(bench, "e", (Key.Key_K, CTRL))
    assert bench.screen.palette_sheet.isVisible()
    press(bench, Key.Key_Escape)
    editor(bench).remarks.enter()
    press(bench, (Key.Key_Return, CTRL))
    assert bench.said == [("accept", "")]


def test_chinese_is_composed_in_the_comment_and_nowhere_else(bench: Bench) -> None:
    show(bench, GRADED, tuple(replace(one, severity="minor") for one in MODELS))
    press(bench, "e")
    field = editor(bench).remarks.field
    composed = QInputMethodEvent()
    composed.setCommitString("原文没有")
    QApplication.sendEvent(field, composed)
    assert editor(bench).draft.spans[0].comment == "原文没有"
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert field.testAttribute(enabled)
    assert not editor(bench).list.testAttribute(enabled)


def test_without_comments_e_opens_the_search(bench: Bench) -> None:
    show(bench)
    press(bench, "e")
    assert bench.screen.panel.finder.field.hasFocus()


# --- the mouse


def test_a_drag_selects_whole_words_and_a_click_takes_hold_of_a_passage(bench: Bench) -> None:
    show(bench)
    text = bench.screen.item.text
    text.text_selected.emit(TEXT.index("et Ti"), TEXT.index("et Ti") + 5)
    assert selected(bench) == "met Tim"
    text.text_selected.emit(MODELS[1].start, MODELS[1].end)
    press(bench, "3", Key.Key_Return)
    assert said(bench) == [MODELS[0].key, span("New York", "date").key]


def test_real_drags_and_clicks_do_the_same_as_keys(bench: Bench) -> None:
    show(bench)
    view = bench.screen.item.text.viewport()
    places = [QPoint(x, 16) for x in range(4, view.width(), 6)]
    at = {bench.screen.item.text.code_point_at(place): place for place in reversed(places)}
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at[MODELS[0].start + 1])
    press(bench, "2")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at[0])
    QTest.mouseMove(view, at[2])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at[2])
    assert selected(bench) == "Ann"
    press(bench, "1", Key.Key_Return)
    assert said(bench) == [(0, 3, "person"), span("Tim Cook").key, MODELS[1].key]


def test_rows_and_labels_can_be_clicked(bench: Bench) -> None:
    show(bench)
    found = editor(bench)
    place = found.list.visualRect(found.list.model().index(1, 0)).center()
    QTest.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert selected(bench) == "New York"
    QTest.mouseClick(found.labels.chips[2], Qt.MouseButton.LeftButton)
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "changed")]
    QTest.mouseClick(found.card, Qt.MouseButton.LeftButton)
    assert said(bench) == [MODELS[0].key, span("New York", "date").key]


# --- whose it is


def test_what_the_model_proposes_and_what_was_made_of_it_are_told_apart(bench: Bench) -> None:
    show(bench, spans=(*MODELS, span("Rome")))
    press(bench, "d", "n", "2", "n", "3", Key.Key_Left, Key.Key_Left, "1")
    assert roles(bench) == [
        ("Tim Cook", MarkRole.DROPPED),
        ("New York", MarkRole.SUGGESTED),
        ("ate", MarkRole.SPAN),
        ("Rome", MarkRole.SPAN),
        ("ate", MarkRole.CURRENT),
    ]
    shown = editor(bench).list
    spoken = [shown.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken[0] == "person, left out, Tim Cook"
    assert spoken[1].startswith("place, model's")
    assert spoken[2].startswith("person, yours")
    assert spoken[3].startswith("date, changed")
    assert editor(bench).card.face.detail == "1 kept · 1 changed · 1 added · 1 left out"


def test_the_card_is_the_models_until_something_is_changed(bench: Bench) -> None:
    show(bench)
    assert editor(bench).card.face.models
    press(bench, Key.Key_Right, "n")
    assert editor(bench).card.face.models
    press(bench, "3")
    assert not editor(bench).card.face.models


def test_the_marks_reach_the_item(bench: Bench) -> None:
    show(bench)
    press(bench, Key.Key_Right)
    drawn = bench.screen.item.text.extraSelections()
    assert len(drawn) == 3
    assert bench.screen.item.text.selected_text() == "in"


def test_a_blind_item_shows_nothing_of_a_model(bench: Bench) -> None:
    show(bench, phase=Phase.BLIND)
    assert editor(bench).marks() == ()
    assert editor(bench).list.shown.lines == ()
    assert not editor(bench).card.face.models
    press(bench, Key.Key_Right, "1")
    assert [mark.name for mark in editor(bench).marks()][:1] == ["person"]
    press(bench, Key.Key_Return)
    assert said(bench) == [(0, 3, "person")]


# --- safety


@pytest.mark.parametrize("phase", [Phase.REVIEW, Phase.NO_IDEA, Phase.BLIND])
def test_nothing_marked_is_never_submitted_unless_it_is_meant(bench: Bench, phase: Phase) -> None:
    show(bench, phase=phase)
    press(bench, "d", "n", "d", Key.Key_Return)
    assert bench.said == []
    assert "0" in bench.screen.message.accessibleName()
    press(bench, "0")
    assert bench.said == [("choose", [])]


def test_a_suggestion_of_nothing_is_accepted_by_enter_and_by_zero(bench: Bench) -> None:
    show(bench, spans=())
    press(bench, Key.Key_Return)
    show(bench, spans=(), item="item 2")
    press(bench, "0")
    assert bench.said == [("accept", ""), ("accept", "")]


@pytest.mark.parametrize(
    ("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_Space, " "), (Key.Key_0, "0"), (Key.Key_S, "s"), (Key.Key_1, "1")]
)
def test_a_held_key_decides_nothing(bench: Bench, key: Qt.Key, text: str) -> None:
    show(bench)
    bench.hold(key, text)
    assert bench.said == []


def test_a_held_arrow_goes_on_through_the_words(bench: Bench) -> None:
    show(bench, phase=Phase.NO_IDEA)
    bench.hold(Key.Key_Right, "")
    assert selected(bench) == "Rome"


@pytest.mark.parametrize("edit", [(), ("2",)])
def test_nothing_decides_before_it_was_painted_for_150_ms(bench: Bench, edit: tuple[str, ...]) -> None:
    show(bench, seen=False)
    press(bench, *edit, Key.Key_Return)
    bench.clock.pass_ms(100)
    press(bench, Key.Key_Return, "0")
    assert bench.said == []
    bench.clock.pass_ms(60)
    press(bench, Key.Key_Return)
    assert len(bench.said) == 1


def test_backspace_and_delete_do_nothing(bench: Bench) -> None:
    show(bench)
    before = quoted(bench)
    press(bench, Key.Key_Backspace, Key.Key_Delete)
    assert (quoted(bench), bench.said) == (before, [])


def test_a_passage_beyond_the_text_is_told_and_not_submitted(bench: Bench) -> None:
    show(bench, spans=(*MODELS, Span(400, 410, "place")))
    press(bench, "2", Key.Key_Return)
    assert bench.said == []
    assert bench.screen.message.isVisible()


# --- what comes and goes


def test_a_late_suggestion_takes_nothing_away(bench: Bench) -> None:
    card = show(bench, phase=Phase.ASKING)
    press(bench, Key.Key_Right, "1")
    view = suggested("spans", spans_answer(MODELS))
    bench.put(replace(card, phase=Phase.REVIEW, suggestion=view))
    bench.see()
    assert quoted(bench) == [("Ann", "added"), ("Tim Cook", "removed"), ("New York", "removed")]
    press(bench, "n", "d", Key.Key_Return)
    assert said(bench) == [(0, 3, "person"), MODELS[0].key]


def test_a_late_suggestion_leaves_the_selected_words_selected(bench: Bench) -> None:
    card = show(bench, phase=Phase.ASKING)
    press(bench, Key.Key_Right, Key.Key_Right)
    bench.put(replace(card, phase=Phase.REVIEW, suggestion=suggested("spans", spans_answer(MODELS))))
    assert selected(bench) == "met"
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]
    press(bench, Key.Key_Return)
    assert bench.said == []
    bench.see()
    press(bench, Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_flag_keeps_what_was_edited(bench: Bench) -> None:
    card = show(bench)
    press(bench, "2", "n")
    bench.put(replace(card, flagged=True))
    assert quoted(bench) == [("Tim Cook", "changed"), ("New York", "kept")]
    assert selected(bench) == "New York"


def test_the_next_item_and_an_undone_one_start_clean(bench: Bench) -> None:
    card = show(bench)
    press(bench, "2", Key.Key_Right, Key.Key_Return)
    show(bench, item="item 2", spans=(span("Rome"),))
    assert quoted(bench) == [("Rome", "kept")]
    bench.put(card)
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]
    assert selected(bench) == "Tim Cook"


def test_the_last_item_comes_back_clean_from_the_end_of_the_queue(bench: Bench) -> None:
    card = show(bench)
    press(bench, "2", Key.Key_Return)
    bench.put(Card(Phase.FINISHED))
    QApplication.processEvents()
    bench.put(card)
    assert quoted(bench) == [("Tim Cook", "kept"), ("New York", "kept")]


def test_the_parts_stand_in_fixed_places(bench: Bench) -> None:
    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        found = editor(bench)
        return [(part.y(), part.height()) for part in (found.card, found.list, found.labels)]

    show(bench)
    before = places()
    show(bench, spans=tuple(span(word) for word in TEXT.replace(".", "").split()[:8]), item="item 2")
    assert places() == before
    show(bench, phase=Phase.ASKING, item="item 3")
    assert places() == before
    press(bench, Key.Key_Right, "1")
    assert places() == before


# --- any text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("苹果公司在北京。", ["苹", "果", "公"]),
        ("قابلت آن تيم كوك في روما.", ["قابلت", "آن", "تيم"]),
        ("👩🏽‍🚀 cafe\u0301 🇩🇪!", ["👩🏽‍🚀", "cafe\u0301", "🇩🇪"]),
        ("one\r\ntwo\u2028three", ["one", "two", "three"]),
    ],
)
def test_any_text_is_stepped_through_and_counted_in_code_points(bench: Bench, text: str, words: list[str]) -> None:
    show(bench, text=text, phase=Phase.NO_IDEA)
    for word in words:
        press(bench, Key.Key_Right)
        assert selected(bench) == word
        assert bench.screen.item.text.selected_text() == word
    press(bench, "2", Key.Key_Return)
    at = text.index(words[-1])
    assert said(bench) == [(at, at + len(words[-1]), "place")]


def test_a_megabyte_with_ten_thousand_passages_is_walked_without_a_felt_delay(bench: Bench) -> None:
    line = "The quick brown fox jumps over the lazy dog and then goes home, as foxes do, before the night falls over it.\n"
    text = line * 10_000
    spans = tuple(Span(at * len(line) + 10, at * len(line) + 19, "place") for at in range(10_000))
    show(bench, text=text, spans=spans)
    assert len(text) > 1_000_000
    press(bench, "p")
    assert editor(bench).draft.place == (spans[-1].start, spans[-1].end)
    timed: dict[str, float] = {}
    for name, one in (("step", Key.Key_Right), ("extend", (Key.Key_Right, SHIFT)), ("label", "1"), ("drop", "d")):
        started = time.perf_counter()
        press(bench, one)
        timed[name] = time.perf_counter() - started
    assert max(timed.values()) < 1.0, timed
    press(bench, Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_names_of_labels_and_passages_are_told(bench: Bench) -> None:
    show(bench, GRADED, tuple(replace(one, severity="minor") for one in MODELS))
    found = editor(bench)
    assert [chip.accessibleName() for chip in found.labels.chips[:3]] == list(LABELS)
    assert found.remarks.severity.accessibleName() == "Severity: minor"
    assert all(widget.accessibleName() for widget in found.stops() if widget.isVisible())


def test_marks_say_label_severity_whose_and_comment(bench: Bench) -> None:
    show(bench, GRADED, (replace(MODELS[0], severity="minor", comment="a <b>name</b>"),))
    assert editor(bench).marks()[0].name == "person, minor, model's, a <b>name</b>"


def test_changes_are_all_told_in_words() -> None:
    assert set(WORDS) == set(Change)
