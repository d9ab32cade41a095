"""A chat: its turns on cards, the person's at the left, the assistant's at the right, tools and their arguments between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFrame, QTextFrameFormat
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.content import Part
from core.domain.json import JsonValue
from desktop.i18n import tr
from desktop.review.item.document import DocumentView, Pages
from desktop.review.item.turns import Piece, Side, pieces
from desktop.review.item.view import scaled
from desktop.theme import Theme
from desktop.widgets import paint

_TURNS = 16
_CHARACTERS = 8_000
_PADDING = 12
_APART = 56
_SIDE = 0x100001  # a property of our own on the frame of a turn
_GROUNDS = {Side.ASKING.value: "surface", Side.ANSWERING.value: "accent_soft", Side.BETWEEN.value: "hover"}


class _Cards(Pages):
    """Draws a card behind each turn that is in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        for frame in self._frames_in_sight():
            self._card(painter, frame)
        painter.end()
        super().paintEvent(e)

    def _frames_in_sight(self) -> list[QTextFrame]:
        """The turns that can be seen: what lies above and below is neither looked at nor laid out."""
        sight, root = self.viewport().rect(), self.document().rootFrame()
        cursor, end = self.cursorForPosition(sight.topLeft()), self.cursorForPosition(sight.bottomRight()).position()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        found: dict[int, QTextFrame] = {}
        while True:
            frame = cursor.currentFrame()
            if frame is not root:
                found.setdefault(frame.firstPosition(), frame)
            if cursor.position() > end or not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                return list(found.values())

    def _card(self, painter: QPainter, frame: QTextFrame) -> None:
        form, layout = frame.frameFormat(), self.document().documentLayout()
        first = layout.blockBoundingRect(frame.firstCursorPosition().block())
        last = layout.blockBoundingRect(frame.lastCursorPosition().block())
        left, right = round(form.leftMargin()), self.viewport().width() - round(form.rightMargin()) - 1
        top, bottom = round(first.top()) - _PADDING, round(last.bottom()) + _PADDING
        ground = self._theme.colour(_GROUNDS[str(form.property(_SIDE))])
        card = QRect(left, top, right - left, bottom - top)
        paint.box(painter, card, self._theme.radius("medium"), ground, self._theme.colour("border"))


class ChatView(DocumentView):
    """Shows a chat. Long ones come in portions, long turns in pieces."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._value: JsonValue = None
        self._rest: Iterator[Piece] = iter(())
        super().__init__(theme, parent)

    @override
    def make_browser(self) -> Pages:
        return _Cards(self.theme)

    @override
    def take(self, part: Part) -> None:
        self._value = part.value

    @override
    def begin(self) -> None:
        document = self.fresh()
        document.setDefaultFont(scaled(self.theme.font("item_long"), self.zoom))
        self._rest = pieces(self._value)
        self._add(QTextCursor(document))
        self.put(document)

    @override
    def more(self) -> bool:
        return self._add(self.at_end())

    def _add(self, cursor: QTextCursor) -> bool:
        """Write the next portion; False when there is none."""
        length = written = 0
        cursor.beginEditBlock()
        for piece in islice(self._rest, _TURNS):
            self._write(cursor, piece)
            written, length = written + 1, length + len(piece.said)
            if length > _CHARACTERS:
                break
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(_thin())
        cursor.setBlockCharFormat(_smallest())
        cursor.endEditBlock()
        return written > 0

    def _write(self, cursor: QTextCursor, piece: Piece) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(_thin())
        cursor.setBlockCharFormat(_smallest())
        cursor.insertFrame(self._frame(piece))
        cursor.setBlockFormat(QTextBlockFormat())
        if piece.who:
            cursor.insertText(piece.who, self._small())
            if piece.said or piece.calls:
                cursor.insertBlock()
        cursor.insertText(piece.said, self._plain())
        for at, (tool, arguments) in enumerate(piece.calls):
            if piece.said or at:
                cursor.insertBlock()
            cursor.insertText(tr("calls {tool}", tool=tool), self._small())
            if arguments:
                cursor.insertBlock()
                cursor.insertText(arguments, self._mono())

    def _frame(self, piece: Piece) -> QTextFrameFormat:
        form = QTextFrameFormat()
        form.setProperty(_SIDE, piece.side.value)
        form.setPadding(_PADDING)
        form.setBorder(0)
        form.setTopMargin(6 if piece.who else 0)
        form.setBottomMargin(6)
        form.setLeftMargin(_APART if piece.side is Side.ANSWERING else 0)
        form.setRightMargin(_APART if piece.side is Side.ASKING else 0)
        return form

    def _small(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(scaled(self.theme.font("small", bold=True), self.zoom))
        look.setForeground(self.theme.colour("muted"))
        return look

    def _plain(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self.theme.colour("text"))
        return look

    def _mono(self) -> QTextCharFormat:
        look = self._plain()
        look.setFont(scaled(self.theme.font("label", mono=True), self.zoom))
        return look


def _thin() -> QTextBlockFormat:
    """The format of the empty lines that Qt keeps between frames."""
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return form


def _smallest() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setProperty(QTextCharFormat.Property.FontPixelSize.value, 1)
    return look
