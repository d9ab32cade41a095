"""The views of each form, on a shown window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.content import Form, Part
from core.domain.json import JsonValue
from desktop.review.item import FORMS
from desktop.review.item import image as image_module
from desktop.review.item.chat import ChatView
from desktop.review.item.document import DocumentView
from desktop.review.item.image import ImageView
from desktop.review.item.markdown import MarkdownView
from desktop.review.item.pictures import Picture
from desktop.review.item.record import RecordView
from desktop.review.item.text import TextView
from desktop.review.item.view import PartView
from desktop.review.marks import Mark, MarkRole
from desktop.theme import Scheme, Theme

V = TypeVar("V", bound=PartView)
PATIENCE_MS = 5_000


def shown(qtbot: QtBot, view: V, value: JsonValue, form: Form = Form.TEXT) -> V:
    qtbot.addWidget(view)
    view.resize(640, 420)
    view.show()
    qtbot.waitExposed(view)
    view.show_part(Part("part", value, form))
    view.wanted_height(640, 420)
    QApplication.processEvents()
    return view


def pixels(view: PartView, colour: str) -> int:
    """How many pixels of this colour are painted."""
    image, wanted = view.grab().toImage(), QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


def marked(view: DocumentView) -> list[tuple[str, str]]:
    """What is marked, each with the line that it stands in."""
    told: list[tuple[str, str]] = []
    for one in view.browser.extraSelections():
        cursor = one.cursor  # pyright: ignore[reportAttributeAccessIssue] - the stub lacks it
        told.append((cursor.selectedText(), cursor.block().text()))
    return told


class Listener:
    """A server on loopback that notes what it is asked for."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            @override
            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def test_every_form_has_a_view(theme: Theme, qtbot: QtBot) -> None:
    assert set(FORMS) == set(Form)
    for form, make in FORMS.items():
        view = shown(qtbot, make(theme), "a text" if form is not Form.CHAT else [], form)
        view.set_name("part")
        assert view.area.accessibleName() == "part"
        assert not view.area.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# --- Markdown ---

MARKDOWN = """# Heading

Some *text* with `code`.

| Plan | Price |
|---|---:|
| Basic | 9.90 |

```
for ever:
    code
```
"""


def test_markdown_reads_as_what_it_means(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, MarkdownView(theme), MARKDOWN, Form.MARKDOWN)
    text = view.browser.toPlainText()
    assert "#" not in text
    assert "*" not in text
    assert "Some text with code." in text
    assert "for ever:\n    code" in text
    assert view.look_for("basic") == 1  # tables are searched too


def test_markup_never_runs_and_never_loads_anything(qtbot: QtBot, theme: Theme, listener: Listener, tmp_path: Path) -> None:
    picture = tmp_path / "red.png"
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    assert image.save(str(picture))
    for address in (f"{listener.url}/a.png", str(picture), picture.as_uri()):
        source = f"before ![seen]({address}) <img src='{address}'> <script src='{address}'></script> [link]({address})\n\nafter"
        view = shown(qtbot, MarkdownView(theme), source, Form.MARKDOWN)
        view.look_for("after")
        QTest.mouseClick(view.browser.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
        QApplication.processEvents()
        assert pixels(view, "#ff0000") == 0
        assert "<script" in view.browser.toPlainText()
        assert view.browser.source() == QUrl()
    assert listener.asked == []


def test_the_source_is_one_menu_entry_away(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, MarkdownView(theme), MARKDOWN, Form.MARKDOWN)
    view.browser.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_S)
    assert view.raw
    assert "| Basic | 9.90 |" in view.browser.toPlainText()
    view.turn()
    assert "|" not in view.browser.toPlainText()
    view.turn()
    view.show_part(Part("part", "*another*", Form.MARKDOWN))
    assert not view.raw  # another item starts clean


def test_long_markdown_comes_in_portions_and_is_searched_to_its_end(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, MarkdownView(theme), "A *paragraph* of words.\n\n" * 8_000 + "the last needle", Form.MARKDOWN)
    assert "needle" not in view.browser.toPlainText()
    assert view.look_for("needle") == 0
    qtbot.waitUntil(lambda: view.found == 1, timeout=PATIENCE_MS)
    view.go_to(0)
    assert view.browser.verticalScrollBar().value() > 0


def test_a_line_that_nobody_wrote_is_shown_as_it_stands(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, MarkdownView(theme), "*words* " * 12_500, Form.MARKDOWN)
    assert view.browser.toPlainText().startswith("*words* *words*")


# --- chats ---

