"""The editor of prompts gives back what it was shown, changed only where somebody typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.llm.types import Connection
from core.prompts.content import (
    Contract,
    ExamplePolicy,
    InputFormat,
    PromptContent,
    ShotForm,
    ShotsBy,
    TemplateMessage,
)
from core.prompts.render import prompt_error
from desktop.operations.prompts import Draft
from desktop.screens.prompts.editor import PromptEditor
from desktop.theme import Theme

CONNECTIONS = (Connection("small", "openai/small-2026"), Connection("large", "openai/large-2026"))
CONTENT = PromptContent(
    (
        TemplateMessage("system", "Choose.\n{{ labels }}"),
        TemplateMessage("user", "{{ input }}"),
        TemplateMessage("assistant", "{"),
        TemplateMessage("user", "Sure?"),
    ),
    "openai/small-2026",
    {"temperature": 0.5},
    max_tokens=300,
    contract=Contract(rationale=True, steps=("first", "then"), language="de", retry_ungrounded=True),
    examples=ExamplePolicy(ShotsBy.FIXED, 5, ShotForm.OUTPUTS, seed=7, token_budget=900, items=("ab", "cd")),
    input_format=InputFormat.XML,
    candidates=3,
    prefill=False,
)
DRAFT = Draft(CONTENT, "small", 4, "a note")


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> PromptEditor:
    made = PromptEditor(theme)
    qtbot.addWidget(made)
    made.set_choices(CONNECTIONS, ("labels", "input"))
    made.show()
    return made


def test_what_was_not_touched_comes_back_as_it_was(editor: PromptEditor) -> None:
    editor.show_draft(DRAFT)
    assert editor.draft() == DRAFT
    assert editor.draft().content.hash == CONTENT.hash
    assert not editor.written_on


def test_typing_changes_one_message_and_is_told(editor: PromptEditor) -> None:
    told: list[bool] = []
    editor.changed.connect(lambda: told.append(True))
    editor.show_draft(DRAFT)
    assert told == []
    QTest.keyClicks(editor.templates["user"], "Item: ")
    content = editor.draft().content
    assert told
    assert editor.written_on
    assert content == replace(
        CONTENT, messages=(CONTENT.messages[0], TemplateMessage("user", "Item: {{ input }}"), *CONTENT.messages[2:])
    )


def test_another_model_pins_its_full_name(editor: PromptEditor) -> None:
    editor.show_draft(DRAFT)
    QTest.keyClick(editor.model, Qt.Key.Key_Down)
    assert editor.draft().connection == "large"
    assert editor.draft().content.model == "openai/large-2026"


def test_a_version_keeps_the_model_that_it_pinned_when_its_connection_was_removed(editor: PromptEditor) -> None:
    editor.show_draft(replace(DRAFT, connection="gone"))
    assert "removed" in editor.model.currentText()
    assert editor.draft() == replace(DRAFT, connection="gone")


def test_an_empty_system_message_is_left_out_and_a_new_one_stands_first(editor: PromptEditor) -> None:
    editor.show_draft(DRAFT)
    editor.templates["system"].clear()
    assert [one.role for one in editor.draft().content.messages] == ["user", "assistant", "user"]
    editor.show_draft(Draft(PromptContent((TemplateMessage("user", "{{ input }}"),), "m"), "small"))
    QTest.keyClicks(editor.templates["system"], "Be brief.")
    assert editor.draft().content.messages[0] == TemplateMessage("system", "Be brief.")


def test_the_line_of_an_error_is_marked_in_its_message_alone(editor: PromptEditor) -> None:
    editor.show_draft(DRAFT)
    editor.show_error(prompt_error("system", 2, "there is no variable 'x'."))
    assert (editor.templates["system"].marked, editor.templates["user"].marked) == (2, None)
    assert "no variable 'x'" in editor.wrong.text
    editor.show_error(UserError("other", "Something else."))
    assert editor.templates["system"].marked is None
    assert editor.wrong.text == "Something else."
    editor.show_error(None)
    assert editor.wrong.text == ""


def test_parameters_that_are_no_json_are_refused(editor: PromptEditor) -> None:
    editor.show_draft(DRAFT)
    editor.options.params.setText("{temperature}")
    with pytest.raises(UserError, match="JSON"):
        editor.draft()


def test_without_a_model_there_is_no_prompt(qtbot: QtBot, theme: Theme) -> None:
    empty = PromptEditor(theme)
    qtbot.addWidget(empty)
    with pytest.raises(UserError, match="no model"):
        empty.draft()


def test_a_version_that_is_looked_at_takes_no_typing(qtbot: QtBot, theme: Theme) -> None:
    viewer = PromptEditor(theme, read_only=True)
    qtbot.addWidget(viewer)
    viewer.set_choices(CONNECTIONS, ())
    viewer.show_draft(DRAFT)
    viewer.show()
    for widget in (*viewer.templates.values(), viewer.note, viewer.options.params, viewer.options.shots, viewer.model):
        QTest.keyClicks(widget, "9")
    QTest.keyClick(viewer.options.rationale, Qt.Key.Key_Space)
    assert viewer.draft() == DRAFT


def test_only_what_matters_is_awake(editor: PromptEditor) -> None:
    editor.show_draft(replace(DRAFT, content=replace(CONTENT, examples=ExamplePolicy(), contract=Contract())))
    assert not editor.options.shots.isEnabled()
    assert not editor.options.steps.isVisible()
    QTest.keyClick(editor.options.by, Qt.Key.Key_Down)
    assert editor.options.shots.isEnabled()
    QTest.keyClick(editor.options.rationale, Qt.Key.Key_Space)
    assert editor.options.steps.isVisible()


def test_the_line_that_is_written_on_stays_in_sight_when_an_error_comes(editor: PromptEditor, qtbot: QtBot) -> None:
    editor.resize(480, 420)
    editor.show_draft(replace(DRAFT, content=replace(CONTENT, messages=(TemplateMessage("user", "\n" * 9 + "last"),))))
    user = editor.templates["user"]
    editor.activateWindow()
    user.setFocus()
    qtbot.waitUntil(user.hasFocus)
    user.go_to(10)
    editor.show_error(prompt_error("user", 10, "there is no variable 'x', and this goes on over several lines. " * 3))
    cursor = user.viewport().mapTo(editor, user.cursorRect().bottomLeft()).y()
    assert 0 < cursor < editor.wrong.y()
