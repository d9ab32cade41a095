from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.task import Label, Task
from core.review.cards import Card, Phase, Progress, Screen
from desktop.actions import Keymap
from desktop.review.intents import Intent, IntentKind
from desktop.review.screen import ReviewScreen
from desktop.review.suggestion_panel import Page
from desktop.theme import Theme
from tests.unit.desktop.review.conftest import Bench

Labels = tuple[Label, ...]
Key = Qt.Key


# --- keys


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (Key.Key_Return, ("accept", "")),
        (Key.Key_Enter, ("accept", "")),
        (Key.Key_Space, ("accept", "")),
        ("1", ("accept", "")),  # the digit of what is suggested accepts it
        ("3", ("choose", "refund")),
        ("s", ("skip", "")),
        ("r", ("another", "")),
        ("z", ("undo", "")),
        ("f", ("flag", "")),
        ("+", ("thumb_up", "")),
        ("-", ("thumb_down", "")),
        ("[", ("candidate_prev", "")),
        (".", ("candidate_next", "")),
        ("h", ("timeline", "")),
        ("g", ("guidelines", "open")),
    ],
)
def test_one_key_says_one_thing(bench: Bench, key: str | Qt.Key, said: tuple[str, str]) -> None:
    bench.show()
    bench.press(key)
    assert bench.said == [said]


