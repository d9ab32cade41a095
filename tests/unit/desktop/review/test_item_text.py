from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.review.item_text import CHUNK, ItemText
from desktop.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ItemText:
    made = ItemText(theme)
    qtbot.addWidget(made)
    made.resize(820, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def _copied(view: ItemText) -> str:
    view.selectAll()
    view.copy()
    return QApplication.clipboard().text()


def test_markup_is_shown_and_never_runs(view: ItemText) -> None:
    text = "<b>bold</b><script>x</script> <img src='http://127.0.0.1/x.png'> &amp; **md**"
    view.show_text(text)
    assert view.toPlainText() == text
    assert _copied(view) == text


def test_a_long_line_is_laid_out_in_pieces_and_copied_as_one(view: ItemText) -> None:
    text = "word " * 20_000 + "x" * 9_000 + "\n\nshort\n"
    view.show_text(text)
    assert max(len(view.document().findBlockByNumber(n).text()) for n in range(view.blockCount())) <= CHUNK
    assert _copied(view) == text


def test_a_selection_inside_pieces_is_copied_right(view: ItemText) -> None:
    text = "abcdefghij" * 1_000
    view.show_text(text)
    cursor = view.textCursor()
    cursor.setPosition(CHUNK - 3)
    cursor.setPosition(CHUNK + 4, cursor.MoveMode.KeepAnchor)  # one of the places is a break of the layout
    view.setTextCursor(cursor)
    assert view.selected_text() == text[CHUNK - 3 : CHUNK + 3]


def test_very_many_paragraphs_come_in_portions_and_all_of_them_can_be_selected(view: ItemText) -> None:
    text = "\n".join(str(n) for n in range(30_000))
    view.show_text(text)
    assert view.blockCount() < 10_000
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.blockCount() > 4_000
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_text() == text


def test_another_text_starts_at_its_beginning_and_forgets_the_last(view: ItemText) -> None:
    view.show_text("line\n" * 5_000)
    view.scroll_pages(1)
    assert view.verticalScrollBar().value() > 0
    view.show_text("next")
    assert view.verticalScrollBar().value() == 0
    assert _copied(view) == "next"


def test_short_texts_are_larger_than_long_ones_and_lines_have_a_reading_width(view: ItemText) -> None:
    view.show_text("short")
    large = view.font().pixelSize()
    view.show_text("word " * 1_000)
    assert view.font().pixelSize() < large
    assert view.viewport().width() <= 700


def test_right_to_left_text_runs_from_the_right(view: ItemText) -> None:
    view.show_text("مرحبا")
    assert view.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft


def test_it_takes_no_input_method_and_passes_letters_on(view: ItemText) -> None:
    view.show_text("text")
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QTest.keyClicks(view, "abc")
    assert view.toPlainText() == "text"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3 * CHUNK), max_size=4), st.sampled_from(["x", "ab ", "我们", "e\u0301"]))
def test_whatever_the_lengths_copying_gives_the_text_back(view: ItemText, lengths: list[int], unit: str) -> None:
    text = "\n".join((unit * length)[:length] for length in lengths)
    view.show_text(text)
    view.selectAll()
    assert view.selected_text() == text