CHAT: JsonValue = [
    {"role": "user", "content": "Where is my parcel? 包裹在哪里？ 👩‍👩‍👧"},
    {"role": "assistant", "tool_calls": [{"function": {"name": "track", "arguments": '{"parcel": 77}'}}]},
    {"role": "tool", "name": "track", "content": "at the depot"},
    {"role": "assistant", "content": "At the depot. <b>Really</b>."},
]


def test_a_chat_tells_who_says_what_and_which_tools_are_called(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, ChatView(theme), CHAT, Form.CHAT)
    lines = [line for line in view.browser.toPlainText().splitlines() if line]
    assert lines == [
        "user",
        "Where is my parcel? 包裹在哪里？ 👩‍👩‍👧",
        "assistant",
        "calls track",
        "parcel: 77",
        "tool · track",
        "at the depot",
        "assistant",
        "At the depot. <b>Really</b>.",
    ]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_turns_stand_on_cards_of_their_own(qtbot: QtBot, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    view = shown(qtbot, ChatView(theme), CHAT, Form.CHAT)
    for ground in ("surface", "accent_soft", "hover"):
        assert pixels(view, theme.tokens.colours[ground]) > 100
    theme.set_scheme(Scheme.LIGHT)


def test_what_was_found_behind_emoji_is_marked_in_its_place(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, ChatView(theme), CHAT, Form.CHAT)
    assert view.look_for("DEPOT") == 2
    view.go_to(1)
    assert [words for words, _ in marked(view)] == ["depot", "depot", "depot"]  # the one that was gone to has an edge too
    view.set_zoom(2)
    assert [words for words, _ in marked(view)] == ["depot", "depot", "depot"]
    assert view.look_for("") == 0
    assert marked(view) == []


def test_where_a_value_stands_is_marked_in_the_turn_that_says_it(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, ChatView(theme), CHAT, Form.CHAT)
    text = Part("", CHAT, Form.CHAT).text
    start = text.rindex("depot")
    view.show_marks((Mark(start, start + 5, MarkRole.VALUE),), text)
    ((words, line),) = marked(view)
    assert words == "depot"
    assert line.startswith("At the depot.")
    view.set_zoom(1)
    theme.set_scheme(Scheme.DARK)
    assert [found for found, _ in marked(view)] == ["depot"]
    theme.set_scheme(Scheme.LIGHT)
    view.show_part(Part("part", [], Form.CHAT))
    assert marked(view) == []


def test_a_long_chat_comes_in_portions(qtbot: QtBot, theme: Theme) -> None:
    chat: JsonValue = [{"role": "user", "content": f"turn {at}"} for at in range(5_000)]
    view = shown(qtbot, ChatView(theme), chat, Form.CHAT)
    assert view.browser.document().blockCount() < 400
    for _ in range(4):
        view.scroll_pages(50)
    assert "turn 60" in view.browser.toPlainText()


# --- records ---


def test_a_record_is_aligned_and_searched_where_it_is_cut(qtbot: QtBot, theme: Theme) -> None:
    record: JsonValue = {"order": {"id": 7, "lines": [{"sku": f"S-{at}"} for at in range(40)]}}
    view = shown(qtbot, RecordView(theme), record, Form.RECORD)
    assert "28 more" in view.browser.toPlainText()
    assert "S-39" not in view.browser.toPlainText()
    assert view.look_for("s-39") in (0, 1)
    qtbot.waitUntil(lambda: view.found == 1, timeout=PATIENCE_MS)


def test_what_is_cut_opens_in_place_by_a_key(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, RecordView(theme), {"log": "x" * 5_000, "end": 1}, Form.RECORD)
    view.area.setFocus()
    assert "3,000 more characters" in view.browser.toPlainText()
    view.scroll_pages(9)
    QTest.keyClick(view.area, Qt.Key.Key_Right)
    assert "more characters" not in view.browser.toPlainText()
    assert "x" * 5_000 in view.browser.toPlainText()
    view.show_part(Part("part", {"log": "x" * 5_000}, Form.RECORD))
    assert "3,000 more" in view.browser.toPlainText()


def test_ten_thousand_names_come_in_portions(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, RecordView(theme), {f"name {at}": at for at in range(10_000)}, Form.RECORD)
    first = view.browser.document().blockCount()
    assert first < 200
    for _ in range(3):
        view.scroll_pages(20)
    assert view.browser.document().blockCount() > first


def test_a_tall_window_is_filled(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, RecordView(theme), {f"name {at}": at for at in range(200)}, Form.RECORD)
    assert view.wanted_height(640, 2_400) == 2_400
    view.resize(640, 2_400)
    assert view.browser.verticalScrollBar().maximum() > 0
    chat = shown(qtbot, ChatView(theme), [{"role": "user", "content": f"turn {at}"} for at in range(80)], Form.CHAT)
    assert chat.wanted_height(640, 3_000) == 3_000


def test_a_long_value_wraps(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, RecordView(theme), {"a": "words that wrap " * 40, "b": 1}, Form.RECORD)
    assert view.browser.horizontalScrollBar().maximum() == 0
    assert view.wanted_height(640, 2_000) > view.wanted_height(640, 2_000) / 2 > 40


# --- pictures ---


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    path = tmp_path / "green.png"
    assert image.save(str(path))
    return path


def test_a_picture_is_painted_when_it_has_been_read_and_only_then_counts_as_painted(
    qtbot: QtBot, theme: Theme, picture: Path
) -> None:
    view = ImageView(theme)
    told: list[bool] = []
    view.painted.connect(lambda: told.append(view.canvas.picture is not None))
    shown(qtbot, view, str(picture), Form.IMAGE)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert all(told)
    assert pixels(view, "#00ff00") > 1_000
    assert "800" in view.area.accessibleDescription()


def test_zoom_enlarges_it_and_arrows_move_it(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    view = shown(qtbot, ImageView(theme), str(picture), Form.IMAGE)
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE_MS)
    assert view.canvas.horizontalScrollBar().maximum() == 0
    view.set_zoom(3)
    assert view.canvas.horizontalScrollBar().maximum() > 0
    view.area.setFocus()
    QTest.keyClick(view.area, Qt.Key.Key_Right)
    assert view.canvas.horizontalScrollBar().value() > 0
    view.set_zoom(0)
    assert view.canvas.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("path", "words"), [("/nowhere/a.png", "no such file"), ("http://127.0.0.1:1/a.png", "nothing is loaded from elsewhere")]
)
def test_trouble_is_told_in_its_place_and_counts_as_painted(qtbot: QtBot, theme: Theme, path: str, words: str) -> None:
    view = ImageView(theme)
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        shown(qtbot, view, path, Form.IMAGE)
    assert words in view.canvas.words
    assert path in view.canvas.words


