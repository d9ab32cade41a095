"""A plain text that is read and selected: large, and a megabyte shows as fast as a line. Markup never runs.

A paragraph longer than `CHUNK` is laid out in pieces cut at white space, because Qt lays a paragraph out as a whole. Very many
paragraphs come in portions. `Positions` knows where each code point of the text stands in Qt's document: copying and selecting go by the
text as it was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPaintEvent, QResizeEvent, QTextCursor, QTextLine, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.review.positions import Piece, Positions, pieces_of
from desktop.theme import Theme

_AT_ONCE = 4_000  # paragraphs laid out at a time; scrolling down brings the next


class ReadText(QPlainTextEdit):
    """Shows one plain text. `painted` follows each paint; after `width_changed` it may want another height."""

    painted = Signal()
    width_changed = Signal()
    focused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("item")
        self.setAccessibleName(tr("Item"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self._text = ""
        self._rest: Iterator[Piece] = iter(())
        self.positions = Positions()
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        theme.changed.connect(self._redress)

    # --- the text ---

    @property
    def text(self) -> str:
        """The text that is shown, as it was given."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning."""
        if text != self._text:
            self._text = text
            self._redress()
            self._fill(text)
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def wanted_height(self, most: int) -> int:
        """How tall the text is in pixels, counted only up to `most`."""
        tall = 2.0
        block = self.document().firstBlock()
        while block.isValid() and tall < most:
            tall += self.blockBoundingRect(block).height()
            block = block.next()
        return min(most, round(tall) + 1)

    def scroll_pages(self, pages: float) -> None:
        """Scroll by so many pages, down when positive."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * bar.pageStep()) if abs(pages) >= 1 else bar.value() + (3 if pages > 0 else -3))

    # --- passages: in code points of the text as it was given ---

    def select(self, start: int, end: int) -> None:
        """Select a passage, as the mouse would."""
        self.reach(end)
        cursor = self.textCursor()
        cursor.setPosition(self.positions.to_document(start))
        cursor.setPosition(self.positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selection(self) -> tuple[int, int]:
        """The selected passage; both the same when nothing is selected."""
        cursor = self.textCursor()
        return self.positions.to_text(cursor.selectionStart()), self.positions.to_text(cursor.selectionEnd())

    def selected_text(self) -> str:
        """What is selected, without the breaks that only the layout needs."""
        start, end = self.selection()
        return self._text[start:end]

    def code_point_at(self, point: QPoint) -> int:
        """The code point that is painted at a point of the viewport; -1 when there is none."""
        block = self.cursorForPosition(point).block()
        layout, at = block.layout(), QPointF(point) - self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.naturalTextRect().contains(at):
                units = line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter)
                return self.positions.of_block(block.blockNumber(), units)
        return -1

    def scroll_to(self, start: int) -> None:
        """Bring the line of this code point into view, if it is not; what is selected stays so."""
        self.reach(start)
        place = self._cursor_at(start)
        rect = self.cursorRect(place)
        if rect.top() >= 0 and rect.bottom() <= self.viewport().height():
            return
        held = self.textCursor()
        self.setTextCursor(place)
        self.centerCursor()
        reached = self.verticalScrollBar().value()
        self.setTextCursor(held)  # which goes to where it stands
        self.verticalScrollBar().setValue(reached)

    def line_from(self, start: int, lines: int) -> int:
        """The code point so many lines, as they are painted, below this one (above when negative)."""
        self.reach(start)
        cursor = self._cursor_at(start)
        for block in (cursor.block().previous(), cursor.block(), cursor.block().next()):
            self.blockBoundingRect(block)  # lays it out
        move = QTextCursor.MoveOperation.Down if lines > 0 else QTextCursor.MoveOperation.Up
        cursor.movePosition(move, QTextCursor.MoveMode.MoveAnchor, abs(lines))
        return self.positions.to_text(cursor.position())

    def drawn_anew(self) -> None:
        """Its size or its look has changed."""

    # --- Qt ---

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt's own object, not one made here: the clipboard keeps it beyond the end of Python, which would crash on the way out.
        data = super().createMimeDataFromSelection()
        data.text()  # it fills itself when it is first read, and would do so over what is set below
        data.clear()
        data.setText(self.selected_text())
        return data

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        self.painted.emit()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        self._keep_reading_width()
        super().resizeEvent(e)
        self.drawn_anew()
        if e.oldSize().width() != e.size().width():
            self.width_changed.emit()

    @override
    def focusInEvent(self, e: QFocusEvent, /) -> None:
        super().focusInEvent(e)
        self.focused.emit()

    @override
    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        self.focused.emit()

    # --- the document ---

    def _fill(self, text: str) -> None:
        self.positions, self._rest = Positions(), pieces_of(text)
        self.clear()
        self._append(_AT_ONCE, first=True)
        self.setTextCursor(QTextCursor(self.document()))

    def _append(self, count: int, *, first: bool = False) -> bool:
        """Lay out the next `count` blocks; says whether there were any left."""
        pieces = list(islice(self._rest, count))
        for piece in pieces:
            self.positions.add(piece)
        if pieces:
            cursor = QTextCursor(self.document().lastBlock())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(("" if first else "\n") + "\n".join(piece.text for piece in pieces))
        return bool(pieces)

    def reach(self, offset: int) -> None:
        """Lay out what is needed for the code point `offset` to stand in the document."""
        while self.positions.covered < min(offset, len(self._text)) and self._append(_AT_ONCE):
            pass

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self._append(_AT_ONCE)

    def _cursor_at(self, offset: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.positions.to_document(offset))
        return cursor

    # --- the look ---

    def _redress(self) -> None:
        """The longer the text, the smaller: a sentence is read at a glance, a page is read through."""
        size = "item" if len(self._text) <= 320 else "item_medium" if len(self._text) <= 1200 else "item_long"
        font = self.theme.font(size)
        if self.font() != font:
            self.setFont(font)
            self.setTabStopDistance(QFontMetrics(font).horizontalAdvance(" ") * 4)
        self._keep_reading_width()
        self.drawn_anew()

    def _keep_reading_width(self) -> None:
        side = 48 if self.width() > 560 else 24
        spare = max(0, self.width() - side - self.theme.reading_width - 16)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, spare):
            self.setViewportMargins(side, 0, spare, 0)
