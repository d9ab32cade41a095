"""A monospaced editor with line numbers, on which one line can be marked as wrong. Tab leaves it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme

#: keys with Ctrl that belong to the screen or the window; Qt would delete to the end of the line, or do nothing with them
_PASSED = frozenset({Qt.Key.Key_K, Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST, _MOST = 4, 13
_PAD = 8


class CodeEditor(QPlainTextEdit):
    """As tall as its text, from four lines to thirteen."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.marked: int | None = None
        self.setObjectName("field")
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(self._fit_gutter)
        self.updateRequest.connect(self._scroll_gutter)
        self.textChanged.connect(self._fit_height)
        theme.changed.connect(self._dress)
        self._dress()

    def mark(self, line: int | None) -> None:
        """Mark a line, counted from 1, as the one that is wrong; None takes the mark away."""
        self.marked = line
        self.setExtraSelections([] if line is None else [self._band(line)])
        self.setAccessibleDescription("" if line is None else tr("Line {n} is wrong.", n=line))
        self._gutter.update()

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of a line."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))

    @property
    def theme(self) -> Theme:
        """What it wears."""
        return self._theme

    def gutter_width(self) -> int:
        """Room for the numbers and the sign."""
        return QFontMetrics(self.font()).horizontalAdvance("0" * max(2, len(str(self.blockCount())))) + 30

    def paint_gutter(self, painter: QPainter, rect: QRect) -> None:
        """Paint the numbers of the lines that are in sight."""
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        tall = QFontMetrics(self.font()).height()
        while block.isValid() and top <= rect.bottom():
            height = round(self.blockBoundingRect(block).height())
            if block.isVisible() and top + height >= rect.top():
                self._number(painter, block.blockNumber() + 1, QRect(0, top, self.gutter_width() - 8, tall))
            top += height
            block = block.next()

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier and Qt.Key(e.key()) in _PASSED:
            e.ignore()
        else:
            super().keyPressEvent(e)

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        room = self.contentsRect()
        self._gutter.setGeometry(QRect(room.left(), room.top(), self.gutter_width(), room.height()))
        if e.oldSize().width() != e.size().width():
            self._fit_height()

    def _number(self, painter: QPainter, line: int, rect: QRect) -> None:
        wrong = line == self.marked
        painter.setPen(self._theme.colour("bad" if wrong else "muted"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line))
        if wrong:
            paint_icon(painter, QRect(4, rect.top() + 1, 14, 14), "warning", self._theme.colour("bad"))

    def _band(self, line: int) -> QTextEdit.ExtraSelection:
        band = QTextEdit.ExtraSelection()
        band.cursor = QTextCursor(self.document().findBlockByNumber(max(0, line - 1)))  # pyright: ignore[reportAttributeAccessIssue]  (the stub has a method where Qt has a member)
        band.format.setBackground(self._theme.colour("bad_soft"))  # pyright: ignore[reportAttributeAccessIssue, reportFunctionMemberAccess]  (as above)
        band.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # pyright: ignore[reportAttributeAccessIssue, reportFunctionMemberAccess]  (as above)
        return band

    def _dress(self) -> None:
        self.setFont(self._theme.font("body", mono=True))
        self._fit_gutter()
        self._fit_height()
        self.mark(self.marked)

    def _fit_gutter(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)

    def _fit_height(self) -> None:
        lines = min(_MOST, max(_LEAST, round(self.document().size().height())))  # in lines, as they are wrapped
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 3 * _PAD)

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())


class _Gutter(QWidget):
    """The strip of numbers."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._editor.gutter_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        self._editor.paint_gutter(QPainter(self), event.rect())
