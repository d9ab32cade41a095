"""The list at the left: all pages under the titles of their groups, or what a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.help.finding import Hit, places
from desktop.screens.help.library import Library
from desktop.screens.help.trail import Place
from desktop.theme import Theme
from desktop.widgets import paint

_Index = QModelIndex | QPersistentModelIndex
_PAGE, _GROUP, _HIT = 30, 34, 78
_SIDE = 12
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list. A group has no `place`; what was found has `lines` and the `words` that are marked in them."""

    title: str
    place: Place | None = None
    under: str = ""
    snippet: str = ""
    words: tuple[str, ...] = field(default=())

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.under, self.snippet) if part)


class Contents(QListWidget):
    """`opened` gives the `Place` of the line that Enter, or a click, was meant for."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines: list[Line] = []
        self.setObjectName("side")
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName(tr("Pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._clicked)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_pages(self, library: Library, at: Place | None) -> None:
        """All pages in reading order; the one at `at` is marked."""
        lines: list[Line] = []
        for title, names in library.groups:
            lines.append(Line(tr(title)))
            lines += [Line(library.pages[name].title, Place(name)) for name in names]
        self._show(lines, tr("Pages"))
        self.mark(at)

    def show_hits(self, hits: Sequence[Hit], words: Sequence[str]) -> None:
        """What was found, the first one marked."""
        lines = [_of_hit(hit, tuple(words)) for hit in hits]
        self._show(lines or [Line(tr("Nothing found"))], tr("Found"))
        self.setCurrentRow(0 if hits else -1)

    def mark(self, at: Place | None) -> None:
        """Mark the line of a page, without opening it."""
        row = next((row for row, line in enumerate(self._lines) if at and line.place and line.place.page == at.page), -1)
        self.setCurrentRow(row)

    def move_mark(self, step: int) -> None:
        """Move the mark by so many lines, past the titles of groups."""
        row = self.currentRow()
        for _ in range(abs(step)):
            ahead = range(row + 1, self.count()) if step > 0 else range(row - 1, -1, -1)
            row = next((one for one in ahead if self._lines[one].place is not None), row)
        self.setCurrentRow(row)

    def open_marked(self) -> None:
        """Open what is marked."""
        row = self.currentRow()
        if 0 <= row < len(self._lines) and self._lines[row].place is not None:
            self.opened.emit(self._lines[row].place)

    def line_at(self, row: int) -> Line:
        """The line in this place."""
        return self._lines[row]

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in _ENTER
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in steps:
            self.move_mark(steps[Qt.Key(event.key())])
        elif plain and enter:
            if not event.isAutoRepeat():
                self.open_marked()
        else:
            event.ignore()  # Qt would search for a letter; it may be a command of the screen

    def _show(self, lines: list[Line], name: str) -> None:
        self._lines = lines
        self.setAccessibleName(name)
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
            if line.place is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _clicked(self, item: QListWidgetItem) -> None:
        self.setCurrentItem(item)
        self.open_marked()


def _of_hit(hit: Hit, words: tuple[str, ...]) -> Line:
    under = hit.title if hit.section else ""
    return Line(hit.heading, Place(hit.page, hit.section), under, hit.snippet, words)


class _Painter(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = cast("Line", index.data(Qt.ItemDataRole.UserRole))
        return QSize(80, self._theme.scaled(_GROUP if line.place is None else _HIT if line.words else _PAGE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = cast("Line", index.data(Qt.ItemDataRole.UserRole))
        theme, rect = self._theme, option.rect.adjusted(2, 1, -2, -1)
        inner = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint.focus_ring(painter, theme, rect, theme.radius("medium"))
        if line.place is None:
            tall = theme.scaled(20)
            foot = QRect(inner.left(), inner.bottom() - tall - 2, inner.width(), tall)
            paint.line(painter, theme.font("small", bold=True), theme.colour("muted"), foot, line.title)
        elif line.words:
            self._hit(painter, line, inner)
        else:
            paint.line(painter, theme.font("body"), theme.colour("text"), inner, line.title)
        painter.restore()

    def _hit(self, painter: QPainter, line: Line, rect: QRect) -> None:
        theme = self._theme
        bold, small = theme.font("body", bold=True), theme.font("small")
        head = QRect(rect.left(), rect.top() + 6, rect.width(), theme.scaled(22))
        paint.line(painter, bold, theme.colour("text"), head, line.title)
        used = paint.text_width(bold, line.title) + 10
        if line.under and head.width() - used > 48:
            paint.line(painter, small, theme.colour("muted"), head.adjusted(used, 1, 0, 1), line.under)
        painter.setPen(theme.colour("muted"))
        _draw_marked(
            painter, small, QRect(rect.left(), head.bottom() + 2, rect.width(), rect.bottom() - head.bottom()), line, theme
        )


def _draw_marked(painter: QPainter, font: QFont, rect: QRect, line: Line, theme: Theme) -> None:
    """The snippet over two lines, with the words that were searched for in bold."""
    strong = QTextCharFormat()
    strong.setFontWeight(theme.font("small", bold=True).weight())
    strong.setForeground(theme.colour("text"))
    layout = QTextLayout(line.snippet, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    ranges: list[QTextLayout.FormatRange] = []
    for at, length in places(line.snippet, line.words):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = at, length, strong
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    for _ in range(2):
        row = layout.createLine()
        if row.isValid():
            row.setLineWidth(rect.width())
    layout.endLayout()
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        row.draw(painter, QPointF(rect.left(), rect.top() + number * row.height()))
