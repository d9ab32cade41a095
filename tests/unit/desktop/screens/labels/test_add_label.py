from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.labels.add_label import AddLabel
from desktop.theme import Theme

Key = Qt.Key


class Opened:
    """The sheet over a window, driven by keys."""

    def __init__(self, sheet: AddLabel) -> None:
        self.sheet = sheet
        self.added: list[object] = []
        sheet.added.connect(self.added.append)

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            (QTest.keyClicks if isinstance(key, str) else QTest.keyClick)(target, key)  # pyright: ignore[reportArgumentType, reportCallIssue] - one of the two takes each


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus, timeout=2000)
    return made


def opened(theme: Theme, window: QWidget, start: str = "") -> Opened:
    sheet = AddLabel(theme, window, ["fees", "retired"], start)
    made = Opened(sheet)
    sheet.open()
    return made


def test_a_name_and_enter_are_enough(theme: Theme, window: QWidget) -> None:
    found = opened(theme, window)
    found.press("  tax  ", Key.Key_Return)
    assert found.added == [{"name": "tax", "description": ""}]
    assert window.hasFocus()


def test_a_description_goes_along(theme: Theme, window: QWidget) -> None:
    found = opened(theme, window, "Money > ")
    found.press("Tax", Key.Key_Tab, "About tax.", Key.Key_Return)
    assert found.added == [{"name": "Money > Tax", "description": "About tax."}]


@pytest.mark.parametrize("name", ["", "   ", "fees", "retired", "x" * 201])
def test_what_is_no_name_or_is_taken_is_refused_in_place(theme: Theme, window: QWidget, name: str) -> None:
    found = opened(theme, window)
    found.press(name, Key.Key_Return)
    assert found.added == []
    assert found.sheet.isVisible()
    assert found.sheet.notice.text
    found.press("y")
    assert not found.sheet.notice.text


def test_escape_and_cancel_add_nothing(theme: Theme, window: QWidget) -> None:
    found = opened(theme, window)
    found.press("tax", Key.Key_Escape)
    other = opened(theme, window)
    other.press("tax", Key.Key_Tab, Key.Key_Tab, Key.Key_Return)
    assert (found.added, other.added) == ([], [])
    assert window.hasFocus()


def test_tab_stays_on_the_sheet_and_every_field_has_a_name(theme: Theme, window: QWidget) -> None:
    found = opened(theme, window)
    seen: list[QWidget | None] = []
    for _ in range(5):
        seen.append(QApplication.focusWidget())
        found.press(Key.Key_Tab)
    sheet = found.sheet
    assert seen == [sheet.name, sheet.description, sheet.cancel, sheet.add, sheet.name]
    assert all(field.accessibleName() for field in (sheet.name, sheet.description))