def test_with_many_labels_one_is_the_suggestion_and_the_rest_are_the_runners_up(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("4")
    bench.show(many)
    bench.press("1")
    assert bench.said == [("choose", many[3].name), ("accept", "")]


def test_a_digit_without_a_label_and_unknown_keys_say_nothing(bench: Bench) -> None:
    bench.show()
    bench.press("9", "l", Key.Key_Backspace, Key.Key_Delete, Key.Key_Escape)
    assert bench.said == []


def test_undo_and_redo_are_live_only_when_there_is_something(bench: Bench) -> None:
    card = bench.show()
    bench.screen.show_screen(Screen(card, Progress(), can_undo=False, can_redo=True))
    bench.press("z")
    bench.press(Key.Key_Z, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert bench.said == [("redo", "")]


def test_remapped_keys_are_obeyed(qtbot: QtBot, theme: Theme) -> None:
    screen = ReviewScreen(theme, Keymap({"flag": ["L"]}))
    qtbot.addWidget(screen)
    screen.show()
    screen.set_project("P", "Q", Task("choice", (Label("a"), Label("b"))))
    screen.show_screen(Screen(Card(Phase.NO_IDEA, "i", 1, text="text", slots=("a", "b")), Progress()))
    heard: list[Intent] = []
    screen.intent.connect(heard.append)
    QTest.keyClick(screen, Key.Key_L)
    assert [intent.kind for intent in heard] == [IntentKind.FLAG]


# --- safety


@pytest.mark.parametrize(
    ("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_Space, " "), (Key.Key_S, "s"), (Key.Key_3, "3"), (Key.Key_Z, "z")]
)
def test_a_held_key_decides_nothing(bench: Bench, key: Qt.Key, text: str) -> None:
    bench.show()
    bench.hold(key, text)
    assert bench.said == []


def test_a_held_key_scrolls(bench: Bench) -> None:
    bench.show(text="line\n" * 300)
    QApplication.processEvents()
    bench.hold(Key.Key_J, "j")
    assert bench.screen.item.text.verticalScrollBar().value() > 5


def test_a_key_acts_only_on_what_was_painted_for_150_ms(bench: Bench) -> None:
    bench.show(seen=False)
    bench.press(Key.Key_Return)
    QApplication.processEvents()
    bench.clock.pass_ms(100)
    bench.press(Key.Key_Return)
    assert bench.said == []
    bench.clock.pass_ms(60)
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_late_suggestion_never_slips_under_the_finger(bench: Bench) -> None:
    card = bench.show(phase=Phase.NO_IDEA)
    later = bench.show()
    bench.put(replace(later, item_id=card.item_id, text=card.text))
    bench.press("1", Key.Key_Return)
    assert bench.said == []
    bench.see()
    bench.press("1")
    assert bench.said == [("accept", "")]


def test_a_flag_does_not_make_the_keys_wait_again(bench: Bench) -> None:
    card = bench.show()
    bench.put(replace(card, flagged=True))
    bench.press(Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_an_item_is_decided_once_until_something_new_is_shown(bench: Bench) -> None:
    bench.show()
    bench.press(Key.Key_Return, Key.Key_Return, "s", "3")
    assert bench.said == [("accept", "")]
    bench.screen.show_message("The disk is full.")
    bench.press("s")
    assert bench.said[-1] == ("skip", "")


def test_the_same_item_again_after_a_decision_must_be_seen_again(bench: Bench) -> None:
    card = bench.show()
    bench.press("s")
    bench.put(card)
    bench.press("s")
    assert bench.said == [("skip", "")]
    bench.see()
    bench.press("s")
    assert bench.said == [("skip", ""), ("skip", "")]


def test_painted_is_told_once_for_a_new_item_and_again_for_a_late_suggestion(bench: Bench, qtbot: QtBot) -> None:
    told: list[str] = []
    bench.screen.painted.connect(lambda: told.append(bench.screen.panel.title.accessibleName()))
    card = bench.show(phase=Phase.NO_IDEA)
    qtbot.waitUntil(lambda: bool(told), timeout=1000)
    seen = len(told)
    bench.put(replace(card, flagged=True))
    bench.see()
    assert len(told) == seen
    late = bench.show(seen=False)
    bench.put(replace(late, item_id=card.item_id, text=card.text))
    qtbot.waitUntil(lambda: len(told) > seen, timeout=1000)


def test_nothing_is_decided_while_busy(bench: Bench) -> None:
    bench.show()
    bench.screen.set_busy(True)
    bench.press(Key.Key_Return, "s", "3", "z", "x", "1")
    assert bench.said == []
    bench.screen.set_busy(False)
    bench.press("1")
    assert bench.said == [("reject", "no_label_fits")]


def test_the_review_pane_takes_no_input_method_but_fields_do(bench: Bench) -> None:
    bench.show()
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not bench.screen.testAttribute(enabled)
    assert not bench.screen.item.text.testAttribute(enabled)
    assert bench.screen.panel.finder.field.testAttribute(enabled)
    assert bench.screen.panel.comment.field.testAttribute(enabled)


# --- search


@pytest.mark.parametrize("opener", ["/", "e", ":"])
def test_two_letters_and_enter_choose_one_of_many(bench: Bench, many: Labels, opener: str) -> None:
    bench.show(many)
    bench.press(opener, "pn", Key.Key_Return)
    assert bench.said == [("choose", "pin_new")]


def test_letters_are_typed_in_the_search_and_arrows_move(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", "sxz")
    assert bench.screen.panel.finder.field.text() == "sxz"
    bench.press(Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace, "pin", Key.Key_Down, Key.Key_Return)
    found = bench.screen.panel.finder
    assert bench.said == [("choose", many[found.places()[1]].name)]


def test_escape_leaves_the_search_and_keys_are_commands_again(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", "pin", Key.Key_Escape)
    assert bench.screen.panel.page is Page.EDITOR
    bench.press("s")
    assert bench.said == [("skip", "")]


def test_finding_the_suggested_label_accepts_it(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", many[0].name, Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_a_held_enter_chooses_nothing_in_the_search(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", "pin")
    bench.hold(Key.Key_Return, "\r")
    assert bench.said == []


def test_enter_on_nothing_found_says_nothing(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", "qqqqqq", Key.Key_Return)
    assert bench.said == []
    assert bench.screen.panel.finder.field.hasFocus()


# --- reasons and comments


def test_x_opens_the_reasons_and_a_digit_rejects(bench: Bench) -> None:
    bench.show()
    bench.press("x")
    assert bench.said == []
    bench.press("4")
    assert bench.said == [("reject", "off_topic")]


def test_enter_rejects_for_the_marked_reason_and_escape_takes_it_back(bench: Bench) -> None:
    bench.show()
    bench.press("x", Key.Key_Escape, Key.Key_Return)
    bench.show()
    bench.press("x", Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert bench.said == [("accept", ""), ("reject", "unreadable")]


def test_reasons_are_closed_when_an_item_comes_back_from_the_end_of_the_queue(bench: Bench) -> None:
    card = bench.show()
    bench.press("x", "1")
    bench.put(Card(Phase.FINISHED))
    bench.put(card)
    assert bench.screen.panel.page is Page.EDITOR
    bench.see()
    bench.press("1")
    assert bench.said == [("reject", "no_label_fits"), ("accept", "")]


def test_a_message_is_seen_in_every_state_and_goes_with_the_next_decision(bench: Bench) -> None:
    bench.show()
    bench.press("g")
    bench.screen.show_message("The disk is full.")
    assert bench.screen.message.isVisible()
    assert bench.screen.message.accessibleName() == "The disk is full."
    bench.press("s")
    assert not bench.screen.message.isVisible()
    bench.put(Card(Phase.FINISHED))
    bench.screen.show_message("Nothing to undo.")
    assert bench.screen.message.isVisible()


def test_what_was_said_of_an_item_goes_with_it(bench: Bench) -> None:
    bench.show()
    bench.screen.show_message("There is no other suggestion for this item.")
    bench.put(Card(Phase.REVIEW, "another", 7, text="Another item"))
    assert not bench.screen.message.isVisible()


def test_a_saved_queue_that_is_over_does_not_call_the_project_finished(bench: Bench) -> None:
    bench.screen.show_screen(Screen(Card(Phase.FINISHED), Progress(total=10, decided=1, left=9), queue="Flagged"))
    assert "Every item is decided" not in bench.screen.state.accessibleName()
    assert "9 left in the project" in bench.screen.top.accessibleName()
    assert "next queue" in bench.words()
    bench.screen.show_screen(Screen(Card(Phase.FINISHED), Progress(total=10, decided=10)))
    assert "Every item is decided" in bench.screen.state.accessibleName()
    assert "in the project" not in bench.screen.top.accessibleName()


def test_a_held_x_opens_the_reasons_and_rejects_nothing(bench: Bench) -> None:
    bench.show()
    bench.press("x")
    bench.hold(Key.Key_Return, "\r")
    assert bench.said == []


def test_a_comment_is_typed_and_saved_with_ctrl_enter(bench: Bench) -> None:
    bench.show()
    bench.press("c", "sxz 1 / ?", Key.Key_Return, "more")
    bench.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.said == [("comment", "sxz 1 / ?\nmore")]
    assert bench.screen.hasFocus()


def test_an_empty_comment_is_never_stored(bench: Bench) -> None:
    bench.show()
    bench.press("c", "  ")
    bench.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.said == []


def test_an_unsaved_comment_waits_for_its_own_item(bench: Bench) -> None:
    first = bench.show()
    bench.press("c", "half a thou", Key.Key_Escape)
    bench.show()
    assert bench.screen.panel.comment.field.toPlainText() == ""
    bench.put(first)
    assert bench.screen.panel.comment.field.toPlainText() == "half a thou"


# --- states


def test_a_blind_item_shows_nothing_of_a_model_and_asks_for_the_answer(bench: Bench, few: Labels) -> None:
    bench.show(few, Phase.BLIND)
    assert bench.screen.panel.title.accessibleName() == "Your answer first, blind item"
    bench.press(Key.Key_Return, Key.Key_Space, "r", "h", "+")
    assert bench.said == []
    bench.press("1")
    assert bench.said == [("choose", "delivery")]


def test_digits_are_dead_on_a_blind_item_with_many_labels(bench: Bench, many: Labels) -> None:
    bench.show(many, Phase.BLIND, slots=tuple(label.name for label in many[:9]))
    bench.press("1", "2", "9")
    assert bench.said == []
    assert "choose" not in bench.words()
    assert bench.screen.panel.page is Page.SEARCH
    assert not bench.screen.panel.finder.field.hasFocus()
    bench.press("/", "tola", Key.Key_Return)
    assert bench.said == [("choose", "top_up_late")]


def test_the_search_on_a_blind_item_keeps_the_tasks_order(bench: Bench, many: Labels) -> None:
    bench.show(many, Phase.BLIND)
    assert bench.screen.panel.finder.places() == list(range(len(many)))


def test_a_second_opinion_waits_for_enter_or_m(bench: Bench) -> None:
    bench.show(phase=Phase.SECOND_OPINION, own_answer="refund")
    page = bench.screen.panel.opinion
    assert (page.mine.face.title, page.models.face.title) == ("refund", "delivery")
    bench.press("1", "s", "x")
    assert bench.said == []
    bench.press(Key.Key_Return)
    bench.show(phase=Phase.SECOND_OPINION, own_answer="refund")
    bench.press("m")
    assert bench.said == [("keep_mine", ""), ("take_models", "")]


def test_a_blind_rejection_is_told_in_words(bench: Bench) -> None:
    bench.show(phase=Phase.SECOND_OPINION, own_reason="off_topic")
    assert bench.screen.panel.opinion.mine.face.title == "Rejected: Off topic"


@pytest.mark.parametrize("phase", [Phase.NO_IDEA, Phase.FAILED])
def test_without_a_suggestion_there_is_nothing_to_accept_but_all_to_choose(bench: Bench, phase: Phase) -> None:
    bench.show(phase=phase)
    bench.press(Key.Key_Return, "r")
    assert bench.said == []
    bench.press("2")
    assert bench.said == [("choose", "payment")]


@pytest.mark.parametrize("phase", [Phase.EMPTY, Phase.LOADING, Phase.FINISHED])
def test_where_there_is_nothing_to_decide_only_undo_is_heard(bench: Bench, phase: Phase) -> None:
    bench.show(phase=phase, text="")
    bench.press(Key.Key_Return, "1", "s", "x", "z")
    assert bench.said == [("undo", "")]
    assert bench.screen.middle.currentWidget() is bench.screen.state


def test_the_finished_queue_says_what_was_done_and_leads_on(bench: Bench) -> None:
    card = bench.show(phase=Phase.FINISHED, text="")
    bench.screen.show_screen(Screen(card, Progress(total=1500, decided=1490, skipped=10, session=212)))
    assert "212" in bench.screen.state.accessibleName()
    assert "1,490" in bench.screen.state.accessibleName()
    bench.screen.state.buttons[0].click()
    assert bench.said == [("next_pass", "")]
    bench.screen.state.buttons[1].click()
    assert bench.went == ["export"]


def test_the_places_do_not_move_with_the_length_of_the_rationale(bench: Bench, many: Labels) -> None:
    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        page = bench.choice
        return [(part.y(), part.height()) for part in (page.card, *page.rows[1:], page.door)]

    card = bench.show(many)
    before = places()
    assert card.suggestion is not None
    long = tuple(replace(candidate, text=candidate.text * 9) for candidate in card.suggestion.candidates)
    bench.put(replace(card, suggestion=replace(card.suggestion, candidates=long[:2])))
    assert places() == before


# --- key bar, history, palette, cheat sheet


def test_the_key_bar_shows_only_what_is_live(bench: Bench, many: Labels) -> None:
    bench.show(many)
    assert {"accept", "choose", "skip", "keys"} <= set(bench.words())
    bench.press("/")
    assert set(bench.words()) == {"choose", "move", "leave the search", "all commands"}
    bench.press(Key.Key_Escape, "x")
    assert {"reason", "reject", "back"} <= set(bench.words())
    assert "accept" not in bench.words()
    bench.show(many, Phase.SECOND_OPINION)
    assert {"keep mine", "take the model's"} <= set(bench.words())


def test_a_click_in_the_key_bar_does_what_the_key_does(bench: Bench) -> None:
    bench.show()
    bench.screen.keys.picked.emit("skip")
    assert bench.said == [("skip", "")]


def test_history_reopens_and_keeps_the_keys_where_they_were(bench: Bench) -> None:
    bench.show()
    QTest.mouseClick(bench.screen.history.chips[0], Qt.MouseButton.LeftButton)
    assert bench.said == [("reopen", "d1")]
    assert bench.screen.hasFocus()


class _Painted(QObject):
    """Where a widget was painted anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return super().eventFilter(watched, event)


def test_the_words_where_the_first_decision_stands_go_with_it(bench: Bench, qtbot: QtBot) -> None:
    card = bench.show()
    bench.screen.show_screen(Screen(card, Progress(total=10)))
    QApplication.processEvents()
    painted = _Painted(bench.screen.history)
    bench.put(card)
    qtbot.waitUntil(lambda: painted.region.contains(QPoint(30, 20)))


def test_the_palette_runs_a_live_action_by_a_few_letters(bench: Bench) -> None:
    bench.show()
    bench.press(Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.screen.palette_sheet.isVisible()
    bench.press("flag", Key.Key_Return)
    assert not bench.screen.palette_sheet.isVisible()
    assert bench.said == [("flag", "")]
    assert bench.screen.hasFocus()


def test_the_palette_opens_from_inside_the_search(bench: Bench, many: Labels) -> None:
    bench.show(many)
    bench.press("/", "pi")
    bench.press(Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.screen.palette_sheet.isVisible()
    bench.press(Key.Key_Escape, Key.Key_Return)
    assert bench.said == [("accept", "")]


def test_the_palette_leads_to_other_screens(bench: Bench) -> None:
    bench.show()
    bench.press(Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
    bench.press("settings", Key.Key_Return)
    assert bench.went == ["settings"]


def test_the_cheat_sheet_names_every_action_and_hears_no_command(bench: Bench) -> None:
    bench.show()
    bench.press("?")
    assert bench.screen.cheat_sheet.isVisible()
    bench.press("s")
    assert not bench.screen.cheat_sheet.isVisible()
    assert bench.said == []
    bench.press("s")
    assert bench.said == [("skip", "")]


# --- mouse, focus, names


def test_a_click_on_a_row_chooses_and_one_on_the_card_accepts(bench: Bench) -> None:
    bench.show()
    QTest.mouseClick(bench.choice.rows[2], Qt.MouseButton.LeftButton)
    bench.show()
    QTest.mouseClick(bench.choice.card, Qt.MouseButton.LeftButton)
    assert bench.said == [("choose", "refund"), ("accept", "")]


def test_a_click_waits_for_the_paint_like_a_key(bench: Bench) -> None:
    bench.show(seen=False)
    QTest.mouseClick(bench.choice.rows[2], Qt.MouseButton.LeftButton)
    assert bench.said == []


def test_keys_work_while_the_item_text_has_the_focus(bench: Bench) -> None:
    bench.show()
    bench.screen.item.text.setFocus()
    bench.press("s")
    assert bench.said == [("skip", "")]


def test_tab_reaches_a_row_and_enter_presses_it_once(bench: Bench) -> None:
    bench.show()
    for _ in range(30):
        if QApplication.focusWidget() is bench.choice.rows[1]:
            break
        bench.press(Key.Key_Tab)
    assert QApplication.focusWidget() is bench.choice.rows[1]
    bench.hold(Key.Key_Return, "\r")
    assert bench.said == []
    bench.press(Key.Key_Return)
    assert bench.said == [("choose", "payment")]


def _controls(screen: QWidget) -> Iterable[QWidget]:
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        yield from (widget for widget in screen.findChildren(kind) if widget.isVisible())


@pytest.mark.parametrize("phase", list(Phase))
def test_every_visible_control_has_an_accessible_name(bench: Bench, phase: Phase) -> None:
    bench.show(phase=phase, own_answer="refund")
    QApplication.processEvents()
    nameless = [widget for widget in _controls(bench.screen) if widget.isEnabled() and not widget.accessibleName()]
    assert nameless == []


def test_names_that_look_like_markup_are_shown_as_they_stand(bench: Bench) -> None:
    labels = (Label("<b>bold</b>", "<img src=x>"), Label("plain"))
    bench.show(labels)
    row = bench.choice.rows[0]
    assert row.accessibleName().startswith("<b>bold</b>")
    assert "&lt;b&gt;bold" in row.toolTip()


# --- the platform


class _Emitter(QObject):
    told = Signal(bool)


def test_emitting_a_thousand_times_takes_no_reference_of_true(bench: Bench) -> None:
    """PySide6 6.12.0 on Python 3.11 lost one at every emit, and the interpreter with it."""
    emitter = _Emitter()
    heard: list[bool] = []
    emitter.told.connect(heard.append)
    card = bench.show()
    gc.collect()
    before = sys.getrefcount(True)
    for _ in range(1_000):
        emitter.told.emit(True)
    heard.clear()
    for _ in range(20):
        bench.put(card)
    gc.collect()
    assert sys.getrefcount(True) >= before - 50
