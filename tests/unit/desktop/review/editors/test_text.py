from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.task import Options, Task
from core.review.cards import Candidate, Card, Phase, Progress, Rationale, Screen, SuggestionView, Word
from desktop.actions import Scope
from desktop.review.editors.text import TextEditor
from tests.unit.desktop.review.conftest import Bench

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
DRAFT = "Thank you for waiting. Your transfer arrives within a few days. Please write again if it does not."
OTHER = "Please wait a little longer."
TASK = Task("text", options=Options(instruction="Write the reply."))


class Desk:
    """A text task on the bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._count = 0
        bench.screen.set_project("Project", "To review", TASK)

    @property
    def editor(self) -> TextEditor:
        editor = self.bench.screen.panel.editor
        assert isinstance(editor, TextEditor)
        return editor

    def card(self, *drafts: str, phase: Phase = Phase.REVIEW, **changes: Any) -> Card:
        """The card of a new item."""
        self._count += 1
        card = Card(phase, f"item {self._count}", self._count, text=f"The text of item {self._count}")
        if phase is Phase.REVIEW:
            candidates = tuple(Candidate(draft, draft, 91.0) for draft in drafts or (DRAFT,))
            view = SuggestionView(f"s{self._count}", "model", candidates, Word.LIKELY, Rationale("words", text="Why it says so."))
            card = replace(card, suggestion=view)
        return replace(card, **changes)

    def show(self, *drafts: str, phase: Phase = Phase.REVIEW, **changes: Any) -> Card:
        """Put a new item on the screen, seen for long enough."""
        card = self.card(*drafts, phase=phase, **changes)
        self.bench.put(card)
        self.bench.see()
        return card

    def compared(self, qtbot: QtBot, wanted: str) -> None:
        """Wait until the card says of the edit what it amounts to."""
        qtbot.waitUntil(lambda: self.editor.card.face.word == wanted, timeout=2000)


@pytest.fixture
def desk(bench: Bench) -> Desk:
    return Desk(bench)


def count(desk: Desk, *presses: Callable[[], None]) -> int:
    """Do the presses, one key each, and say how many they were."""
    for press in presses:
        press()
    return len(presses)


# --- keys


def test_accept_correct_and_reject_cost_few_keys(desk: Desk) -> None:
    press = desk.bench.press
    desk.show()
    accept = count(desk, lambda: press(Key.Key_Return))
    desk.show()
    correct = count(desk, lambda: press("e"), lambda: press("!"), lambda: press(Key.Key_Return, modifier=CTRL))
    desk.show()
    reject = count(desk, lambda: press("x"), lambda: press("6"))
    assert desk.bench.said == [("accept", ""), ("choose", DRAFT + "!"), ("reject", "other")]
    assert (accept, correct - 1, reject) == (1, 2, 2)  # a correction: into the field and out of it, besides what is typed


def test_e_writes_at_the_end_and_esc_leaves_the_field_with_what_was_written(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", " Bye.", Key.Key_Escape)
    assert not desk.editor.editing
    assert desk.editor.field.text == DRAFT + " Bye."
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("choose", DRAFT + " Bye.")]


def test_commands_sleep_in_the_field_and_letters_are_letters(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", "sxzr1?", Key.Key_Return, "f", Key.Key_Backspace)
    assert desk.bench.said == []
    assert desk.editor.field.text == DRAFT + "sxzr1?\n"
    assert desk.bench.screen.scope is Scope.EDITING


def test_ctrl_enter_without_a_change_accepts(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("accept", "")]


def test_a_text_that_is_the_suggestion_again_accepts_it(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", "!", Key.Key_Backspace, Key.Key_Escape, Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_the_command_palette_opens_from_inside_the_field(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", "one")
    desk.bench.press(Key.Key_K, modifier=CTRL)
    assert desk.bench.screen.palette_sheet.isVisible()
    assert desk.editor.field.text == DRAFT + "one"


def test_ctrl_z_takes_back_what_was_typed_and_not_a_decision(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", "x")
    desk.bench.press(Key.Key_Z, modifier=CTRL)
    assert desk.bench.said == []
    assert desk.editor.field.text == DRAFT


# --- the way back


def test_o_goes_to_the_original_and_once_more_to_ones_own(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", " Mine.", Key.Key_Escape, "o")
    assert desk.editor.field.text == DRAFT
    assert not desk.editor.touched
    desk.bench.press("o")
    assert desk.editor.field.text == DRAFT + " Mine."
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("choose", DRAFT + " Mine.")]


def test_ctrl_r_does_the_same_from_inside(desk: Desk) -> None:
    desk.show()
    desk.bench.press("e", "?")
    desk.bench.press(Key.Key_R, modifier=CTRL)
    assert desk.editor.field.text == DRAFT
    desk.bench.press(Key.Key_R, modifier=CTRL)
    assert desk.editor.field.text == DRAFT + "?"
    assert desk.bench.said == []


def test_there_is_no_way_back_where_nothing_was_changed(desk: Desk) -> None:
    card = desk.show()
    assert not desk.editor.possible("original", card)
    desk.bench.press("e", "!")
    assert desk.editor.possible("original", card)


# --- what is told apart


def test_the_draft_is_visibly_the_models_until_it_is_touched(desk: Desk, qtbot: QtBot) -> None:
    desk.show()
    assert (desk.editor.card.face.title, desk.editor.card.face.models) == ("The model's draft", True)
    assert desk.editor.card.face.word == "91 %"
    assert desk.editor.field.accessibleName() == "The model's draft"
    desk.bench.press("e", "!")
    assert desk.editor.field.accessibleName() == "Your text"
    desk.compared(qtbot, "small edit")
    assert (desk.editor.card.face.title, desk.editor.card.face.models) == ("Your text", False)


def test_a_larger_change_is_a_correction(desk: Desk, qtbot: QtBot) -> None:
    desk.show()
    desk.bench.press("e")
    desk.editor.field.selectAll()
    desk.bench.press("No.")
    desk.compared(qtbot, "correction")


def test_the_diff_strikes_what_went_and_underlines_what_came(desk: Desk, qtbot: QtBot) -> None:
    desk.show("We reply within two days.")
    desk.bench.press("e")
    desk.editor.field.selectAll()
    desk.bench.press("We reply within nine days.")
    desk.compared(qtbot, "correction")  # a number changed
    assert _formats(desk) == {"two": "struck", "nine": "underlined"}
    desk.bench.press(Key.Key_Escape, "o")
    assert desk.editor.diff.page.toPlainText() == ""


def _formats(desk: Desk) -> dict[str, str]:
    """What is struck or underlined in the diff, sign by sign as Qt holds it, put together to words."""
    page = desk.editor.diff.page
    found: dict[str, str] = {"struck": "", "underlined": ""}
    cursor = QTextCursor(page.document())
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        form = cursor.charFormat()
        sign = page.toPlainText()[cursor.position() - 1]
        found["struck"] += sign if form.fontStrikeOut() else ""
        found["underlined"] += sign if form.fontUnderline() else ""
    return {word.strip(): how for how, word in found.items()}


def test_twenty_thousand_characters_are_typed_in_without_a_wait(desk: Desk, qtbot: QtBot) -> None:
    draft = "".join(f"Sentence {n} of a long draft that nobody wants to wait for.\n" for n in range(340))
    assert len(draft) > 20_000
    desk.show(draft)
    desk.bench.press("e", "x")
    began = time.perf_counter()
    desk.bench.press("y" * 20)
    assert time.perf_counter() - began < 1.0  # the comparison is off the key path: it would take as long for each of them
    qtbot.waitUntil(lambda: "yyyy" in desk.editor.diff.page.toPlainText(), timeout=2000)
    assert len(desk.editor.diff.page.toPlainText()) < 500  # of what is kept only what lies around


# --- safety


@pytest.mark.parametrize(("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_Space, " "), (Key.Key_X, "x"), (Key.Key_S, "s")])
def test_a_held_key_decides_nothing(desk: Desk, key: Qt.Key, text: str) -> None:
    desk.show()
    desk.bench.hold(key, text)
    assert desk.bench.said == []


def test_nothing_is_decided_before_it_was_painted_for_150_ms(desk: Desk) -> None:
    desk.bench.put(desk.card())
    desk.bench.press(Key.Key_Return)
    QApplication.processEvents()
    desk.bench.clock.pass_ms(100)
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == []
    desk.bench.clock.pass_ms(60)
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_backspace_decides_nothing(desk: Desk) -> None:
    desk.show()
    desk.bench.press(Key.Key_Backspace, Key.Key_Delete)
    assert desk.bench.said == []
    assert desk.editor.field.text == DRAFT


def test_an_empty_text_is_never_submitted(desk: Desk) -> None:
    desk.show(phase=Phase.NO_IDEA)
    desk.bench.press(Key.Key_Return, "e", "  ")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    desk.show()
    desk.bench.press("e")
    desk.editor.field.selectAll()
    desk.bench.press(Key.Key_Backspace)
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == []
    assert "There is no text yet" in desk.bench.screen.message.accessibleName()


def test_a_text_that_is_too_long_is_told(desk: Desk) -> None:
    desk.bench.screen.set_project("P", "Q", Task("text", options=Options(max_length=10)))
    desk.show(phase=Phase.NO_IDEA)
    desk.bench.press("e", "eleven and more")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == []
    assert "15" in desk.bench.screen.message.accessibleName()


# --- items that come and go


def test_a_blind_item_shows_nothing_of_a_model(desk: Desk) -> None:
    card = desk.card(phase=Phase.BLIND)
    told = SuggestionView("s", "model", (Candidate("SECRET", "SECRET", 99.0),), None)
    desk.bench.put(replace(card, suggestion=told))  # were one to come by mistake
    desk.bench.see()
    assert desk.editor.field.text == ""
    assert desk.editor.card.face.title == "Answer first"
    assert not desk.editor.possible("original", card)
    desk.bench.press("e", "Mine.")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("choose", "Mine.")]


def test_a_late_suggestion_leaves_alone_what_is_written(desk: Desk, qtbot: QtBot) -> None:
    asking = desk.show(phase=Phase.ASKING)
    desk.bench.press("e", "Mine")
    late = desk.card()
    desk.bench.put(replace(late, item_id=asking.item_id, text=asking.text))
    assert desk.editor.field.text == "Mine"
    assert desk.editor.editing
    desk.bench.press("!")
    desk.compared(qtbot, "correction")
    desk.bench.see()
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("choose", "Mine!")]


def test_a_late_suggestion_does_not_come_in_under_the_cursor(desk: Desk) -> None:
    asking = desk.show(phase=Phase.ASKING)
    desk.bench.press("e")
    late = desk.card()
    desk.bench.put(replace(late, item_id=asking.item_id, text=asking.text))
    desk.bench.see()
    assert desk.editor.field.text == ""
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == []  # what is not shown is not accepted
    desk.bench.press(Key.Key_Escape)
    assert desk.editor.field.text == DRAFT
    desk.bench.see()
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_a_late_suggestion_fills_a_field_that_nobody_is_in(desk: Desk) -> None:
    asking = desk.show(phase=Phase.ASKING)
    desk.bench.put(replace(desk.card(), item_id=asking.item_id, text=asking.text))
    assert desk.editor.field.text == DRAFT
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == []
    desk.bench.see()
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_candidates_take_the_place_of_an_untouched_draft_only(desk: Desk) -> None:
    card = desk.show(DRAFT, OTHER)
    assert card.suggestion is not None
    walked = replace(card, suggestion=replace(card.suggestion, place=1))
    desk.bench.put(walked)
    assert desk.editor.field.text == OTHER
    desk.bench.see()
    desk.bench.press("e", "!", Key.Key_Escape)
    desk.bench.put(card)
    assert desk.editor.field.text == OTHER + "!"


def test_the_next_item_starts_clean_and_what_was_written_comes_back_with_its_item(desk: Desk) -> None:
    first = desk.show()
    desk.bench.press("e", " Mine.")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    desk.show(OTHER)
    assert (desk.editor.field.text, desk.editor.touched, desk.editor.editing) == (OTHER, False, False)
    desk.bench.put(first)  # undone
    desk.bench.see()
    desk.bench.see()
    assert (desk.editor.field.text, desk.editor.touched) == (DRAFT, False)
    desk.bench.press("o")
    assert desk.editor.field.text == DRAFT + " Mine."


def test_the_last_item_of_a_queue_starts_clean_when_it_is_undone(desk: Desk) -> None:
    card = desk.show()
    desk.bench.press("e", " Mine.")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    desk.bench.screen.show_screen(Screen(Card(Phase.FINISHED), Progress()))
    desk.bench.put(card)
    assert (desk.editor.field.text, desk.editor.touched) == (DRAFT, False)


def test_what_could_not_be_saved_stays_as_it_was_written(desk: Desk) -> None:
    card = desk.show()
    desk.bench.press("e", " Mine.")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    desk.bench.screen.show_message("The disk is full.")
    desk.bench.put(card)
    assert desk.editor.field.text == DRAFT + " Mine."


def test_a_flag_changes_nothing_in_the_field(desk: Desk) -> None:
    card = desk.show()
    desk.bench.press("e", " Mine.", Key.Key_Escape)
    desk.bench.put(replace(card, flagged=True))
    assert desk.editor.field.text == DRAFT + " Mine."


# --- texts of every sort


def test_what_is_accepted_is_never_rewritten_by_the_field(desk: Desk) -> None:
    odd = "One\r\nline\u00a0with odd\u2028spaces and \U0001f469\u200d\U0001f4bb"
    desk.show(odd)
    assert not desk.editor.touched
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]
    desk.show(odd)
    desk.bench.press("e", "!")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said[-1] == ("choose", "One\nline\u00a0with odd\nspaces and \U0001f469\u200d\U0001f4bb!")


def test_a_text_from_right_to_left_stands_so(desk: Desk) -> None:
    desk.show("شكرا لانتظارك. سيصل التحويل غدا.")
    assert desk.editor.field.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft


def test_chinese_is_typed_with_an_input_method(desk: Desk, qtbot: QtBot) -> None:
    desk.show("感谢您的等待。")
    assert desk.editor.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    desk.bench.press("e")
    event = QInputMethodEvent("nihao", [])
    QApplication.sendEvent(desk.editor.field, event)
    assert desk.editor.field.text == "感谢您的等待。"  # not composed yet
    event = QInputMethodEvent("", [])
    event.setCommitString("您好")
    QApplication.sendEvent(desk.editor.field, event)
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("choose", "感谢您的等待。您好")]


def test_an_item_of_a_megabyte_is_answered_like_any_other(desk: Desk) -> None:
    desk.show(text="A long line without an end. " * 37_000)
    desk.bench.press("e", "!")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("choose", DRAFT + "!")]


def test_parts_stand_where_they_stood_whatever_the_text(desk: Desk) -> None:
    desk.show()
    places = [part.geometry() for part in (desk.editor.card, desk.editor.box, desk.editor.diff)]
    desk.show("word " * 3000)
    desk.bench.press("e", "x" * 30, Key.Key_Escape)
    QTest.qWait(0)
    assert [part.geometry() for part in (desk.editor.card, desk.editor.box, desk.editor.diff)] == places
