"""Lists whose entries say several things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.models.row_list import Row, RowLine, RowList
from desktop.theme import Theme

ROWS = [
    Row("v2", (RowLine("a note"), RowLine("openai/some-model")), chip="live"),
    Row("v1", (RowLine("a very long sentence that has to go over two lines in a narrow list", wraps=True),), aside="quiet"),
]


class Listener(QWidget):
    """Holds the list; what the list leaves alone comes here."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def keyPressEvent(self, event: object, /) -> None:  # noqa: N802 - Qt's own name
        self.heard.append(getattr(event, "text")())  # noqa: B009


@pytest.fixture
def rows(qtbot: QtBot, theme: Theme) -> Iterator[RowList]:
    holder = Listener()
    qtbot.addWidget(holder)
    made = RowList(theme, "Things", holder)
    made.resize(240, 300)
    holder.resize(240, 300)
    made.show_rows(ROWS)
    holder.show()
    yield made


def test_an_entry_is_spoken_whole(rows: RowList) -> None:
    assert rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "v2, live, a note, openai/some-model"


def test_a_long_sentence_gets_a_second_line_and_a_short_one_does_not(rows: RowList) -> None:
    one_line = Row("v1", (RowLine("short", wraps=True),))
    tall = rows.sizeHintForRow(1)
    rows.show_rows([ROWS[0], one_line])
    assert rows.sizeHintForRow(1) < tall


def test_enter_opens_and_commands_go_on_to_the_screen(rows: RowList) -> None:
    opened: list[int] = []
    rows.opened.connect(opened.append)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [1]
    holder = rows.parentWidget()
    assert isinstance(holder, Listener)
    QTest.keyClick(rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(rows, "v")
    assert opened == [1]
    assert holder.heard[-2:] == ["\r", "v"]
    assert rows.currentRow() == 1


def test_new_rows_keep_the_mark_without_a_signal(rows: RowList) -> None:
    rows.setCurrentRow(1)
    moved: list[int] = []
    rows.currentRowChanged.connect(moved.append)
    rows.show_rows(list(reversed(ROWS)))
    assert rows.currentRow() == 1
    assert moved == []


def test_the_chip_is_painted_in_its_own_colour(rows: RowList, theme: Theme) -> None:
    picture = rows.viewport().grab().toImage()
    wanted = theme.colour("good_soft")
    row = rows.visualItemRect(rows.item(0))
    found = {picture.pixelColor(x, row.top() + 20).name() for x in range(row.width() - 80, row.width())}
    assert QColor(wanted).name() in found
