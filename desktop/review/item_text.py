"""The item's text: large, selectable, plain. Markup never runs, and a megabyte shows as fast as a line.

A paragraph longer than `CHUNK` is laid out in pieces cut at white space, because Qt lays a paragraph out as a whole; copying
puts the pieces together again. Every piece carries a state that says whether it goes on. Very many paragraphs come in portions.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme

CHUNK = 4_000
READING_WIDTH = 680
_GOES_ON = 1
_AT_ONCE = 4_000  # paragraphs laid out at a time; scrolling down brings the next
_BREAKS = str.maketrans({"\r": "\n", "\u2029": "\n", "\u2028": "\n", "\x0b": "\n", "\x0c": "\n"})
_SELECTING = Qt.KeyboardModifier.ShiftModifier
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


class ItemText(QPlainTextEdit):
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
        self._cut = False
        self._rest: list[str] = []
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        theme.changed.connect(self._redress)

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

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt's own object, not one made here: the clipboard keeps it beyond the end of Python, which would crash on the way out.
        data = super().createMimeDataFromSelection()
        data.text()  # it fills itself when it is first read, and would do so over what is set below
        data.clear()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """What is selected, without the breaks that only the layout needs."""
        cursor = self.textCursor()
        if not self._cut:
            return cursor.selection().toPlainText()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        parts: list[str] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            at = block.position()
            parts.append(block.text()[max(0, start - at) : end - at])
            ends_here = end <= at + block.length() - 1
            parts.append("" if ends_here or block.userState() == _GOES_ON else "\n")
            block = block.next()
        return "".join(parts)

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if self._rest and e.matches(QKeySequence.StandardKey.SelectAll):
            self._append(len(self._rest))
        selecting = e.modifiers() & _SELECTING and Qt.Key(e.key()) in _ARROWS
        if selecting or e.matches(QKeySequence.StandardKey.Copy) or e.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(e)
        else:
            e.ignore()

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        self.painted.emit()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        self._keep_reading_width()
        super().resizeEvent(e)
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

    def _fill(self, text: str) -> None:
        self._rest, self._cut = [], False
        if len(text) <= CHUNK:
            self.setPlainText(text)
            return
        self._rest = text.replace("\r\n", "\n").translate(_BREAKS).split("\n")
        self.clear()
        self._append(_AT_ONCE, first=True)

    def _append(self, count: int, *, first: bool = False) -> None:
        """Lay out the next `count` paragraphs."""
        now, self._rest = self._rest[:count], self._rest[count:]
        pieces = [piece for paragraph in now for piece in _pieces(paragraph)]
        cursor = QTextCursor(self.document().lastBlock())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = cursor.block()
        cursor.insertText(("" if first else "\n") + "\n".join(piece for piece, _ in pieces))
        if len(pieces) > len(now):
            self._cut = True
            self._mark(block if first else block.next(), pieces)

    def _mark(self, block: QTextBlock, pieces: list[tuple[str, bool]]) -> None:
        for _, goes_on in pieces:
            block.setUserState(_GOES_ON if goes_on else -1)
            block = block.next()

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if self._rest and value >= bar.maximum() - 2 * bar.pageStep():
            self._append(_AT_ONCE)

    def _redress(self) -> None:
        """The longer the text, the smaller: a sentence is read at a glance, a page is read through."""
        size = "item" if len(self._text) <= 320 else "item_medium" if len(self._text) <= 1200 else "item_long"
        font = self.theme.font(size)
        if self.font() != font:
            self.setFont(font)
            self.setTabStopDistance(QFontMetrics(font).horizontalAdvance(" ") * 4)
        self._keep_reading_width()

    def _keep_reading_width(self) -> None:
        side = 48 if self.width() > 560 else 24
        spare = max(0, self.width() - side - READING_WIDTH - 16)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, spare):
            self.setViewportMargins(side, 0, spare, 0)


def _pieces(paragraph: str) -> list[tuple[str, bool]]:
    """A paragraph in pieces of at most `CHUNK` characters, each with whether it goes on."""
    pieces: list[tuple[str, bool]] = []
    start = 0
    while len(paragraph) - start > CHUNK:
        end = _break_at(paragraph, start)
        pieces.append((paragraph[start:end], True))
        start = end
    pieces.append((paragraph[start:], False))
    return pieces


def _break_at(paragraph: str, start: int) -> int:
    """Where a piece that begins at `start` ends: behind white space when there is some in the last tenth, else at `CHUNK`."""
    end = start + CHUNK
    space = paragraph.rfind(" ", end - CHUNK // 10, end)
    if space > start:
        return space + 1
    # A combining mark or the second half of a joined sign stays with what it belongs to.
    while end > start + CHUNK // 2 and (ord(paragraph[end]) in range(0x300, 0x370) or paragraph[end] in "\u200d\ufe0f"):
        end -= 1
    return end
