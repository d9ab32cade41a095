"""States that colours tell, rendered in grey: a sign, a word, a weight or a line tells them, too."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from core.domain.kinds.kind import Change
from core.domain.task import COLOURS, Field, FieldType, Label
from core.domain.vocabulary import Provenance, Verdict
from core.review.cards import HistoryEntry
from desktop.actions import Keymap
from desktop.review.editors.choices_draft import Tick
from desktop.review.editors.choices_row import TickFace, TickRow
from desktop.review.editors.fields_segments import SegmentControl
from desktop.review.editors.spans_chip import chip
from desktop.review.history_strip import HistoryChip
from desktop.review.label_row import LabelRow, Row
from desktop.review.marks import looks_of
from desktop.screens.look import sheet
from desktop.screens.models.row_list import Row as Entry
from desktop.screens.models.row_list import RowList
from desktop.screens.notice import Notice, Tone
from desktop.screens.tables import TableView
from desktop.theme import Scheme, Theme
from desktop.widgets.rail import Rail
from tests.journeys.accessibility.ink import Picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_FEW = 6  # pixels that differ by 3 to 1 at least: a sign, a letter, a line
_SIZE = QSize(240, 60)


@pytest.fixture(params=[Scheme.LIGHT, Scheme.DARK])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    return Theme(qapp, request.param)


def grey(widget: QWidget) -> Picture:
    """A widget without its colours."""
    if widget.size() != _SIZE:
        widget.setFixedSize(_SIZE)
    return Picture(widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))


def told_apart(pictures: list[Picture]) -> bool:
    return all(one.differing(other) >= _FEW for one, other in combinations(pictures, 2))


def test_the_screen_that_is_shown(qtbot: QtBot, theme: Theme) -> None:
    rail = Rail(theme, Keymap())
    qtbot.addWidget(rail)
    rail.resize(64, 600)
    pictures: list[Picture] = []
    for name in ("review", "items", "settings"):
        rail.set_current(name)
        pictures.append(Picture(rail.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)))
    assert told_apart(pictures)


def test_what_was_decided(qtbot: QtBot, theme: Theme) -> None:
    def picture(verdict: Verdict) -> Picture:
        made = HistoryChip(theme)
        qtbot.addWidget(made)
        made.show_entry(HistoryEntry("d", "i", verdict, Provenance.ASSISTED, "the same text"))
        return grey(made)

    assert told_apart([picture(verdict) for verdict in Verdict])


def test_what_became_of_a_label(qtbot: QtBot, theme: Theme) -> None:
    def picture(tick: Tick) -> Picture:
        made = TickRow(theme)
        qtbot.addWidget(made)
        made.show_face(TickFace("1", "joy", tick))
        return grey(made)

    assert told_apart([picture(tick) for tick in Tick])


def test_what_is_suggested(qtbot: QtBot, theme: Theme) -> None:
    def picture(*, marked: bool) -> Picture:
        made = LabelRow(theme)
        qtbot.addWidget(made)
        made.show_row(Row("1", "joy", "joy", marked=marked))
        return grey(made)

    assert told_apart([picture(marked=True), picture(marked=False)])


def test_which_segment_is_taken(qtbot: QtBot, theme: Theme) -> None:
    def picture(value: bool | None) -> Picture:
        made = SegmentControl(theme, Keymap(), Field("paid", FieldType.BOOLEAN))
        qtbot.addWidget(made)
        made.put(value)
        return grey(made)

    assert told_apart([picture(True), picture(False), picture(None)])


def test_the_labels_of_passages_by_their_lines_alone(theme: Theme) -> None:
    looks = looks_of([Label("same", colour=colour) for colour in COLOURS[:2]] + [Label(f"label {n}") for n in range(4)])

    def picture(name: str, change: Change) -> Picture:
        ground = QPixmap(120, 24)
        ground.fill(theme.colour("surface"))
        painter = QPainter(ground)
        chip(painter, theme, ground.rect(), "name", looks[name], change)
        painter.end()
        return Picture(ground.toImage().convertToFormat(QImage.Format.Format_Grayscale8))

    assert told_apart([picture(f"label {n}", Change.ADDED) for n in range(4)])
    assert told_apart([picture("label 0", change) for change in (Change.ADDED, Change.KEPT, Change.REMOVED)])


def test_which_row_is_marked(qtbot: QtBot, theme: Theme) -> None:
    table, entries = TableView("Rows"), RowList(theme, "Entries")
    pictures: dict[int, list[Picture]] = {0: [], 1: []}
    for view in (table, entries):
        qtbot.addWidget(view)
        view.setStyleSheet(sheet(theme))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFixedSize(300, 200)
    table.show_rows(["a", "b"], [["one", "two"], ["one", "two"]])
    entries.show_rows([Entry("same"), Entry("same")])
    for row in (0, 1):
        table.selectRow(row)
        entries.setCurrentRow(row)
        for number, view in enumerate((table, entries)):
            pictures[number].append(Picture(view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)))
    assert told_apart(pictures[0])
    assert told_apart(pictures[1])


def test_good_news_and_bad(qtbot: QtBot, theme: Theme) -> None:
    def picture(tone: Tone) -> Picture:
        made = Notice(theme)
        qtbot.addWidget(made)
        made.say("the same words", tone)
        return grey(made)

    assert told_apart([picture(Tone.DONE), picture(Tone.WRONG)])


def test_what_went_and_what_came_in_a_text(qtbot: QtBot, theme: Theme) -> None:
    from core.domain.edits import Edit, EditKind
    from desktop.review.editors.text_diff import DiffView

    def picture(kind: EditKind) -> Picture:
        made = DiffView(theme)
        qtbot.addWidget(made)
        made.show_edits((Edit(kind, "the same words"),))
        made.setFixedSize(300, 120)
        return Picture(made.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))

    assert told_apart([picture(EditKind.REMOVED), picture(EditKind.ADDED)])
