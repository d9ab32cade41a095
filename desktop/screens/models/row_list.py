"""A list whose entries say several things each: a name with a chip, and quiet lines under it, some with a sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_HEAD = 24
_LINE = 19
_PAD = 8
_SIDE = 12
_SIGN = 14
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class RowLine:
    """A line of an entry. `tone`: a token of a text colour; `sign`: an icon before it; `wraps`: over two lines where it has to."""

    text: str
    tone: str = "muted"
    sign: str = ""
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An entry. `aside` stands quietly behind the title, `chip` at the right."""

    title: str
    lines: tuple[RowLine, ...] = ()
    aside: str = ""
    chip: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.chip, self.aside, *(line.text for line in self.lines)) if part)


class RowList(QListWidget):
    """`opened` follows Enter and a double click, with the row's number."""

    opened = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(self._open)
        theme.changed.connect(self._repaint)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these. The row that was marked stays marked while there is one in its place, without a signal."""
        before = max(0, self.currentRow())
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            item.setToolTip(plain_tip(row.title, "\n".join(line.text for line in row.lines)))
        if rows:
            self.setCurrentRow(min(before, len(rows) - 1))
        self.blockSignals(False)

    def mark(self, row: int) -> None:
        """Mark a row without a signal."""
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)

    def row_at(self, place: int) -> Row:
        """The entry in this place."""
        return cast("Row", self.item(place).data(Qt.ItemDataRole.UserRole))

    def fit_height(self, most: int) -> None:
        """Be as tall as the entries, up to `most` pixels."""
        tall = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(max(self.theme.scaled(_HEAD) + 2 * _PAD, min(self.theme.scaled(most), tall)) + 12)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or (event.text().strip() and not enter):
            event.ignore()  # Qt would search for a letter; it may be a command of the screen
        elif enter:
            if not event.isAutoRepeat() and self.currentRow() >= 0:
                self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        if e.oldSize().width() != e.size().width():
            self.scheduleDelayedItemsLayout()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.row(item))

    def _repaint(self) -> None:
        self.viewport().update()


class _Painter(QStyledItemDelegate):
    """Paints an entry."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = cast("RowList", self.parent())
        room = view.viewport().width() - 2 * _SIDE
        row = cast("Row", index.data(Qt.ItemDataRole.UserRole))
        return QSize(120, 2 * _PAD + self._theme.scaled(_HEAD) + sum(self._tall(line, room) for line in row.lines))

    def _tall(self, line: RowLine, room: int) -> int:
        wide = QFontMetrics(self._font()).horizontalAdvance(line.text) + (_SIGN + 6 if line.sign else 0)
        return self._theme.scaled(_LINE) * (_MOST_LINES if line.wraps and wide > room > 0 else 1)

    @property
    def _bare(self) -> bool:
        """Whether the list has no frame that could show that it has the keyboard."""
        return cast("RowList", self.parent()).objectName() == "side"

    def _font(self) -> QFont:
        return self._theme.font("small")

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = cast("Row", index.data(Qt.ItemDataRole.UserRole))
        rect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, rect, self._theme.radius("medium"), self._theme.colour("accent_soft"))
            bar = QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12)  # the tint alone is too faint to tell by
            paint.box(painter, bar, 1, self._theme.colour("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus and self._bare:
                paint.focus_ring(painter, self._theme, rect, self._theme.radius("medium"))
        inner = option.rect.adjusted(_SIDE, _PAD, -_SIDE, -_PAD)
        head = self._theme.scaled(_HEAD)
        self._head(painter, row, QRect(inner.left(), inner.top(), inner.width(), head))
        y = inner.top() + head
        for line in row.lines:
            tall = self._tall(line, inner.width())
            self._line(painter, line, QRect(inner.left(), y, inner.width(), tall))
            y += tall
        painter.restore()

    def _head(self, painter: QPainter, row: Row, rect: QRect) -> None:
        right = self._chip(painter, row.chip, rect) if row.chip else rect.right()
        bold, small = self._theme.font("label", bold=True), self._font()
        wide = min(paint.text_width(bold, row.title) + 2, right - rect.left())
        paint.line(painter, bold, self._theme.colour("text"), QRect(rect.left(), rect.top(), wide, rect.height()), row.title)
        rest = QRect(rect.left() + wide + 10, rect.top() + 1, right - rect.left() - wide - 12, rect.height())
        if row.aside and rest.width() > 40:
            paint.line(painter, small, self._theme.colour("muted"), rest, row.aside)

    def _chip(self, painter: QPainter, text: str, rect: QRect) -> int:
        font = self._theme.font("caption", bold=True)
        wide = paint.text_width(font, text) + 16
        tall = self._theme.scaled(18)
        chip = QRect(rect.right() - wide, rect.center().y() - tall // 2, wide, tall)
        paint.box(painter, chip, tall // 2, self._theme.colour("good_soft"))
        painter.setFont(font)
        painter.setPen(self._theme.colour("good"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)
        return chip.left() - 8

    def _line(self, painter: QPainter, line: RowLine, rect: QRect) -> None:
        colour = self._theme.colour(line.tone)
        if line.sign:
            paint_icon(painter, QRect(rect.left(), rect.top() + self._theme.scaled(3), _SIGN, _SIGN), line.sign, colour)
            rect = rect.adjusted(_SIGN + 6, 0, 0, 0)
        if rect.height() > self._theme.scaled(_LINE):
            paint.paragraph(painter, self._font(), colour, rect, line.text)
        else:
            paint.line(painter, self._font(), colour, rect, line.text)
