"""What Markdown and records share: a rich document that loads nothing from outside, comes in portions, and is searched as it reads."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QSizeF, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from core.domain.content import Part
from desktop.review.guidelines import ClosedBrowser
from desktop.review.item.reading import Reading
from desktop.review.item.search import MOST, passage_in
from desktop.review.item.view import PartView
from desktop.review.marks import Mark, MarkRole
from desktop.theme import Theme

_SHEET = """QTextBrowser {{ background: transparent; color: {text}; border: none;
selection-background-color: {selection}; selection-color: {text}; }}"""
_AROUND = 200
_MOST_MARKS = 200
#: seconds of the main thread that are taken at a time to read on while something is searched for
_SLICE = 0.008
#: a document of more blocks is taller than any window; laying it out to know that would take long
_MANY_BLOCKS = 600


class Pages(ClosedBrowser):
    """The browser of a document. `painted` follows each paint, `widened` another width."""

    painted = Signal()
    widened = Signal()

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        self.painted.emit()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        if e.oldSize().width() != e.size().width():
            self.widened.emit()


class DocumentView(PartView):
    """Shows a document that a subclass writes: `take` keeps what is to be shown, `begin` starts a document, `more` adds a portion."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.browser = self.make_browser()
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.hold(self.browser)
        self._reading = Reading(self.browser.document())
        self._own: QTextDocument | None = None
        self._query = ""
        self._places: list[tuple[int, int]] = []
        self._place = -1
        self._wanted: tuple[tuple[Mark, ...], str] = ((), "")
        self._marked: list[tuple[MarkRole, tuple[int, int]]] = []
        self._loading = QTimer(self)
        self._loading.setInterval(0)
        self._connect()
        self._dress()

    # --- for subclasses ---

    def make_browser(self) -> Pages:
        """The widget that shows the document."""
        return Pages()

    def take(self, part: Part) -> None:
        """From now on this is shown."""
        raise NotImplementedError

    def begin(self) -> None:
        """Write the first portion into an empty document (`fresh`), and show it (`put`)."""
        raise NotImplementedError

    def more(self) -> bool:
        """Add the next portion at the end; False when there is none left."""
        return False

    def fresh(self) -> QTextDocument:
        """An empty document."""
        document = QTextDocument(self.browser)
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        self._loading.stop()
        self._places, self._marked = [], []
        self._reading = Reading(document)
        return document

    def put(self, document: QTextDocument) -> None:
        """Show `document`, which is written."""
        before, self._own = self._own, document
        self.browser.setDocument(document)
        if before is not None:
            before.deleteLater()
        self.browser.verticalScrollBar().setValue(0)
        self._draw()

    def begin_again(self) -> None:
        """Write the same anew, since it looks different now; what is marked and found stays so, and the same portions are there."""
        query, place, length = self._query, self._place, self.browser.document().characterCount()
        self.begin()
        while self.browser.document().characterCount() < length and self.more():
            pass
        self.show_marks(*self._wanted)
        if query:
            self.look_for(query)
            self.go_to(place)
        self.grown.emit()

    def at_end(self) -> QTextCursor:
        """A cursor at the end of the document."""
        cursor = QTextCursor(self.browser.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    # --- what every view does ---

    @override
    def show_part(self, part: Part) -> None:
        self._query, self._place, self._wanted = "", -1, ((), "")
        self.take(part)
        self.begin()

    @override
    def wanted_height(self, width: int, most: int) -> int:
        document = self.browser.document()
        if document.blockCount() > _MANY_BLOCKS:
            return most
        self.take_width(width)
        room = self.browser.viewport().width()
        if document.pageSize().width() != room:
            document.setPageSize(QSizeF(room, -1))  # Qt does not tell a document that was put before the browser was first placed
        tall = self._tall()
        while tall < most and self.more():
            tall = self._tall()
        return min(most, tall)

    def _tall(self) -> int:
        """How tall all is that was written by now; lays it out."""
        document = self.browser.document()
        return round(document.documentLayout().frameBoundingRect(document.rootFrame()).height()) + 2

    @override
    def rescale(self) -> None:
        self.begin_again()

    @override
    def show_marks(self, marks: tuple[Mark, ...], text: str) -> None:
        """Passages of the main text are found again by what they say: here it stands in another form."""
        self._wanted = (marks, text)
        shown = self._reading.text if marks else ""
        known = [mark for mark in marks if mark.role in _LOOKS][:_MOST_MARKS]
        found = [(mark.role, passage_in(shown, text, mark.start, mark.end)) for mark in known]
        self._marked = [(role, place) for role, place in found if place is not None]
        self._draw()
        current = next((place for role, place in self._marked if role is MarkRole.CURRENT), None)
        if current is not None:
            self._bring(current)

    @override
    def look_for(self, query: str) -> int:
        self._query, self._place = query, -1
        self._places = self._reading.places(query)
        self._draw()
        if query:
            self._loading.start()
        else:
            self._loading.stop()
        return len(self._places)

    @property
    @override
    def found(self) -> int:
        return len(self._places)

    @override
    def go_to(self, place: int) -> None:
        self._place = place
        self._draw()
        if 0 <= place < len(self._places):
            self._bring(self._places[place])

    def _bring(self, place: tuple[int, int]) -> None:
        """Scroll to a place that is not in sight, so that a third of the view is above it."""
        rect, room = self.browser.cursorRect(self._reading.cursor(place[0], place[0])), self.browser.viewport().height()
        if rect.top() < 0 or rect.bottom() > room:
            bar = self.browser.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - room // 3)

    def _connect(self) -> None:
        self.browser.painted.connect(self.painted)
        self.browser.widened.connect(self.grown)
        self.browser.verticalScrollBar().valueChanged.connect(self._near_end)
        self._loading.timeout.connect(self._load)
        self.theme.changed.connect(self._redress)

    def _near_end(self, value: int) -> None:
        bar = self.browser.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self.more()

    def _load(self) -> None:
        """While something is searched for, the rest comes portion by portion, and what is found in it is counted."""
        until = time.perf_counter() + _SLICE
        left = self.more()
        while left and time.perf_counter() < until:
            left = self.more()
        if not left:
            self._loading.stop()
        found = self._reading.further_places(self._query, MOST - len(self._places))
        if found:
            self._places += found
            self._draw()
            self.counted.emit()

    def _draw(self) -> None:
        drawn = [self._selection(place, _LOOKS[role](self.theme)) for role, place in self._marked]
        first = max(0, self._place - _AROUND)
        near = self._places[first : max(0, self._place) + _AROUND]
        drawn += [self._selection(place, _LOOKS[MarkRole.FOUND](self.theme)) for place in near]
        if 0 <= self._place < len(self._places):
            drawn.append(self._selection(self._places[self._place], _LOOKS[MarkRole.CURRENT](self.theme)))
        self.browser.setExtraSelections(drawn)

    def _selection(self, place: tuple[int, int], look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._reading.cursor(*place)  # pyright: ignore[reportAttributeAccessIssue] - a member that the stub lacks
        made.format = look  # pyright: ignore[reportAttributeAccessIssue] - as above
        return made

    def _redress(self) -> None:
        self._dress()
        self.begin_again()

    def _dress(self) -> None:
        colours = {name: self.theme.colour(name).name() for name in ("text", "selection")}
        self.browser.setStyleSheet(_SHEET.format(**colours))


def _found(theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(theme.colour("selection"))
    return look


def _value(theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(theme.colour("label_amber_soft"))
    look.setProperty(QTextFormat.Property.OutlinePen, QPen(theme.colour("label_amber"), 1.0))
    return look


def _current(theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setProperty(QTextFormat.Property.OutlinePen, QPen(theme.colour("text"), 2.0))
    return look


#: the marks that are drawn here, as they are drawn on plain text
_LOOKS: dict[MarkRole, Callable[[Theme], QTextCharFormat]] = {
    MarkRole.FOUND: _found,
    MarkRole.VALUE: _value,
    MarkRole.CURRENT: _current,
}
