"""Queues and criteria as chips, and the menu that finds a queue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.domain.filters import Filter
from core.queues.views import QueueInfo
from desktop.review.queue_menu import QueueMenu
from desktop.review.top_bar import TopBar
from desktop.screens.items.chips import CriterionChip, CriterionChips
from desktop.screens.items.criteria import Criterion
from desktop.screens.items.queue_chip import QueueChip
from desktop.screens.items.strip import QueueStrip
from desktop.theme import Theme

OPEN = QueueInfo("To review", Filter(statuses=("open",)), "uncertain", count=1_240)
NONE = QueueInfo("Flagged", Filter(flagged=True), "imported", count=0)
OWN = QueueInfo("餐馆，不确定的", Filter(labels=("餐馆",), confidence=(0.0, 0.5)), "uncertain", seq=3, count=0)
QUEUES = (OPEN, NONE, OWN)


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> QueueStrip:
    made = QueueStrip(theme)
    qtbot.addWidget(made)
    made.resize(1000, 44)
    made.show()
    made.show_queues(QUEUES)
    return made


def chips(strip: QueueStrip) -> list[QueueChip]:
    return [chip for chip in strip.chips.parts() if isinstance(chip, QueueChip)]


def test_empty_queues_of_every_project_are_left_out_and_saved_ones_are_not(strip: QueueStrip) -> None:
    assert [chip.queue for chip in chips(strip)] == [OPEN, OWN]
    assert chips(strip)[0].accessibleName() == "Queue To review, 1,240"


def test_the_queue_whose_filter_is_shown_is_marked(strip: QueueStrip) -> None:
    strip.show_filter(OWN.filter)
    assert [chip.isChecked() for chip in chips(strip)] == [False, True]
    assert strip.current() == OWN
    assert strip.review.isEnabled()
    assert strip.save.isHidden()


def test_a_filter_that_is_no_queue_can_be_saved_and_not_reviewed(strip: QueueStrip) -> None:
    strip.show_filter(Filter(text="card"))
    assert strip.current() is None
    assert not strip.review.isEnabled()
    assert not strip.save.isHidden()
    strip.show_filter(Filter())
    assert strip.save.isHidden()


def test_enter_on_a_chip_takes_its_queue(strip: QueueStrip, qtbot: QtBot) -> None:
    taken: list[QueueInfo] = []
    strip.taken.connect(taken.append)
    QTest.keyClick(chips(strip)[1], Qt.Key.Key_Return)
    assert taken == [OWN]


def test_new_counts_leave_the_keyboard_where_it_was(strip: QueueStrip, qtbot: QtBot) -> None:
    strip.activateWindow()
    chips(strip)[1].setFocus()
    qtbot.waitUntil(chips(strip)[1].hasFocus)
    strip.show_queues((replace(OPEN, count=7), NONE, OWN))
    assert chips(strip)[1].hasFocus()


def test_each_criterion_has_a_chip_that_takes_it_away(qtbot: QtBot, theme: Theme) -> None:
    row = CriterionChips(theme)
    qtbot.addWidget(row)
    row.resize(300, 40)
    row.show()
    row.show_filter(Filter(statuses=("open", "skipped"), labels=("a very long label " * 9,), metadata=(("city", "北京"),)))
    made = [chip for chip in row.parts() if isinstance(chip, CriterionChip)]
    assert [chip.accessibleName() for chip in made][:2] == ["Without State: to review", "Without State: skipped"]
    assert all(chip.width() <= 300 for chip in made)
    tops = [chip.y() for chip in made if chip.isVisible()]
    assert tops == sorted(tops)
    assert len(set(tops)) == 2  # what does not fit into two lines is left to the facets
    dropped: list[Criterion] = []
    row.dropped.connect(dropped.append)
    QTest.keyClick(made[0], Qt.Key.Key_Space)
    assert dropped == [Criterion("statuses", "open")]


def test_a_few_letters_and_enter_go_to_a_queue(qtbot: QtBot, theme: Theme) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    over.show()
    menu = QueueMenu(theme, over)
    menu.offer(QUEUES, "To review")
    qtbot.waitUntil(menu.finder.field.hasFocus)
    chosen: list[QueueInfo] = []
    menu.chosen.connect(chosen.append)
    menu.finder.field.insert("餐")  # as an input method does it
    QTest.keyClick(menu.finder.field, Qt.Key.Key_Return)
    assert chosen == [OWN]
    assert menu.isHidden()


def test_the_queues_name_in_the_top_bar_is_a_button(qtbot: QtBot, theme: Theme) -> None:
    bar = TopBar(theme)
    qtbot.addWidget(bar)
    bar.resize(900, 44)
    bar.show()
    bar.set_names("A project whose name is rather long, as they are " * 3, OWN.name)
    assert bar.queue.isVisible()
    assert bar.queue.accessibleName() == f"Queue {OWN.name}"
    assert bar.queue.geometry().right() < bar.width() // 2
    with qtbot.waitSignal(bar.queue_asked):
        QTest.mouseClick(bar.queue, Qt.MouseButton.LeftButton)
    bar.set_names("", "")
    assert not bar.queue.isVisible()
