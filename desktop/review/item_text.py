"""The item's text: large, selectable, plain. Markup never runs, and a megabyte shows as fast as a line.

A paragraph longer than `CHUNK` is laid out in pieces cut at white space, because Qt lays a paragraph out as a whole. Very many
paragraphs come in portions. `Positions` knows where each code point of the text stands in Qt's document: copying, selecting and marking
go by the text as it was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.review.mark_layer import MarkLayer
from desktop.review.marks import PASSAGES, Mark, MarkRole
from desktop.review.positions import CHUNK, Piece, Positions, pieces_of
from desktop.theme import Theme
from desktop.widgets.finder import plain_tip

READING_WIDTH = 680
_AT_ONCE = 4_000  # paragraphs laid out at a time; scrolling down brings the next
_SELECTING = Qt.KeyboardModifier.ShiftModifier
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
#: marks of an editor that moves its own cursor by the arrows
_GUIDED = PASSAGES | {MarkRole.CURSOR}
_FOLLOWED = frozenset({MarkRole.CURSOR, MarkRole.CURRENT})


class ItemText(QPlainTextEdit):
    """Shows one plain text. `painted` follows each paint; after `width_changed` it may want another height.

    `text_selected` gives a passage (code points): selected with the mouse or the keyboard, or marked, and clicked on.
    """

    painted = Signal()
    width_changed = Signal()
    focused = Signal()
    text_selected = Signal(int, int)

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
        self._positions = Positions()
        self._layer = MarkLayer(theme)
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        self.verticalScrollBar().valueChanged.connect(self._draw_marks)
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

    # --- passages: all in code points of the text as it was given ---

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these passages, and no others. What keys act on comes into view when it is another than before."""
        before = _followed(self._layer.marks)
        self._layer.set_marks(marks)
        self._select_cursor(before)
        self._draw_marks()
        after = _followed(self._layer.marks)
        if after is not None and after != before and self._text:
            self.scroll_to(after.start)

    def select(self, start: int, end: int) -> None:
        """Select a passage, as the mouse would."""
        self._reach(end)
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_document(start))
        cursor.setPosition(self._positions.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selection(self) -> tuple[int, int]:
        """The selected passage; both the same when nothing is selected."""
        cursor = self.textCursor()
        return self._positions.to_text(cursor.selectionStart()), self._positions.to_text(cursor.selectionEnd())

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
                return self._positions.of_block(block.blockNumber(), units)
        return -1

    def scroll_to(self, start: int) -> None:
        """Bring the line of this code point into view, if it is not; what is selected stays so."""
        self._reach(start)
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
        self._reach(start)
        cursor = self._cursor_at(start)
        for block in (cursor.block().previous(), cursor.block(), cursor.block().next()):
            self.blockBoundingRect(block)  # lays it out
        move = QTextCursor.MoveOperation.Down if lines > 0 else QTextCursor.MoveOperation.Up
        cursor.movePosition(move, QTextCursor.MoveMode.MoveAnchor, abs(lines))
        return self._positions.to_text(cursor.position())

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
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.matches(QKeySequence.StandardKey.SelectAll):
            self._reach(len(self._text))
        selecting = e.modifiers() & _SELECTING and Qt.Key(e.key()) in _ARROWS and not self._guided()
        before = self.selection()
        if selecting or e.matches(QKeySequence.StandardKey.Copy) or e.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(e)
        else:
            e.ignore()
        if self.selection() != before:
            self._tell_selected()

    @override
    def mouseReleaseEvent(self, e: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(e)
        if e.button() is not Qt.MouseButton.LeftButton or self._tell_selected():
            return
        passage = self._layer.passage_at(self.code_point_at(e.position().toPoint()))
        if passage is None:
            self._select_cursor(None)  # a click beside it takes nothing back
        else:
            self.text_selected.emit(passage.start, passage.end)

    @override
    def viewportEvent(self, event: QEvent, /) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """What the marks at a point of the viewport say."""
        at = self.code_point_at(point)
        names = dict.fromkeys(mark.name for mark in self._layer.meeting(at, at + 1) if at >= 0 and mark.name)
        return plain_tip("\n".join(names), "") if names else ""

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        self.painted.emit()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        self._keep_reading_width()
        super().resizeEvent(e)
        self._draw_marks()
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
        self._layer.set_marks(())
        self.setExtraSelections([])
        self._positions, self._rest = Positions(), pieces_of(text)
        self.clear()
        self._append(_AT_ONCE, first=True)
        self.setTextCursor(QTextCursor(self.document()))

    def _append(self, count: int, *, first: bool = False) -> bool:
        """Lay out the next `count` blocks; says whether there were any left."""
        pieces = list(islice(self._rest, count))
        for piece in pieces:
            self._positions.add(piece)
        if pieces:
            cursor = QTextCursor(self.document().lastBlock())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(("" if first else "\n") + "\n".join(piece.text for piece in pieces))
        return bool(pieces)

    def _reach(self, offset: int) -> None:
        """Lay out what is needed for the code point `offset` to stand in the document."""
        while self._positions.covered < min(offset, len(self._text)) and self._append(_AT_ONCE):
            pass

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self._append(_AT_ONCE)

    def _cursor_at(self, offset: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_document(offset))
        return cursor

    # --- marks ---

    def _draw_marks(self) -> None:
        """Hand Qt the marks that can be seen."""
        if not self._layer.marks and not self.extraSelections():
            return
        first = self.firstVisibleBlock().blockNumber()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).blockNumber()
        start, end = self._positions.block_start(first), self._positions.block_start(last + 1)
        self.setExtraSelections(self._layer.selections(self.document(), self._positions, start, end))

    def _select_cursor(self, before: Mark | None) -> None:
        """The words of a cursor mark are selected, so that they can be copied and are told to screen readers."""
        mark = next((mark for mark in self._layer.marks if mark.role is MarkRole.CURSOR), None)
        if mark is not None:
            self.select(mark.start, mark.end)
        elif self._guided() or (before is not None and before.role is MarkRole.CURSOR):
            cursor = self.textCursor()
            if cursor.hasSelection():
                cursor.clearSelection()
                reached = self.verticalScrollBar().value()
                self.setTextCursor(cursor)  # which goes to where it stands
                self.verticalScrollBar().setValue(reached)

    def _guided(self) -> bool:
        """Whether an editor moves its own cursor over the text."""
        return any(mark.role in _GUIDED for mark in self._layer.marks)

    def _tell_selected(self) -> bool:
        """Tell what is selected, if anything is; says whether it is."""
        start, end = self.selection()
        if start < end:
            self.text_selected.emit(start, end)
        return start < end

    # --- the look ---

    def _redress(self) -> None:
        """The longer the text, the smaller: a sentence is read at a glance, a page is read through."""
        size = "item" if len(self._text) <= 320 else "item_medium" if len(self._text) <= 1200 else "item_long"
        font = self.theme.font(size)
        if self.font() != font:
            self.setFont(font)
            self.setTabStopDistance(QFontMetrics(font).horizontalAdvance(" ") * 4)
        self._keep_reading_width()
        self._draw_marks()

    def _keep_reading_width(self) -> None:
        side = 48 if self.width() > 560 else 24
        spare = max(0, self.width() - side - READING_WIDTH - 16)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, spare):
            self.setViewportMargins(side, 0, spare, 0)


def _followed(marks: Sequence[Mark]) -> Mark | None:
    """The mark that keys act on: it is followed by the view."""
    return next((mark for mark in marks if mark.role in _FOLLOWED), None)


__all__ = ["CHUNK", "READING_WIDTH", "ItemText"]
