"""Boxes to tick, numbers, and choices with long names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.look import sheet
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.models.number_box import NumberBox
from desktop.screens.models.tick import Tick
from desktop.theme import Theme


def test_space_and_enter_tick(qtbot: QtBot, theme: Theme) -> None:
    tick = Tick(theme, "&Reasons")
    qtbot.addWidget(tick)
    tick.show()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    assert not tick.isChecked()


def test_a_ticked_box_looks_another_way(qtbot: QtBot, theme: Theme) -> None:
    tick = Tick(theme, "Reasons")
    qtbot.addWidget(tick)
    tick.show()
    before = tick.grab().toImage()
    tick.setChecked(True)
    assert tick.grab().toImage() != before


def test_a_number_has_room_under_the_stylesheet(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setStyleSheet(sheet(theme))
    box = NumberBox(1, 64)
    QVBoxLayout(holder).addWidget(box)
    holder.resize(200, 80)
    holder.show()
    box.setValue(8)
    assert box.lineEdit().width() > 100
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 9


def test_a_long_name_does_not_make_a_screen_wide(qtbot: QtBot, theme: Theme) -> None:
    combo = ElidedCombo()
    qtbot.addWidget(combo)
    narrow = combo.minimumSizeHint().width()
    combo.addItem("a model with a name that goes on and on " * 10, "long")
    assert combo.minimumSizeHint().width() == narrow
    combo.resize(160, 32)
    combo.show()
    assert not combo.grab().isNull()
    assert combo.currentData() == "long"
