"""The table under the keys and the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.queues.views import Sort, SortBy
from desktop.screens.items.columns import PLACES
from desktop.screens.items.model import PAGE
from desktop.screens.items.view import ItemsView
from desktop.theme import Scheme, Theme
from tests.unit.desktop.screens.items.rows import row, rows

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ItemsView:
    made = ItemsView(theme)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.items.show_seqs(np.arange(1, 1_000_001))
    made.items.put(0, rows(1, PAGE + 1))
    made.mark(0)
    return made


def spot(view: ItemsView, at: int, column: str) -> QPoint:
    return view.visualRect(view.items.index(at, PLACES[column])).center()


def test_the_ends_of_a_million_rows_are_one_key_away(view: ItemsView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.at == 999_999
    assert view.rows_in_sight()[0] > 999_900
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert 999_900 < view.at < 999_999
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert (view.at, view.rows_in_sight()[0]) == (0, 0)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.at > 5


def test_letters_are_left_to_the_screen(view: ItemsView) -> None:
    for key in ("b", "h", "/", " "):
        QTest.keyClicks(view, key)
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert view.at == 0
    assert view.items.picks.nothing


def test_shift_picks_what_the_mark_runs_over(view: ItemsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.items.picks.seqs == {1, 2, 3}
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.items.picks.seqs == {1, 2, 3}
    assert view.at == 3


def test_a_click_marks_and_the_box_picks(view: ItemsView, qtbot: QtBot) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=spot(view, 2, "text"))
    assert view.at == 2
    assert view.items.picks.nothing
    QTest.mouseClick(view.viewport(), LEFT, pos=spot(view, 3, "pick"))
    assert view.items.picks.seqs == {4}
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, spot(view, 5, "text"))
    assert view.items.picks.seqs == {4, 6}
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, spot(view, 7, "text"))
    assert view.items.picks.seqs == {4, 6, 7, 8}
    assert view.selectionModel().selectedRows()[0].row() == view.at == 7


def test_it_says_which_rows_are_in_sight(view: ItemsView, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []

    def note(first: int, last: int) -> None:
        seen.append((first, last))

    view.in_sight.connect(note)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first, last = seen[-1]
    assert 499_000 < first < 501_000
    assert last - first < 30


def test_a_heading_asks_for_its_sort_and_shows_it(view: ItemsView, qtbot: QtBot) -> None:
    head = view.horizontalHeader()
    asked: list[int] = []
    view.sorted_by.connect(asked.append)
    for column in ("label", "text"):
        x = head.sectionViewportPosition(PLACES[column]) + 12
        QTest.mouseClick(head.viewport(), LEFT, pos=QPoint(x, head.height() // 2))
    assert asked == [PLACES["label"]]  # what is not sorted by says nothing
    headings = [view.items.headerData(place, Qt.Orientation.Horizontal) for place in PLACES.values()]
    view.items.show_sort(Sort(SortBy.CONFIDENCE, descending=True))
    assert view.items.headerData(PLACES["confidence"], Qt.Orientation.Horizontal) == "Conf. ↓"
    view.items.show_sort(None)
    assert headings == [view.items.headerData(place, Qt.Orientation.Horizontal) for place in PLACES.values()]


def test_narrow_tables_leave_columns_out_and_keep_the_text(view: ItemsView) -> None:
    view.resize(430, 400)
    hidden = {name for name, place in PLACES.items() if view.isColumnHidden(place)}
    assert hidden == {"id", "confidence", "decided"}
    assert view.columnWidth(PLACES["text"]) > 60


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_kind_of_row_is_painted(view: ItemsView, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    kinds = [
        row(1, status="decided", verdict="accepted", label="card", chance=0.9, source="auto"),
        row(2, status="decided", verdict="rejected", flagged=True, comments=2, flags=("ungrounded",)),
        row(3, hidden=True),
        row(4, suggestion="餐馆", chance=0.2, snippet="مرحبا " * 60),
        row(5, status="erased", snippet=""),
        row(6, status="retired", label="a very long label " * 20),
    ]
    view.items.put(0, kinds)
    view.items.picks.toggle(1)
    image = view.grab().toImage()
    blank = view.items.row(100)
    assert blank is None  # its placeholder is painted too
    tick = spot(view, 0, "pick")
    accent = theme.colour("accent")
    seen = {image.pixelColor(view.viewport().mapTo(view, QPoint(x, tick.y()))).name() for x in range(4, 30)}
    assert accent.name() in seen
