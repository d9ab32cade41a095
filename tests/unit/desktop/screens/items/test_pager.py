"""Which pages are read, and which are not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.queues.views import ItemRow
from desktop.bridge import Bridge
from desktop.screens.items.model import PAGE, ItemTable
from desktop.screens.items.pager import Pager
from desktop.screens.models.arrivals import Arrivals
from tests.unit.desktop.screens.items.rows import row


class Disk:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], Future[list[ItemRow]]]] = []

    def ask(self, item_seqs: list[int]) -> Future[list[ItemRow]]:
        self.asked.append((item_seqs, Future()))
        return self.asked[-1][1]

    @property
    def pages(self) -> list[int]:
        return [(item_seqs[0] - 1) // PAGE for item_seqs, _ in self.asked]

    def answer(self, at: int) -> None:
        item_seqs, future = self.asked[at]
        future.set_result([row(number) for number in item_seqs])


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def table(qtbot: QtBot) -> ItemTable:
    made = ItemTable()
    made.show_seqs(np.arange(1, 1_000_001))
    return made


@pytest.fixture
def pager(table: ItemTable, disk: Disk) -> Iterator[Pager]:
    bridge = Bridge()
    yield Pager(table, Arrivals(bridge), disk.ask, bridge)
    bridge.close()


def test_what_is_in_sight_comes_first_then_what_is_next(pager: Pager, disk: Disk, qtbot: QtBot) -> None:
    pager.look(10 * PAGE + 5, 10 * PAGE + 25)
    assert disk.pages == [10, 11]
    disk.answer(0)
    qtbot.waitUntil(lambda: len(disk.asked) == 3)
    assert disk.pages == [10, 11, 9]


def test_what_was_scrolled_past_is_never_read(pager: Pager, disk: Disk, qtbot: QtBot, table: ItemTable) -> None:
    for first in range(0, 900_000, 9_000):
        pager.look(first, first + 20)
    assert len(disk.asked) == 2
    disk.answer(0)
    disk.answer(1)
    qtbot.waitUntil(lambda: len(disk.asked) == 4)
    last = 891_000 // PAGE
    assert disk.pages[2:] == [last, last + 1]
    disk.answer(2)
    qtbot.waitUntil(lambda: table.row(891_000) is not None)


def test_rows_of_an_older_answer_are_dropped(pager: Pager, disk: Disk, qtbot: QtBot, table: ItemTable) -> None:
    pager.look(0, 20)
    pager.forget()
    table.show_seqs(np.arange(1_000_000, 0, -1))
    pager.look(0, 20)
    disk.answer(0)
    disk.answer(2)
    qtbot.waitUntil(lambda: table.row(0) is not None)
    there = table.row(0)
    assert there is not None
    assert there.item_seq == 1_000_000
