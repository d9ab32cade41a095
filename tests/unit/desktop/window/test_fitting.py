"""A window comes up no larger than its screen, wherever it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.window.fitting import fit_to_screen, fitted

LEAST = QSize(760, 520)


@pytest.mark.parametrize(
    ("wanted", "room"),
    [
        (QRect(60, 40, 1280, 800), QRect(0, 0, 1000, 650)),  # left at 100 %, opened at 200 %
        (QRect(900, 600, 1280, 800), QRect(0, 25, 1366, 700)),
        (QRect(-3000, 0, 1280, 800), QRect(0, 0, 1920, 700)),  # on a screen that is gone
    ],
)
def test_a_window_fits_into_its_screen_with_its_frame(wanted: QRect, room: QRect) -> None:
    placed = fitted(wanted, room, LEAST)
    assert room.contains(placed)
    assert placed.top() > room.top()


def test_a_window_that_has_room_keeps_its_size_and_none_gets_too_small() -> None:
    assert fitted(QRect(60, 40, 800, 600), QRect(0, 0, 1920, 1080), LEAST) == QRect(60, 40, 800, 600)
    assert fitted(QRect(0, 0, 1280, 800), QRect(0, 0, 640, 400), LEAST).size() == LEAST


def test_a_window_larger_than_the_screen_of_this_test_is_made_smaller(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    available = window.screen().availableGeometry()
    window.resize(available.width() + 500, available.height() + 500)
    fit_to_screen(window)
    assert available.contains(window.geometry())
