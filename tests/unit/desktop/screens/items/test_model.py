"""The rows of the table: numbers of all, pages of some."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.screens.items.model import PAGE, ItemTable
from tests.unit.desktop.screens.items.rows import row, rows


@pytest.fixture
def table(qtbot: QtBot) -> ItemTable:
    return ItemTable()


def test_it_is_a_sound_model(table: ItemTable, qtmodeltester: ModelTester) -> None:
    table.show_seqs(range(1, 200))
    table.put(0, rows(1, PAGE + 1))
    qtmodeltester.check(table)  # pyright: ignore[reportUnknownMemberType]  (pytest-qt does not say what it takes)


def test_a_row_that_is_not_there_yet_says_so(table: ItemTable) -> None:
    table.show_seqs(range(1, 200))
    assert table.row(0) is None
    assert table.index(0, 2).data() == "Loading"
    table.put(0, rows(1, PAGE + 1))
    assert table.index(0, 2).data() == "question 1"
    assert table.missing(1)
    assert not table.missing(0)
    assert not table.missing(4)
    assert not table.missing(-1)


def test_more_of_the_same_answer_leaves_what_is_there_in_its_place(table: ItemTable, qtbot: QtBot) -> None:
    table.show_seqs(range(1, PAGE + 1))
    table.put(0, rows(1, PAGE + 1))
    with qtbot.assertNotEmitted(table.modelReset), qtbot.waitSignal(table.rowsInserted):
        table.show_seqs(np.arange(1, 1_000_001))
    assert table.rowCount() == 1_000_000
    assert table.row(0) == row(1)
    assert table.seq(999_999) == 1_000_000
    assert table.place(777_777) == 777_776


def test_a_short_page_that_grows_is_read_anew(table: ItemTable) -> None:
    table.show_seqs(range(1, 11))
    table.put(0, rows(1, 11))
    table.show_seqs(range(1, 31))
    assert table.missing(0)


def test_another_answer_forgets_the_rows(table: ItemTable, qtbot: QtBot) -> None:
    table.show_seqs(range(1, 101))
    table.put(0, rows(1, PAGE + 1))
    with qtbot.waitSignal(table.modelReset):
        table.show_seqs(range(100, 0, -1))
    assert table.row(0) is None
    assert table.seqs(0, 3) == [100, 99, 98]


def test_what_may_have_changed_stays_in_sight_until_it_is_read_again(table: ItemTable) -> None:
    table.show_seqs(range(1, 11))
    table.put(0, rows(1, 11))
    table.forget_rows()
    assert table.row(0) == row(1)
    assert table.missing(0)
    table.put(0, [row(1, status="decided"), *rows(2, 11)])
    there = table.row(0)
    assert there is not None
    assert there.status == "decided"
    assert not table.missing(0)


def test_it_keeps_some_pages_and_no_more(table: ItemTable) -> None:
    table.show_seqs(np.arange(1, 1_000_001))
    for page in range(200):
        table.put(page, rows(page * PAGE + 1, (page + 1) * PAGE + 1))
    assert table.row(0) is None
    assert table.row(199 * PAGE) is not None


def test_a_screen_reader_hears_what_the_signs_say(table: ItemTable) -> None:
    table.show_seqs([1, 2, 3])
    blind = row(2, hidden=True, suggestion="leak", chance=0.9)
    table.put(0, [row(1, suggestion="card", chance=0.914, flagged=True), blind, row(3, status="erased", snippet="")])
    table.picks.toggle(1)

    def heard(at: int) -> list[object]:
        role = Qt.ItemDataRole.AccessibleTextRole
        return [table.data(table.index(at, column), role) for column in range(table.columnCount())]

    assert heard(0)[:6] == ["picked", "q-1", "question 1", "suggested: card", "91 %", "to review, flagged"]
    assert heard(1)[3:5] == ["blind, answer first", ""]
    assert "leak" not in " ".join(str(cell) for cell in heard(1))
    assert heard(2)[5] == "erased"
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.rowCount(QModelIndex()) == 3
