from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from core.domain.content import Content
from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Field, FieldType, Task
from core.review.cards import Candidate, Card, Phase, SuggestionView, Word
from desktop.actions import Scope
from desktop.review.editors.fields import FieldsEditor
from desktop.review.editors.fields_form import RecordForm
from desktop.review.editors.fields_record import FieldState
from desktop.review.marks import MarkRole
from tests.unit.desktop.review.conftest import Bench

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ITEM = "I sent 1,250.00 EUR on 16 November 2026 to ACME Ltd, and on 3 December 2026 nothing had arrived."
FIELDS = (
    Field("payee", FieldType.STRING, "Who gets the money", required=True),
    Field("amount", FieldType.NUMBER),
    Field("sent on", FieldType.DATE),
    Field("currency", FieldType.ENUM, choices=("EUR", "USD", "GBP")),
    Field("country", FieldType.ENUM, choices=("Austria", "Belgium", "France", "Poland", "Spain")),
    Field("urgent", FieldType.BOOLEAN),
    Field("topics", FieldType.LIST),
    Field("days", FieldType.INTEGER),
)
RECORD: dict[str, JsonValue] = {
    "payee": "ACME Ltd",
    "amount": 1250,
    "sent on": "2026-11-16",
    "currency": "EUR",
    "country": "Poland",
    "urgent": True,
    "topics": ["transfer", "delay"],
    "days": None,
}


class Desk:
    """A task of fields on the bench."""

    def __init__(self, bench: Bench, fields: tuple[Field, ...] = FIELDS) -> None:
        self.bench = bench
        self._count = 0
        bench.screen.set_project("Project", "To review", Task("fields", fields=fields))

    @property
    def editor(self) -> FieldsEditor:
        editor = self.bench.screen.panel.editor
        assert isinstance(editor, FieldsEditor)
        return editor

    @property
    def form(self) -> RecordForm:
        body = self.editor.body
        assert isinstance(body, RecordForm)
        return body

    def card(self, record: dict[str, JsonValue] = RECORD, phase: Phase = Phase.REVIEW, text: str = ITEM, **changes: Any) -> Card:
        """The card of a new item."""
        self._count += 1
        card = Card(phase, f"item {self._count}", self._count, text=text, content=Content(text))
        if phase is Phase.REVIEW:
            top = Candidate(record, kind_of("fields").text(record), 80.0)
            card = replace(card, suggestion=SuggestionView(f"s{self._count}", "model", (top,), Word.LIKELY))
        return replace(card, **changes)

    def show(self, record: dict[str, JsonValue] = RECORD, phase: Phase = Phase.REVIEW, text: str = ITEM, **changes: Any) -> Card:
        """Put a new item on the screen, seen for long enough."""
        card = self.card(record, phase, text, **changes)
        self.bench.put(card)
        self.bench.see()
        return card

    def state(self, name: str) -> FieldState:
        return next(row.state for row in self.form.rows if row.field.name == name)

    def problem(self, name: str) -> str:
        return next(row.problem for row in self.form.rows if row.field.name == name)

    def line(self, name: str) -> QLineEdit:
        inner = next(row.control.inner() for row in self.form.rows if row.field.name == name)
        assert isinstance(inner, QLineEdit)
        return inner

    def last(self) -> Any:
        return self.bench.said[-1][1]


@pytest.fixture
def desk(bench: Bench) -> Desk:
    return Desk(bench)


def changed(**values: JsonValue) -> dict[str, JsonValue]:
    return {**RECORD, **{name.replace("_", " "): value for name, value in values.items()}}


# --- keys


def test_accept_correct_and_reject_cost_few_keys(desk: Desk) -> None:
    desk.show()
    desk.bench.press(Key.Key_Return)  # 1
    desk.show()
    desk.bench.press("2", "9")  # 1, and what is typed
    desk.bench.press(Key.Key_Return, modifier=CTRL)  # 2
    desk.show()
    desk.bench.press("x", "6")  # 2
    assert desk.bench.said == [("accept", ""), ("choose", changed(amount=9)), ("reject", "other")]


