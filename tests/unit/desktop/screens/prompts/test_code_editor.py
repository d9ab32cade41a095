"""The editor of templates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.prompts.code_editor import CodeEditor
from desktop.theme import Theme


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> Iterator[CodeEditor]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = CodeEditor(theme, "System message")
    down = QVBoxLayout(holder)
    down.addWidget(made)
    down.addWidget(QLineEdit())
    holder.resize(500, 500)
    holder.show()
    holder.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def test_tab_leaves_the_editor_and_types_nothing(editor: CodeEditor) -> None:
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    assert editor.toPlainText() == "a"


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_S, Qt.Key.Key_Return])
def test_commands_of_the_screen_pass_and_change_nothing(editor: CodeEditor, key: Qt.Key) -> None:
    editor.setPlainText("one\ntwo")
    QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "one\ntwo"


def test_the_wrong_line_looks_another_way_and_is_spoken(editor: CodeEditor) -> None:
    editor.setPlainText("one\ntwo\nthree")
    before = editor.grab().toImage()
    editor.mark(2)
    assert editor.grab().toImage() != before
    assert "2" in editor.accessibleDescription()
    editor.mark(None)
    assert editor.grab().toImage() == before
    assert editor.accessibleDescription() == ""


def test_a_line_can_be_gone_to(editor: CodeEditor) -> None:
    editor.setPlainText("one\ntwo\nthree")
    editor.go_to(3)
    assert editor.textCursor().blockNumber() == 2


def test_the_editor_grows_with_its_text_up_to_a_bound(editor: CodeEditor) -> None:
    editor.setPlainText("one")
    least = editor.height()
    editor.setPlainText("\n" * 8)
    middle = editor.height()
    editor.setPlainText("\n" * 400)
    assert least < middle < editor.height() < 400
    assert editor.gutter_width() > 0
