"""A size of text holds at once: for fonts asked for, fonts and heights that widgets hold, and what was placed by hand."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.screens.look import label
from desktop.screens.tables import TableView
from desktop.theme import TEXT_SIZES, ReadingWidth, Scheme, Theme
from desktop.widgets import paint


class Placing(QWidget):
    """Counts how often it places its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.placed = 0

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self.placed += 1


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_fonts_and_lengths_follow(qapp: QApplication, theme: Theme, percent: int) -> None:
    theme.set_text_size(percent)
    assert theme.text_size == percent
    for name, pixels in theme.tokens.type.items():
        assert theme.font(name).pixelSize() == round(pixels * percent / 100)
    assert qapp.font().pixelSize() == theme.font("body").pixelSize()
    assert theme.scaled(40) == max(40, round(40 * percent / 100))


def test_a_font_that_a_widget_holds_is_replaced_also_after_another_look(theme: Theme, qtbot: QtBot) -> None:
    words, field = label(theme, "title", "text", "Words", bold=True), QLineEdit()
    field.setFont(theme.font("small", mono=True))
    for widget in (words, field):
        qtbot.addWidget(widget)
    theme.set_scheme(Scheme.DARK)
    theme.set_text_size(150)
    assert words.font().pixelSize() == 27
    assert words.font().weight() == theme.font("title", bold=True).weight()
    assert field.font().pixelSize() == 18
    assert field.font().families() == theme.font("small", mono=True).families()
    theme.set_text_size(100)
    assert words.font().pixelSize() == 18
    theme.set_text_size(130)
    theme.set_scheme(Scheme.LIGHT)
    assert words.font().pixelSize() == 23


def test_a_held_height_follows_and_comes_back(theme: Theme, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    theme.hold_height(widget, 34)
    theme.set_text_size(150)
    assert widget.height() == 51
    theme.set_text_size(90)
    assert widget.height() == 34


def test_what_places_its_parts_does_so_anew_shown_or_not(theme: Theme, qtbot: QtBot) -> None:
    shown, hidden = Placing(), Placing()
    for widget in (shown, hidden):
        qtbot.addWidget(widget)
    shown.show()
    hidden.show()
    hidden.hide()
    before = (shown.placed, hidden.placed)
    theme.set_text_size(130)
    qtbot.waitUntil(lambda: shown.placed > before[0])
    hidden.show()
    assert hidden.placed > before[1]


def test_rows_of_a_table_hold_their_text(theme: Theme, qtbot: QtBot) -> None:
    table = TableView("names")
    qtbot.addWidget(table)
    table.show_rows(["a"], [["gjpqy"]] * 3)
    table.fit_height(3)
    before = table.height()
    theme.set_text_size(150)
    assert table.rowHeight(0) >= QFontMetrics(table.font()).height() + 8
    assert table.height() > before


def test_a_keycap_holds_its_key(theme: Theme) -> None:
    theme.set_text_size(150)
    assert theme.scaled(paint.KEYCAP_HEIGHT) >= QFontMetrics(theme.font("small", mono=True)).height()


def test_the_reading_width_follows_the_text_and_is_told(theme: Theme, qtbot: QtBot) -> None:
    usual = theme.reading_width
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.set_reading_width(ReadingWidth.WIDE)
    assert theme.reading_width > usual
    theme.set_text_size(150)
    theme.set_reading_width(ReadingWidth.COMFORTABLE)
    assert theme.reading_width == round(usual * 1.5)
    theme.set_reading_width(ReadingWidth.FULL)
    assert theme.reading_width > 100_000