def test_enter_in_a_field_keeps_it_and_goes_to_the_next(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", Key.Key_Return)
    assert desk.state("payee") is FieldState.ACCEPTED
    assert desk.state("amount") is FieldState.MODELS
    assert desk.line("amount").hasFocus()
    assert desk.bench.said == []


def test_enter_in_the_last_field_goes_on_to_where_enter_submits(desk: Desk) -> None:
    desk.show()
    desk.bench.press("8", "4", Key.Key_Return)
    assert not desk.editor.editing
    assert desk.bench.said == []
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("choose", changed(days=4))]


def test_a_record_whose_fields_were_all_kept_is_accepted(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", *[Key.Key_Return] * 8)
    assert {desk.state(name) for name in RECORD} == {FieldState.ACCEPTED}
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_tab_goes_through_the_fields_and_changes_nothing(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", *[Key.Key_Tab] * 2)
    assert desk.line("sent on").hasFocus()
    assert {desk.state(name) for name in RECORD} == {FieldState.MODELS, FieldState.EMPTY}
    assert desk.bench.screen.scope is Scope.EDITING


def test_commands_sleep_in_a_field_and_wake_after_esc(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", "sxz")
    assert desk.bench.said == []
    assert desk.line("payee").text() == "sxz"
    desk.bench.press(Key.Key_Escape, "s")
    assert desk.bench.said == [("skip", "")]


def test_a_digit_beyond_the_fields_does_nothing(desk: Desk) -> None:
    desk.show()
    desk.bench.press("9")
    assert not desk.editor.editing


@pytest.mark.parametrize(
    ("keys", "name", "value"),
    [
        (("4", "2"), "currency", "USD"),  # by digit
        (("4", "g"), "currency", "GBP"),  # by letter
        (("4", Key.Key_Right), "currency", "USD"),
        (("5", "s"), "country", "Spain"),
        (("5", "1"), "country", "Austria"),
        (("5", Key.Key_Delete), "country", None),
        (("6", "n"), "urgent", False),
        (("6", "2"), "urgent", False),
        (("6", Key.Key_Delete), "urgent", None),
        (("2", "1.300,50"), "amount", 1300.5),
        (("3", "3.12.2026"), "sent on", "3.12.2026"),  # in March or in December: not guessed
        (("3", "16.12.2026"), "sent on", "2026-12-16"),
        (("3", "3 December 2026"), "sent on", "2026-12-03"),
        (("7", "transfer, refund"), "topics", ["transfer", "refund"]),
        (("8", "12"), "days", 12),
        (("1", Key.Key_Delete), "payee", None),
    ],
)
def test_every_type_of_field_is_corrected_by_keys(
    desk: Desk, keys: tuple[str | Qt.Key, ...], name: str, value: JsonValue
) -> None:
    desk.show()
    desk.bench.press(*keys)
    assert desk.editor.record.value(name) == value
    assert desk.bench.said == []


def test_what_is_typed_in_another_notation_stands_in_its_own_afterwards(desk: Desk) -> None:
    desk.show()
    desk.bench.press("3", "16.12.2026", Key.Key_Return)
    assert desk.line("sent on").text() == "2026-12-16"


# --- what is told apart


def test_every_field_says_whose_it_is(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", Key.Key_Return, "9", Key.Key_Return, Key.Key_Delete, Key.Key_Return)
    states = [desk.state(name) for name in ("payee", "amount", "sent on", "currency", "days")]
    assert states == [FieldState.ACCEPTED, FieldState.CORRECTED, FieldState.CLEARED, FieldState.MODELS, FieldState.EMPTY]
    assert desk.line("payee").accessibleDescription().startswith("accepted")
    assert "the model: 1250" in desk.line("amount").accessibleDescription()
    assert desk.editor.card.face.word == "2 of 8 changed"


def test_what_cannot_stand_in_a_field_is_told_at_once_and_not_submitted(desk: Desk) -> None:
    desk.show()
    desk.bench.press("3", "soon")
    assert desk.problem("sent on") == "Has to be a date, as 2026-11-21."
    desk.bench.press(Key.Key_Return)
    assert desk.line("sent on").hasFocus()  # Enter does not go past it
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == []
    assert desk.bench.screen.message.accessibleName() == "sent on: Has to be a date, as 2026-11-21."


def test_a_field_that_has_to_be_filled_in_is_asked_for(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", Key.Key_Delete)
    assert desk.problem("payee") == "Has to be filled in."
    desk.bench.press(Key.Key_Escape, Key.Key_Return)
    assert desk.bench.said == []


def test_an_empty_field_that_is_needed_is_shown_when_it_is_missed(desk: Desk) -> None:
    desk.show(phase=Phase.NO_IDEA)
    desk.bench.press("2", "9")
    assert desk.problem("payee") == ""
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == []
    assert desk.problem("payee") == "Has to be filled in."
    desk.bench.press(Key.Key_Escape, "e", "ACME", Key.Key_Escape, Key.Key_Return)
    assert desk.last() == {**dict.fromkeys(RECORD), "payee": "ACME", "amount": 9}


def test_the_original_is_one_key_away_for_one_field_and_for_all(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", "Other", Key.Key_Return, "9")
    desk.bench.press(Key.Key_R, modifier=CTRL)
    assert desk.line("amount").text() == "1250"
    assert desk.line("payee").text() == "Other"
    desk.bench.press(Key.Key_Escape, "o")
    assert not desk.editor.touched
    desk.bench.press("o")
    assert desk.editor.record.answer() == changed(payee="Other")


# --- the item


def test_values_are_marked_where_they_stand_and_the_current_ones_most(desk: Desk) -> None:
    desk.show()
    marked = {mark.name: ITEM[mark.start : mark.end] for mark in desk.editor.marks()}
    assert marked == {"payee": "ACME Ltd", "amount": "1,250.00", "sent on": "16 November 2026", "currency": "EUR"}
    assert {mark.role for mark in desk.editor.marks()} == {MarkRole.VALUE}
    desk.bench.press("2")
    assert [mark.name for mark in desk.editor.marks() if mark.role is MarkRole.CURRENT] == ["amount"]
    desk.bench.press(Key.Key_Escape)
    assert {mark.role for mark in desk.editor.marks()} == {MarkRole.VALUE}


def test_a_passage_that_is_selected_fills_the_current_field(desk: Desk) -> None:
    desk.show()
    start = ITEM.index("3 December 2026")
    desk.bench.press("3")
    desk.editor.text_selected(start, start + len("3 December 2026"))
    assert desk.editor.record.value("sent on") == "2026-12-03"
    desk.bench.press(Key.Key_Escape)
    desk.editor.text_selected(0, 6)
    assert desk.editor.record.answer() == changed(sent_on="2026-12-03")  # no field is current any more


def test_a_selected_passage_is_added_to_a_list(desk: Desk) -> None:
    desk.show()
    desk.bench.press("7")
    desk.editor.text_selected(ITEM.index("ACME"), ITEM.index("ACME") + 4)
    assert desk.editor.record.value("topics") == ["transfer", "delay", "ACME"]


def test_values_are_found_in_an_item_of_a_megabyte_without_a_wait(desk: Desk, qtbot: QtBot) -> None:
    text = "lorem ipsum dolor sit amet 77 " * 35_000 + ITEM
    desk.show(text=text)
    qtbot.waitUntil(lambda: {"payee", "sent on"} <= {mark.name for mark in desk.editor.marks()}, timeout=3000)
    assert text[desk.editor.marks()[0].start :].startswith("ACME Ltd")
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


# --- safety


@pytest.mark.parametrize(("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_Space, " "), (Key.Key_X, "x")])
def test_a_held_key_decides_nothing(desk: Desk, key: Qt.Key, text: str) -> None:
    desk.show()
    desk.bench.hold(key, text)
    assert desk.bench.said == []


def test_a_held_enter_does_not_run_through_the_fields(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1")
    desk.bench.hold(Key.Key_Return, "\r")
    assert desk.line("payee").hasFocus()
    assert desk.state("payee") is FieldState.MODELS


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
    desk.bench.press(Key.Key_Backspace, "4", Key.Key_Backspace, Key.Key_Escape)
    assert desk.bench.said == []
    assert not desk.editor.touched


def test_an_empty_record_is_submitted_only_by_the_key_that_means_it(bench: Bench) -> None:
    desk = Desk(bench, FIELDS[1:])
    desk.show(phase=Phase.NO_IDEA)
    bench.press(Key.Key_Return, Key.Key_Return)
    assert bench.said == []
    assert "All fields are empty" in bench.screen.message.accessibleName()
    bench.press("0")
    assert bench.said == [("choose", dict.fromkeys([one.name for one in FIELDS[1:]]))]


def test_a_record_with_a_field_that_is_needed_cannot_be_empty(desk: Desk) -> None:
    desk.show(phase=Phase.NO_IDEA)
    desk.bench.press("0", Key.Key_Return)
    assert desk.bench.said == []


# --- items that come and go


def test_a_blind_item_shows_nothing_of_a_model(desk: Desk) -> None:
    card = desk.card(phase=Phase.BLIND)
    desk.bench.put(replace(card, suggestion=SuggestionView("s", "model", (Candidate(RECORD, "x", 99.0),), None)))
    desk.bench.see()
    assert desk.editor.card.face.title == "Answer first"
    assert desk.editor.record.answer() == dict.fromkeys(RECORD)
    assert desk.editor.marks() == ()
    desk.bench.press("1", "ACME")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.last() == {**dict.fromkeys(RECORD), "payee": "ACME"}


def test_a_late_suggestion_fills_only_what_was_not_touched(desk: Desk) -> None:
    asking = desk.show(phase=Phase.ASKING)
    desk.bench.press("1", "Mine")
    late = desk.card()
    desk.bench.put(replace(late, item_id=asking.item_id))
    assert desk.editor.record.answer() == changed(payee="Mine")
    assert desk.line("payee").hasFocus()
    desk.bench.press("!")
    assert desk.line("payee").text() == "Mine!"
    desk.bench.see()
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    assert desk.bench.said == [("choose", changed(payee="Mine!"))]


def test_another_candidate_fills_only_what_was_not_touched(desk: Desk) -> None:
    card = desk.show()
    desk.bench.press("1", "Mine", Key.Key_Escape)
    assert card.suggestion is not None
    second = Candidate({**RECORD, "amount": 7, "payee": "Third"}, "x", 5.0)
    both = replace(card.suggestion, candidates=(*card.suggestion.candidates, second), place=1)
    desk.bench.put(replace(card, suggestion=both))
    assert desk.editor.record.answer() == changed(payee="Mine", amount=7)


def test_a_text_of_several_lines_is_kept_as_it_is(desk: Desk) -> None:
    desk.show({**RECORD, "payee": "ACME\nLtd"})
    desk.bench.press("1", Key.Key_Return, Key.Key_Escape)
    assert not desk.editor.touched


def test_the_next_item_starts_clean_and_what_was_filled_in_comes_back_with_its_item(desk: Desk) -> None:
    first = desk.show()
    desk.bench.press("2", "9")
    desk.bench.press(Key.Key_Return, modifier=CTRL)
    desk.show({**RECORD, "payee": "Other Ltd"})
    assert (desk.editor.touched, desk.editor.editing) == (False, False)
    assert desk.line("payee").text() == "Other Ltd"
    desk.bench.put(first)  # undone
    desk.bench.see()
    desk.bench.see()
    assert desk.editor.record.answer() == RECORD
    desk.bench.press("o")
    assert desk.editor.record.answer() == changed(amount=9)


def test_a_task_with_other_fields_gets_another_form(desk: Desk) -> None:
    desk.show()
    Desk(desk.bench, FIELDS[:2])
    assert [row.field.name for row in desk.form.rows] == ["payee", "amount"]


def test_chinese_values_are_marked_and_typed(bench: Bench) -> None:
    desk = Desk(bench, (Field("收款人"), Field("日期", FieldType.DATE)))
    desk.show({"收款人": "张三", "日期": "2026-11-16"}, text="我在2026年11月16日给张三汇款。")
    assert sorted((mark.start, mark.end) for mark in desk.editor.marks()) == [(2, 13), (14, 16)]
    assert desk.line("收款人").testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not desk.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_segment_is_chosen_by_a_click(desk: Desk, qtbot: QtBot) -> None:
    desk.show()
    control = desk.form.rows[5].control
    desk.form.ensureWidgetVisible(control)
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(control.width() - 10, control.height() // 2))
    assert desk.editor.record.value("urgent") is False


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.show()
    assert all(row.control.inner().accessibleName() for row in desk.form.rows)
