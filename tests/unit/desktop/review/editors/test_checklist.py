from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.domain.json import JsonValue
from core.domain.task import Field, FieldType, Options, Preset, Task
from core.review.cards import Candidate, Card, Phase, SuggestionView, Word
from desktop.review.editors.checklist_body import Checklist
from desktop.review.editors.fields import FieldsEditor
from desktop.review.editors.fields_record import FieldState
from tests.unit.desktop.review.conftest import Bench

Key = Qt.Key
CRITERIA = tuple(Field(name, FieldType.BOOLEAN, f"About {name}.") for name in ("grounded", "complete", "polite", "short", "safe"))
TASK = Task("fields", fields=CRITERIA, options=Options(preset=Preset.CHECKLIST))
ANSWER: dict[str, JsonValue] = {"grounded": True, "complete": False, "polite": True, "short": True, "safe": True}


class Desk:
    """A checklist on the bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._count = 0
        bench.screen.set_project("Project", "To review", TASK)

    @property
    def editor(self) -> FieldsEditor:
        editor = self.bench.screen.panel.editor
        assert isinstance(editor, FieldsEditor)
        return editor

    @property
    def list(self) -> Checklist:
        body = self.editor.body
        assert isinstance(body, Checklist)
        return body

    def card(self, phase: Phase = Phase.REVIEW, answer: dict[str, JsonValue] = ANSWER, **changes: Any) -> Card:
        self._count += 1
        card = Card(phase, f"item {self._count}", self._count, text=f"The text of item {self._count}")
        if phase is Phase.REVIEW:
            card = replace(card, suggestion=SuggestionView("s", "model", (Candidate(answer, "x", 80.0),), Word.LIKELY))
        return replace(card, **changes)

    def show(self, phase: Phase = Phase.REVIEW, answer: dict[str, JsonValue] = ANSWER, **changes: Any) -> Card:
        card = self.card(phase, answer, **changes)
        self.bench.put(card)
        self.bench.see()
        return card

    def states(self) -> list[FieldState]:
        return [row.state for row in self.list.rows]


@pytest.fixture
def desk(bench: Bench) -> Desk:
    return Desk(bench)


def test_accept_correct_and_reject_cost_few_keys(desk: Desk) -> None:
    desk.show()
    desk.bench.press(Key.Key_Return)  # 1
    desk.show()
    desk.bench.press("2", Key.Key_Return)  # 2
    desk.show()
    desk.bench.press("x", "6")  # 2
    assert desk.bench.said == [("accept", ""), ("choose", {**ANSWER, "complete": True}), ("reject", "other")]


def test_a_blind_list_costs_one_key_a_criterion_and_enter(desk: Desk) -> None:
    desk.show(Phase.BLIND)
    desk.bench.press("1", "2", "2", "3", "4", "5", Key.Key_Return)
    assert desk.bench.said == [("choose", ANSWER)]


def test_the_models_answers_are_the_models_until_they_are_pressed(desk: Desk) -> None:
    desk.show()
    assert set(desk.states()) == {FieldState.MODELS}
    assert desk.list.rows[0].accessibleDescription().startswith("model's")
    desk.bench.press("1", "2", "2")
    assert desk.states()[:3] == [FieldState.CORRECTED, FieldState.ACCEPTED, FieldState.MODELS]
    assert desk.list.rows[0].accessibleName() == "grounded: no"


def test_criteria_without_an_answer_are_told_before_anything_is_submitted(desk: Desk) -> None:
    desk.show(Phase.BLIND)
    desk.bench.press("1", "2", "3", Key.Key_Return)
    assert desk.bench.said == []
    assert desk.bench.screen.message.accessibleName().startswith("3 of 5 answered")
    desk.bench.press("y", Key.Key_Return)
    assert desk.bench.said == [("choose", dict.fromkeys(ANSWER, True))]


def test_yes_to_the_rest_is_live_only_while_something_is_left(desk: Desk) -> None:
    card = desk.show(answer={**ANSWER, "safe": None})
    assert desk.editor.possible("rest_yes", card)
    desk.bench.press("y")
    assert not desk.editor.possible("rest_yes", card)
    assert desk.states()[-1] is FieldState.OWN
    desk.bench.press("y", Key.Key_Return)
    assert desk.bench.said == [("choose", ANSWER)]


def test_an_empty_list_cannot_be_meant(desk: Desk) -> None:
    desk.show(Phase.NO_IDEA)
    desk.bench.press("0", Key.Key_Return)
    assert desk.bench.said == []


def test_the_original_is_one_key_away_both_ways(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", "o")
    assert not desk.editor.touched
    desk.bench.press("o", Key.Key_Return)
    assert desk.bench.said == [("choose", {**ANSWER, "grounded": False})]


def test_flipping_twice_is_the_suggestion_again(desk: Desk) -> None:
    desk.show()
    desk.bench.press("1", "1", Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


@pytest.mark.parametrize(("key", "text"), [(Key.Key_Return, "\r"), (Key.Key_1, "1"), (Key.Key_Y, "y")])
def test_a_held_key_changes_and_decides_nothing(desk: Desk, key: Qt.Key, text: str) -> None:
    desk.show()
    desk.bench.hold(key, text)
    assert desk.bench.said == []
    assert not desk.editor.touched


def test_nothing_is_decided_before_it_was_painted_for_150_ms(desk: Desk) -> None:
    desk.bench.put(desk.card())
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == []
    QApplication.processEvents()
    desk.bench.clock.pass_ms(160)
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("accept", "")]


def test_backspace_does_nothing(desk: Desk) -> None:
    desk.show()
    desk.bench.press(Key.Key_Backspace, "9", "0")
    assert desk.bench.said == []
    assert not desk.editor.touched


def test_a_late_suggestion_answers_only_what_was_not_pressed(desk: Desk) -> None:
    asking = desk.show(Phase.ASKING)
    desk.bench.press("1", "1")
    desk.bench.put(replace(desk.card(), item_id=asking.item_id, text=asking.text))
    assert desk.states() == [FieldState.CORRECTED, *[FieldState.MODELS] * 4]
    desk.bench.see()
    desk.bench.press(Key.Key_Return)
    assert desk.bench.said == [("choose", {**ANSWER, "grounded": False})]


def test_a_blind_list_shows_nothing_of_a_model(desk: Desk) -> None:
    view = SuggestionView("s", "model", (Candidate(ANSWER, "x", 99.0),), None)
    desk.bench.put(replace(desk.card(Phase.BLIND), suggestion=view))
    assert set(desk.states()) == {FieldState.EMPTY}
    assert desk.editor.card.face.title == "Answer first"


def test_the_next_item_starts_clean_and_an_undone_one_too(desk: Desk) -> None:
    first = desk.show()
    desk.bench.press("1", Key.Key_Return)
    desk.show()
    assert set(desk.states()) == {FieldState.MODELS}
    desk.bench.put(first)
    assert set(desk.states()) == {FieldState.MODELS}


def test_a_row_is_pressed_by_a_click(desk: Desk) -> None:
    desk.show()
    QTest.mouseClick(desk.list.rows[1], Qt.MouseButton.LeftButton)
    assert desk.editor.record.value("complete") is True
