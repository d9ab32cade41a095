from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.review.item_text import CHUNK, ItemText
from desktop.review.marks import Mark, MarkRole
from desktop.theme import Scheme, Theme

SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "Anna met Ben in Berlin.\r\nThey left on Friday, with 👩🏽‍🚀 and Émile."


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ItemText:
    made = ItemText(theme)
    qtbot.addWidget(made)
    made.resize(820, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(view: ItemText) -> list[tuple[int, int]]:
    heard: list[tuple[int, int]] = []

    def hear(start: int, end: int) -> None:
        heard.append((start, end))

    view.text_selected.connect(hear)
    return heard


def span(words: str, text: str = TEXT, role: MarkRole = MarkRole.SPAN, name: str = "person") -> Mark:
    at = text.index(words)
    return Mark(at, at + len(words), role, "label_blue", name)


def point_of(view: ItemText, offset: int) -> QPoint:
    """The middle of the sign at a code point, in the viewport."""
    held, reached = view.textCursor(), view.verticalScrollBar().value()
    view.select(offset, offset)
    place = view.textCursor()
    view.setTextCursor(held)  # which goes to where it stands
    view.verticalScrollBar().setValue(reached)
    left = view.cursorRect(place)
    return QPoint(left.right() + 3, left.center().y())


def drag(view: ItemText, start: int, end: int) -> None:
    one, other = point_of(view, start), point_of(view, end)
    one.setX(one.x() - 3)
    other.setX(other.x() - 3)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=one)
    QTest.mouseMove(view.viewport(), other)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=other)


def painted(view: ItemText) -> list[tuple[str, str, str]]:
    """What Qt draws over the text: the words, the ground and the edge."""
    drawn: list[tuple[str, str, str]] = []
    for one in view.extraSelections():
        cursor = one.cursor  # pyright: ignore[reportAttributeAccessIssue] - the stubs do not know these fields
        shape = one.format  # pyright: ignore[reportAttributeAccessIssue]
        pen = shape.penProperty(QTextFormat.Property.OutlinePen)
        edge = pen.style().name if shape.hasProperty(QTextFormat.Property.OutlinePen) else ""
        drawn.append(
            (
                cursor.selectedText(),
                shape.background().color().name() if shape.hasProperty(QTextFormat.Property.BackgroundBrush) else "",
                edge,
            )
        )
    return drawn


# --- selecting


def test_a_selection_counts_in_code_points_of_the_text_as_it_was_given(view: ItemText) -> None:
    view.show_text(TEXT)
    for words in ("Ben", "They left", "Berlin.\r\nThey", "👩🏽‍🚀", "Émile"):
        at = TEXT.index(words)
        view.select(at, at + len(words))
        assert view.selection() == (at, at + len(words))
        assert view.selected_text() == words


def test_the_mouse_selects_and_tells_it_when_it_is_released(view: ItemText, told: list[tuple[int, int]]) -> None:
    view.show_text(TEXT)
    at = TEXT.index("Berlin")
    drag(view, at, at + 6)
    assert told == [(at, at + 6)]


def test_a_double_click_selects_a_word(view: ItemText, told: list[tuple[int, int]]) -> None:
    view.show_text(TEXT)
    place = point_of(view, TEXT.index("Friday") + 2)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [(TEXT.index("Friday"), TEXT.index("Friday") + 6)]


def test_the_keyboard_selects_and_tells_it_until_an_editor_guides_a_cursor(view: ItemText, told: list[tuple[int, int]]) -> None:
    view.show_text(TEXT)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert told == [(0, 1), (0, 2)]
    view.show_marks((Mark(0, 4, MarkRole.CURSOR),))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert told == [(0, 1), (0, 2)]
    assert view.selection() == (0, 4)


def test_the_words_of_a_cursor_can_be_copied_and_go_with_it(view: ItemText) -> None:
    view.show_text(TEXT)
    view.show_marks((Mark(5, 8, MarkRole.CURSOR),))
    view.copy()
    assert QApplication.clipboard().text() == "met"
    view.show_marks(())
    assert view.selection()[0] == view.selection()[1]


