"""The sheet with similar decided items."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.suggest.similar import Found, SimilarItem
from desktop.review.similar_sheet import SimilarSheet, decided_by, found_by, label_of
from desktop.theme import Theme

ITEM = SimilarItem(
    7, "Q-7", "Where is my card?", "arrival", "accepted", "", "assisted", "Ana", 1_763_500_000_000_000, 0.91, Found.BOTH
)
Key = Qt.Key


class Hearing(QWidget):
    """What lies beneath the sheet, and the keys that it heard."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        self.heard.append(event.key())


def press(*keys: Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


@pytest.fixture
def over(qtbot: QtBot) -> Hearing:
    made = Hearing()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus, timeout=2000)
    return made


@pytest.fixture
def sheet(over: Hearing, theme: Theme) -> SimilarSheet:
    return SimilarSheet(theme, over)


def test_each_item_tells_its_label_and_who_decided_it_how(sheet: SimilarSheet) -> None:
    assert label_of(ITEM) == "arrival"
    assert decided_by(ITEM).startswith("Ana · accepted · with a suggestion · ")
    assert found_by(ITEM) == "by both"
    rejected = replace(ITEM, label="", verdict="rejected", reason="unreadable")
    assert label_of(rejected) == "Cannot be read"
    assert decided_by(replace(ITEM, decided_by="", provenance="", verdict="", decided_us=0)) == ""


def test_it_waits_then_lists_and_the_keyboard_is_on_the_first(sheet: SimilarSheet) -> None:
    sheet.show_waiting()
    assert sheet.isVisible()
    assert "Looking" in sheet.told
    sheet.show_items([ITEM, replace(ITEM, item_seq=8)])
    assert sheet.told == ""
    assert sheet.list.hasFocus()
    spoken = str(sheet.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("arrival; 91 %; Ana")


def test_enter_opens_the_history_of_the_marked_one(sheet: SimilarSheet, over: Hearing) -> None:
    opened: list[int] = []
    sheet.opened.connect(opened.append)
    sheet.show_waiting()
    sheet.show_items([ITEM, replace(ITEM, item_seq=8)])
    press(Key.Key_Down, Key.Key_Return)
    assert opened == [8]
    assert not sheet.isVisible()
    assert over.hasFocus()


def test_esc_closes_and_what_comes_late_opens_nothing(sheet: SimilarSheet, over: Hearing) -> None:
    sheet.show_waiting()
    press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert over.hasFocus()
    sheet.show_items([ITEM])
    sheet.show_trouble("too late")
    assert not sheet.isVisible()
    assert sheet.items == ()


def test_esc_closes_from_the_list_too_and_forgets_it(sheet: SimilarSheet) -> None:
    sheet.show_waiting()
    sheet.show_items([ITEM])
    press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert sheet.items == ()


def test_nothing_found_is_said(sheet: SimilarSheet) -> None:
    sheet.show_waiting()
    sheet.show_items([])
    assert "Nothing" in sheet.told
    assert "Nothing" in sheet.accessibleDescription()
    press(Key.Key_Return)  # nothing to open
    assert sheet.isVisible()


def test_no_key_reaches_what_lies_beneath(sheet: SimilarSheet, over: Hearing) -> None:
    sheet.show_waiting()
    press(Key.Key_1, Key.Key_X)
    sheet.show_items([ITEM])
    press(Key.Key_1, Key.Key_X, Key.Key_Space)
    assert over.heard == []


@pytest.mark.parametrize("text", ["<b>markup</b> & more", "水壶漏水，请退款", "שלום עולם", "long " * 200])
def test_any_text_is_painted_as_it_stands(sheet: SimilarSheet, text: str) -> None:
    sheet.show_waiting()
    sheet.show_items([replace(ITEM, text=text, label=text)])
    QApplication.processEvents()
    assert not sheet.grab().isNull()
    assert "&lt;b&gt;" in str(sheet.list.currentIndex().data(Qt.ItemDataRole.ToolTipRole)) or "<b>" not in text