def test_a_picture_that_comes_late_is_not_shown_for_the_next_item(qtbot: QtBot, theme: Theme, picture: Path) -> None:
    view = ImageView(theme)
    shown(qtbot, view, str(picture), Form.IMAGE)
    view.show_part(Part("part", "/nowhere/a.png", Form.IMAGE))
    qtbot.waitUntil(lambda: view.canvas.picture is not None, timeout=PATIENCE_MS)
    assert view.canvas.picture is not None
    assert view.canvas.picture.trouble == "missing"


def test_a_picture_that_does_not_come_holds_nobody_up(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    never: Future[Picture] = Future()

    def slow(_path: str) -> Future[Picture]:
        return never

    monkeypatch.setattr(image_module, "read_soon", slow)
    view = ImageView(theme)
    view.patience_ms = 50
    with qtbot.waitSignal(view.painted, timeout=PATIENCE_MS):
        shown(qtbot, view, "/slow/drive.png", Form.IMAGE)
    assert "still being read" in view.canvas.words
    assert "still being read" not in pictures_words(view)


def pictures_words(view: ImageView) -> str:
    """What is told once another picture is to be shown."""
    view.show_part(Part("part", "/another.png", Form.IMAGE))
    return view.canvas.words


# --- plain texts ---


def test_a_text_in_a_section_keeps_its_type_whatever_its_length(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, TextView(theme), "short")
    short = view.text.font().pixelSize()
    view.show_part(Part("part", "long " * 2_000))
    assert view.text.font().pixelSize() == short


def test_zoom_is_kept_by_a_text_of_another_length(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, TextView(theme), "short")
    before = view.text.font().pixelSize()
    view.set_zoom(4)
    assert view.text.font().pixelSize() > before
    view.show_part(Part("part", "long " * 2_000))
    assert view.text.font().pixelSize() > before
    view.set_zoom(0)
    assert view.text.font().pixelSize() == before


@pytest.mark.parametrize(
    ("text", "right"), [("مرحبا بالعالم", True), ("שלום", True), ("hello", False), ("你好", False), ("12", False)]
)
def test_what_is_written_from_the_right_stands_at_the_right(qtbot: QtBot, theme: Theme, text: str, right: bool) -> None:
    view = shown(qtbot, TextView(theme), text)
    line = view.text.document().firstBlock().layout().lineAt(0).naturalTextRect()
    assert (line.left() > 200) is right