def test_a_click_takes_hold_of_the_shortest_passage_and_one_beside_it_of_nothing(
    view: ItemText, told: list[tuple[int, int]]
) -> None:
    view.show_text(TEXT)
    outer, inner = span("Ben in Berlin"), span("Berlin")
    view.show_marks((outer, inner, span("Anna", role=MarkRole.CURSOR)))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, inner.start + 1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, outer.start + 1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, TEXT.index("left") + 1))
    assert told == [(inner.start, inner.end), (outer.start, outer.end)]
    assert view.selected_text() == "Anna"


def test_a_click_on_what_is_no_passage_tells_nothing(view: ItemText, told: list[tuple[int, int]]) -> None:
    view.show_text(TEXT)
    view.show_marks((span("Ben", role=MarkRole.VALUE), span("Berlin", role=MarkRole.FOUND), span("Anna", role=MarkRole.CURRENT)))
    for words in ("Ben", "Berlin", "Anna"):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, TEXT.index(words) + 1))
    assert told == []


def test_some_of_the_words_that_are_selected_can_be_selected_by_a_drag(view: ItemText, told: list[tuple[int, int]]) -> None:
    view.show_text(TEXT)
    view.show_marks((span("Anna met Ben", role=MarkRole.CURSOR),))
    drag(view, 5, 8)
    assert told == [(5, 8)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["word ", "我们", "e\u0301", "👩🏽‍🚀", "\r\n", "\n", "مرحبا ", "\u2028", "z" * CHUNK]), max_size=12),
    st.data(),
)
def test_whatever_the_text_a_selection_comes_back(view: ItemText, units: list[str], data: st.DataObject) -> None:
    text = "".join(units)
    view.show_text(text)
    breaks = {at for at in range(1, len(text)) if text[at - 1 : at + 1] == "\r\n"}
    start = data.draw(st.integers(0, len(text)).filter(lambda at: at not in breaks))
    end = data.draw(st.integers(start, len(text)).filter(lambda at: at not in breaks))
    view.select(start, end)
    assert view.selection() == (start, end)
    assert view.selected_text() == text[start:end]


# --- what stands where


def test_the_code_point_under_the_mouse_is_the_sign_that_is_painted_there(view: ItemText) -> None:
    view.show_text(TEXT)
    for words in ("Anna", "Berlin", "They", "👩🏽‍🚀", "mile"):
        at = TEXT.index(words)
        assert view.code_point_at(point_of(view, at)) == at
    assert view.code_point_at(QPoint(view.viewport().width() - 2, 4)) == -1
    assert view.code_point_at(QPoint(20, view.viewport().height() - 2)) == -1


def test_in_text_from_the_right_the_sign_under_the_mouse_is_found_too(view: ItemText) -> None:
    view.show_text("مرحبا بالعالم")
    place = point_of(view, 0)
    place.setX(place.x() - 10)
    assert view.code_point_at(place) == 0


def test_a_line_is_a_line_as_it_is_painted(view: ItemText) -> None:
    view.show_text("word " * 100)
    down = view.line_from(0, 1)
    assert 20 < down < 120
    assert view.line_from(down, -1) == 0
    assert view.line_from(0, -1) == 0
    view.show_text("one\n\nthree")
    assert [view.line_from(1, lines) for lines in (1, 2)] == [4, 6]


def test_the_names_of_marks_are_told_under_the_mouse(view: ItemText) -> None:
    view.show_text(TEXT)
    view.show_marks((span("Ben", name="person, model's"), span("Ben in Berlin", name="<b>meeting</b>")))
    place = point_of(view, TEXT.index("Ben") + 1)
    assert "person, model's" in view.tip_at(place)
    assert "<b>" not in view.tip_at(place)
    assert view.tip_at(point_of(view, TEXT.index("Anna"))) == ""
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place)))
    assert "person, model's" in QToolTip.text()
    QToolTip.hideText()


# --- drawing


def test_what_the_model_proposes_a_person_made_and_keys_act_on_differ_without_colours(view: ItemText, theme: Theme) -> None:
    view.show_text(TEXT)
    made, proposed = span("Anna"), span("Ben", role=MarkRole.SUGGESTED)
    view.show_marks((made, proposed, Mark(made.start, made.end, MarkRole.CURRENT), span("Berlin", role=MarkRole.DROPPED)))
    ground = theme.colour("label_blue_soft").name()
    assert painted(view) == [("Anna", ground, ""), ("Ben", "", "DashLine"), ("Berlin", "", ""), ("Anna", "", "SolidLine")]


