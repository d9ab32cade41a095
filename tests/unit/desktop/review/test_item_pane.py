"""The item pane on the review screen, driven by keys: sections, search in the item, zoom, scrolling, what counts as seen."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.content import Content, Form, Part, plain_text
from core.domain.json import JsonValue
from core.review.cards import Card, Phase
from desktop.actions import Scope
from desktop.review.item.image import ImageView
from desktop.review.item.section import Section
from desktop.review.item.text import TextView
from desktop.review.item_pane import ItemPane
from desktop.review.marks import Mark, MarkRole
from tests.unit.desktop.review.conftest import Bench

Key = Qt.Key
PATIENCE_MS = 5_000
DOCUMENT = "The council met on Tuesday. " * 120
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def show(bench: Bench, content: Content, *, phase: Phase = Phase.REVIEW, presented: tuple[str, ...] = ()) -> ItemPane:
    bench.show(phase=phase, text=content.text, content=content, presented=presented)
    return bench.screen.item


def texts(pane: ItemPane) -> list[str]:
    """What the sections show, in the order of reading, as far as it is plain text."""
    return [section.view.text.text for section in pane.board.sections if isinstance(section.view, TextView)]


def candidates(*said: str) -> Content:
    return Content(
        "Which is better?", "question", parts=tuple(Part(f"gpt-{at}", text, candidate=True) for at, text in enumerate(said))
    )


def section(pane: ItemPane, name: str) -> Section:
    return next(one for one in pane.board.sections if one.name == name)


# --- sections ---


def test_a_plain_text_stands_alone_as_before(bench: Bench) -> None:
    pane = show(bench, Content("A plain text"))
    assert texts(pane) == ["A plain text"]
    assert pane.text.isVisible()
    assert pane.board.alone
    assert pane.text.width() == pane.width()  # with its own margins


def test_a_document_and_its_summary_stand_side_by_side(bench: Bench) -> None:
    pane = show(bench, Content(DOCUMENT, "document", parts=(Part("summary", "Short."),)))
    assert texts(pane) == [DOCUMENT, "Short."]
    document, summary = (section(pane, name).geometry() for name in ("document", "summary"))
    assert document.right() < summary.left()
    assert document.top() == summary.top()
    assert [one.view.area.accessibleName() for one in pane.board.sections] == ["document", "summary"]


def test_candidates_are_numbered_as_they_are_presented_and_never_named(bench: Bench) -> None:
    pane = show(bench, candidates("first", "second", "third"), presented=("3", "1", "2"))
    assert texts(pane) == ["Which is better?", "third", "first", "second"]
    assert [one.number for one in pane.board.sections] == [0, 1, 2, 3]
    told = " ".join(one.name + one.view.area.accessibleName() + one.toolTip() for one in pane.board.sections)
    assert "gpt" not in told
    assert len({one.width() for one in pane.board.sections[1:]}) == 1


def test_the_next_item_leaves_nothing_of_the_one_before(bench: Bench) -> None:
    pane = show(bench, candidates("first", "second"))
    pane.text.viewport()
    show(bench, Content("Alone"))
    assert texts(pane) == ["Alone"]
    assert sum(one.isVisible() for one in pane.findChildren(Section)) == 1


def test_the_same_item_again_keeps_its_place_and_another_one_starts_at_its_beginning(bench: Bench) -> None:
    content = Content(DOCUMENT, "document", parts=(Part("summary", DOCUMENT + "!"),))
    card = bench.show(text=content.text, content=content)
    pane = bench.screen.item
    bar = pane.board.sections[1].view.area.verticalScrollBar()
    bar.setValue(5)
    bench.put(replace(card, flagged=True))
    assert bar.value() == 5
    show(bench, Content(DOCUMENT, "document", parts=(Part("summary", DOCUMENT + "?"),)))
    assert pane.board.sections[1].view.area.verticalScrollBar().value() == 0


def test_markdown_under_spans_is_shown_as_it_stands(bench: Bench) -> None:
    content = Content("A *strong* word", form=Form.MARKDOWN, value="A *strong* word")
    pane = show(bench, content)
    assert texts(pane) == []
    pane.show_marks((Mark(2, 10, MarkRole.CURSOR),))
    assert texts(pane) == ["A *strong* word"]
    pane.set_plain(plain=False)
    assert texts(pane) == []


def test_marks_of_values_reach_a_chat(bench: Bench) -> None:
    chat: list[JsonValue] = [{"role": "user", "content": "It is 7 o'clock."}]
    text = plain_text(chat, Form.CHAT)
    pane = show(bench, Content(text, form=Form.CHAT, value=chat))
    at = text.index("7")
    pane.show_marks((Mark(at, at + 1, MarkRole.VALUE),))
    main = pane.board.main()
    assert main is not None
    assert main.form is Form.CHAT


@pytest.mark.parametrize("phase", [Phase.BLIND, Phase.REVIEW, Phase.SECOND_OPINION])
def test_the_pane_shows_the_item_alone_whatever_the_phase(bench: Bench, phase: Phase) -> None:
    pane = show(bench, candidates("first", "second"), phase=phase)
    assert texts(pane) == ["Which is better?", "first", "second"]


# --- what counts as seen ---


@pytest.mark.parametrize(
    "content",
    [
        Content("x", form=Form.CHAT, value=[{"role": "user", "content": "hello"}]),
        Content("x", form=Form.RECORD, value={"a": 1}),
        Content("# x", form=Form.MARKDOWN, value="# x"),
        Content(DOCUMENT, parts=(Part("summary", "short"), Part("fields", {"a": 1}, Form.RECORD))),
    ],
)
def test_every_form_counts_as_seen_once_it_was_painted_and_not_before(bench: Bench, content: Content) -> None:
    bench.show(text=content.text, content=content, seen=False)
    bench.clock.pass_ms(1_000)
    bench.press("1")
    assert bench.said == []
    bench.see()
    bench.press("1")
    assert [kind for kind, _ in bench.said] == ["accept"]


def test_the_pane_is_painted_when_all_that_is_in_sight_is(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "a.png"))
    pane = bench.screen.item
    told: list[bool] = []
    show(bench, Content("before"))
    pane.painted.connect(lambda: told.append(True))
    show(bench, Content("with a picture", parts=(Part("photo", str(tmp_path / "a.png"), Form.IMAGE),)))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    view = section(pane, "photo").view
    assert view.area.accessibleDescription().startswith("20")


def test_what_is_scrolled_out_of_sight_is_not_waited_for(bench: Bench, qtbot: QtBot) -> None:
    bench.screen.resize(640, 420)
    pane = bench.screen.item
    told: list[bool] = []
    pane.painted.connect(lambda: told.append(True))
    show(bench, candidates(*(f"{at} {DOCUMENT}" for at in range(9))))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert pane.stage.verticalScrollBar().maximum() > 0


# --- moving ---


def test_scrolling_moves_the_section_that_has_the_keyboard(bench: Bench) -> None:
    pane = show(bench, Content(DOCUMENT, "document", parts=(Part("summary", DOCUMENT),)))
    first, second = (one.view.area.verticalScrollBar() for one in pane.board.sections)
    pane.scroll_pages(1)
    assert (first.value() > 0, second.value()) == (True, 0)
    was = first.value()
    bench.press(Key.Key_Tab)
    bench.press(Key.Key_Tab)
    assert pane.board.sections[1].view.area.hasFocus()
    pane.scroll_pages(1)
    assert (first.value(), second.value() > 0) == (was, True)
    pane.scroll_pages(-1)
    assert second.value() == 0


def test_the_pane_scrolls_where_the_section_cannot(bench: Bench) -> None:
    bench.screen.resize(640, 420)
    pane = show(bench, candidates(*("short",) * 9))
    assert pane.stage.verticalScrollBar().maximum() > 0
    pane.scroll_pages(1)
    assert pane.stage.verticalScrollBar().value() > 0
    show(bench, candidates(*("another",) * 9))
    assert pane.stage.verticalScrollBar().value() == 0


def test_tab_goes_through_the_sections_in_the_order_of_reading_and_deciding_keys_still_act(bench: Bench) -> None:
    pane = show(bench, candidates("first", "second"), presented=("2", "1"))
    reached: list[str] = []
    for _ in range(3):
        bench.press(Key.Key_Tab)
        reached += [one.name for one in pane.board.sections if one.view.area.hasFocus()]
    assert reached == ["question", "Candidate 1", "Candidate 2"]
    bench.press("2")
    assert [kind for kind, _ in bench.said] == ["choose"]


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home])
def test_keys_of_the_screen_pass_through_the_section_that_has_the_keyboard(bench: Bench, key: Qt.Key) -> None:
    bench.screen.resize(640, 420)
    pane = show(bench, candidates(*("short",) * 9))
    pane.board.sections[0].view.area.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane.stage, event)
    assert not event.isAccepted()
    assert pane.stage.verticalScrollBar().value() == 0


def test_a_picture_that_is_not_shown_any_more_takes_no_memory(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "a.png"))
    content = Content("with a picture", parts=(Part("photo", str(tmp_path / "a.png"), Form.IMAGE),))
    pane = show(bench, content)
    view = section(pane, "photo").view
    assert isinstance(view, ImageView)
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE_MS)
    show(bench, Content("without"))
    assert view.canvas.picture is None
    show(bench, content)
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE_MS)


# --- zoom ---


def test_zoom_holds_for_every_section_and_the_next_item(bench: Bench) -> None:
    pane = show(bench, Content("A plain text"))
    usual = pane.text.font().pixelSize()
    bench.press(Key.Key_Plus, modifier=CONTROL)
    bench.press(Key.Key_Plus, modifier=CONTROL)
    assert pane.text.font().pixelSize() > usual
    assert pane.zoom_step == 2
    show(bench, Content(DOCUMENT, "document", parts=(Part("notes", "*x*", Form.MARKDOWN),)))
    notes = section(pane, "notes").view
    assert notes.zoom == 2
    bench.press(Key.Key_0, modifier=CONTROL)
    assert (pane.zoom_step, notes.zoom) == (0, 0)
    for _ in range(40):
        bench.press(Key.Key_Minus, modifier=CONTROL)
    assert pane.text.font().pixelSize() >= 8
    assert bench.said == []


# --- search in the item ---


def find(bench: Bench, words: str) -> ItemPane:
    bench.press(Key.Key_F, modifier=CONTROL)
    assert bench.screen.scope is Scope.FINDING
    field = bench.screen.item.find_bar.field
    if words.isascii():
        QTest.keyClicks(field, words)
    else:
        event = QInputMethodEvent()  # as an input method does it
        event.setCommitString(words)
        QApplication.sendEvent(field, event)
    return bench.screen.item


def test_places_are_counted_over_all_parts_and_walked_by_keys(bench: Bench) -> None:
    show(
        bench,
        Content("one TWO three", "document", parts=(Part("summary", "two ２ twofold"), Part("r", {"a": "Two"}, Form.RECORD))),
    )
    pane = find(bench, "two")
    assert pane.find_bar.told == "1 of 4"
    bench.press(Key.Key_Return)
    assert pane.find_bar.told == "2 of 4"
    bench.press(Key.Key_F3)
    bench.press(Key.Key_Return)
    assert pane.find_bar.told == "4 of 4"
    bench.press(Key.Key_Return)
    assert pane.find_bar.told == "1 of 4"
    bench.press(Key.Key_Return, modifier=SHIFT)
    assert pane.find_bar.told == "4 of 4"
    assert bench.said == []


def test_typing_searches_and_decides_nothing(bench: Bench) -> None:
    show(bench, Content("ax1s ax1s"))
    pane = find(bench, "x1s")
    assert pane.find_bar.told == "1 of 2"
    bench.press(Key.Key_Backspace)
    bench.press("q", Key.Key_Space)
    assert pane.find_bar.told == "not found"
    assert bench.said == []


def test_chinese_is_found(bench: Bench) -> None:
    show(bench, Content("国家发改委今天宣布，发改委"))
    pane = find(bench, "发改委")
    assert pane.find_bar.told == "1 of 2"
    assert pane.find_bar.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_esc_gives_the_keyboard_back_and_takes_the_marks_away(bench: Bench) -> None:
    show(bench, Content("one two"))
    left: list[bool] = []
    bench.screen.item.find_left.connect(lambda: left.append(True))
    pane = find(bench, "two")
    assert pane.text.extraSelections()
    bench.press(Key.Key_Escape)
    assert bench.screen.hasFocus()
    assert not pane.finding
    assert not pane.find_bar.isVisible()
    assert pane.text.extraSelections() == []
    assert left == [True]
    bench.press("1")
    assert [kind for kind, _ in bench.said] == ["accept"]


def test_what_was_searched_for_stays_ready_for_the_next_item(bench: Bench) -> None:
    show(bench, Content("one two"))
    pane = find(bench, "two")
    show(bench, Content("two two"))
    assert not pane.find_bar.isVisible()
    assert pane.text.extraSelections() == []
    bench.press(Key.Key_F, modifier=CONTROL)
    assert pane.find_bar.told == "1 of 2"
    QTest.keyClicks(pane.find_bar.field, "x")  # the old words are selected: typing replaces them
    assert pane.find_bar.field.text() == "x"


def test_a_late_suggestion_takes_nothing_from_the_search(bench: Bench) -> None:
    card = bench.show(phase=Phase.ASKING, content=Content("one two"), text="one two")
    pane = find(bench, "tw")
    reviewed = bench_card(card)
    bench.put(reviewed)
    assert pane.finding
    assert pane.find_bar.field.text() == "tw"
    QTest.keyClicks(pane.find_bar.field, "o")
    assert pane.find_bar.told == "1 of 1"


def bench_card(card: Card) -> Card:
    """The same item with a suggestion that has come."""
    from core.review.cards import Candidate, SuggestionView, Word

    view = SuggestionView("late", "built-in", (Candidate("delivery", "delivery", 50.0),), Word.LIKELY)
    return replace(card, phase=Phase.REVIEW, suggestion=view, slots=("delivery", "payment"))


def test_marks_of_the_answer_stay_while_something_is_searched_for(bench: Bench) -> None:
    pane = show(bench, Content("one two three"))
    pane.show_marks((Mark(0, 3, MarkRole.VALUE),))
    find(bench, "two")
    assert len(pane.text.extraSelections()) >= 2
    pane.show_marks(())
    assert len(pane.text.extraSelections()) >= 1


def test_the_keyboard_goes_back_to_the_field_that_had_it(bench: Bench) -> None:
    bench.show(text="one two", content=Content("one two"))
    bench.press("c")
    field = bench.screen.panel.comment.field
    assert field.hasFocus()
    pane = bench.screen.item
    pane.open_find()
    assert pane.finding
    bench.press(Key.Key_Escape)
    assert field.hasFocus()


def test_the_command_palette_opens_from_the_search(bench: Bench) -> None:
    show(bench, Content("one two"))
    find(bench, "two")
    bench.press(Key.Key_K, modifier=CONTROL)
    assert bench.screen.palette_sheet.isVisible()


# --- size ---


def test_a_megabyte_costs_little_more_than_a_page(bench: Bench) -> None:
    """Chats, records and Markdown come in portions; plain text is measured where it is made."""
    chat: list[JsonValue] = [{"role": "user", "content": "Some words that are said. " * 20} for _ in range(2_000)]
    record: dict[str, JsonValue] = {f"name {at}": {"of": [at, at + 1]} for at in range(10_000)}
    markdown = "A *paragraph* of words that goes on.\n\n" * 26_000
    for form, whole, page in (
        (Form.CHAT, chat, chat[:24]),
        (Form.RECORD, record, dict(list(record.items())[:60])),
        (Form.MARKDOWN, markdown, markdown[:12_000]),
    ):
        costs: list[float] = []
        for value in (page, page, whole):
            started = time.perf_counter()
            show(bench, Content("x", form=form, value=value))
            costs.append(time.perf_counter() - started)
            show(bench, Content("short"))
        assert costs[2] < 8 * costs[1] + 0.2, form


def test_a_vast_text_is_searched_to_its_end(bench: Bench) -> None:
    text = "A line of words.\n" * 60_000 + "the needle 👩‍👩‍👧 é"
    show(bench, Content(text))
    pane = find(bench, "needle")
    assert pane.find_bar.told == "1 of 1"
    QApplication.processEvents()
    assert pane.text.verticalScrollBar().value() > 0