def test_labels_have_underlines_of_their_own(view: ItemText) -> None:
    view.show_text(TEXT)
    view.show_marks(tuple(Mark(at, at + 1, MarkRole.SPAN, "label_blue", "x", line=at) for at in range(3)))
    shapes = [one.format.underlineStyle() for one in view.extraSelections()]  # pyright: ignore[reportAttributeAccessIssue] - see above
    assert len(set(shapes)) == 3


def test_marks_wear_the_theme_that_is_worn(view: ItemText, theme: Theme) -> None:
    view.show_text(TEXT)
    view.show_marks((span("Anna"),))
    light = painted(view)
    theme.set_scheme(Scheme.DARK)
    assert painted(view)[0][1] == theme.colour("label_blue_soft").name() != light[0][1]


def test_marks_over_a_piece_of_a_long_line_and_a_break_are_drawn_whole(view: ItemText) -> None:
    text = "x" * (CHUNK - 2) + "abcdef\r\nghi"
    view.show_text(text)
    at = text.index("abcdef")
    view.show_marks((Mark(at, at + 10, MarkRole.CURRENT),))
    assert painted(view)[0][0].replace("\u2029", "") == "abcdefgh"


def test_another_text_forgets_the_marks(view: ItemText) -> None:
    view.show_text(TEXT)
    view.show_marks((span("Anna"),))
    view.show_text("next")
    assert view.extraSelections() == []


# --- a megabyte


def test_a_passage_far_down_in_a_megabyte_is_reached_and_shown(view: ItemText) -> None:
    text = "".join(f"line {n} of many\r\n" for n in range(60_000))
    assert len(text) > 1_000_000
    view.show_text(text)
    at = text.index("line 59990 ")
    view.show_marks((Mark(at, at + 10, MarkRole.SPAN, "label_blue", "number"), Mark(at, at + 10, MarkRole.CURSOR)))
    assert [words for words, _, _ in painted(view)] == ["line 59990", "line 59990"]
    assert view.code_point_at(point_of(view, at)) == at
    drag(view, at + 5, at + 10)
    assert view.selected_text() == "59990"


def test_a_passage_far_along_a_line_of_a_hundred_thousand_signs_is_shown(view: ItemText) -> None:
    text = "我们" * 50_000
    view.show_text(text)
    view.show_marks((Mark(90_000, 90_004, MarkRole.CURSOR),))
    assert view.verticalScrollBar().value() > 0
    assert painted(view) == [("我们我们", "", "SolidLine")]


def test_ten_thousand_marks_cost_no_more_than_those_that_are_seen(view: ItemText) -> None:
    text = "".join(f"word{n:06} and more of it.\n" for n in range(40_000))
    view.show_text(text)
    marks = tuple(Mark(at, at + 10, MarkRole.SPAN, "label_blue", "w") for at in range(0, len(text), 100))
    assert len(marks) >= 10_000
    started = time.perf_counter()
    view.show_marks(marks)
    view.scroll_pages(3)
    view.grab()
    assert len(view.extraSelections()) < 60
    assert time.perf_counter() - started < 2.0  # all of them would take minutes


def test_the_view_follows_what_keys_act_on_but_an_item_is_read_from_its_beginning(view: ItemText) -> None:
    text = "line\n" * 3_000
    view.show_text(text)
    near, far = (Mark(at, at + 4, MarkRole.CURRENT) for at in (11_995, 12_000))
    bar = view.verticalScrollBar()
    view.show_marks((near,))
    assert bar.value() == 0
    view.show_marks((far,))
    assert bar.value() > 2_000
    bar.setValue(0)
    view.show_marks((far, Mark(5, 9, MarkRole.FOUND)))
    assert bar.value() == 0
    view.show_marks((Mark(14_000, 14_004, MarkRole.CURSOR),))
    assert bar.value() > 2_500


def test_going_to_a_place_keeps_what_is_selected(view: ItemText) -> None:
    view.show_text("line\n" * 3_000)
    view.select(0, 4)
    view.scroll_to(12_000)
    assert view.verticalScrollBar().value() > 2_000
    assert view.selection() == (0, 4)
