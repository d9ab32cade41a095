"""The quiet strip beneath the item: its marks and its metadata. Enter or a click shows all of it, to be read and copied."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.review.cards import Card
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review.item.rows import rows
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

_LINE = 26
_MOST_LINES = 3
_LONGEST = 260  # pixels of one value
_LONGEST_NAME = 150
_TOLD = 40
_MENU = 20


class MetaStrip(Pressable):
    """Marks (flag, thumb, comments) first, then names and values, wrapped over at most three lines.

    It is pressed (`clicked`) when all of the metadata is wanted; `record` is what to show then.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.record: dict[str, JsonValue] = {}
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._marks: tuple[tuple[str, str], ...] = ()
        theme.hold_height(self, _LINE * _MOST_LINES)
        self._lines = _MOST_LINES
        self.setEnabled(False)

    def set_lines(self, lines: int) -> None:
        """Take so many lines at most."""
        if self._lines != lines:
            self._lines = lines
            self.theme.hold_height(self, _LINE * lines)

    def show_card(self, card: Card) -> None:
        """Show the metadata and the marks of `card`."""
        record = _record(card)
        marks = _marks(card)
        if (record, marks) == (self.record, self._marks):
            return
        self.record, self._marks = record, marks
        self._pairs = tuple(_pairs(record))
        said = [text for _, text in marks] + [f"{name}: {value}" for name, value in self._pairs[:_TOLD]]
        self.setAccessibleName("; ".join(said) or tr("Metadata"))
        self.setAccessibleDescription(self.accessibleName())
        self.setToolTip(plain_tip("\n".join(line[:200] for line in said)) if said else "")
        self.setEnabled(bool(self._pairs))
        self.update()

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        at = QPoint(0, 0)
        for icon, text in self._marks:
            at = self._mark(painter, at, icon, text)
        for done, (name, value) in enumerate(self._pairs):
            if not self._room(at, name, value):
                self._more(painter, at, len(self._pairs) - done)
                break
            at = self._pair(painter, at, name, value)
        if self.hasFocus():
            paint.focus_ring(painter, self.theme, self.rect(), self.theme.radius("small"))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if self._pairs:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """The menu that copies a value."""
        menu = QMenu(self)
        for name, value in self._pairs[:_MENU]:
            action = QAction(tr("Copy {name}", name=name.replace("&", "&&")), menu)
            action.setData(value)
            menu.addAction(action)
        menu.triggered.connect(self._copy)
        return menu

    def _copy(self, action: QAction) -> None:
        QGuiApplication.clipboard().setText(str(action.data()))

    def _mark(self, painter: QPainter, at: QPoint, icon: str, text: str) -> QPoint:
        font = self.theme.font("small", bold=True)
        width = paint.text_width(font, text) + 32
        chip = QRect(at.x(), at.y() + 2, width, self._line - 5)
        paint.box(painter, chip, chip.height() // 2, self.theme.colour("changed_soft"))
        paint_icon(painter, QRect(chip.left() + 7, chip.top() + 4, 13, 13), icon, self.theme.colour("changed"))
        paint.line(painter, font, self.theme.colour("changed"), chip.adjusted(24, 0, -2, 0), text)
        return QPoint(at.x() + width + 12, at.y())

    @property
    def _line(self) -> int:
        return self.theme.scaled(_LINE)

    def _widths(self, name: str, value: str) -> tuple[int, int]:
        font = self.theme.font("small")
        first = min(_LONGEST_NAME, paint.text_width(font, name[:100]) + 1)
        return first, min(_LONGEST, paint.text_width(font, value[:200]) + 1)

    def _room(self, at: QPoint, name: str, value: str) -> bool:
        """Whether a pair fits at `at`; on the last line some room is kept for saying how many are left out."""
        if at.y() + 2 * self._line <= self.height():
            return True
        return at.x() + sum(self._widths(name, value)) + 80 <= self.width() or at.x() == 0

    def _more(self, painter: QPainter, at: QPoint, count: int) -> None:
        rect = QRect(at.x(), at.y(), 120, self._line)
        paint.line(painter, self.theme.font("small"), self.theme.colour("accent"), rect, tr("{n} more", n=count))

    def _pair(self, painter: QPainter, at: QPoint, name: str, value: str) -> QPoint:
        font = self.theme.font("small")
        first, second = self._widths(name, value)
        if at.x() and at.x() + first + second + 5 > self.width():
            at = QPoint(0, at.y() + self._line)
        paint.line(painter, font, self.theme.colour("muted"), QRect(at.x(), at.y(), first, self._line), name)
        there = QRect(at.x() + first + 5, at.y(), second, self._line)
        paint.line(painter, font, self.theme.colour("text"), there, value[:200].replace("\n", " "))
        return QPoint(at.x() + first + second + 25, at.y())


def _record(card: Card) -> dict[str, JsonValue]:
    """The metadata with its own types, where the card has them, and the item's id."""
    held: dict[str, JsonValue] = dict(card.content.metadata) or dict(card.metadata)
    return {**held, **({"id": card.external_id} if card.external_id and "id" not in held else {})}


def _pairs(record: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """Names and values on one level: a nested name after those that it stands in, as in `customer / tier`."""
    above: list[str] = []
    for row in rows(record):
        del above[row.depth :]
        if row.head:
            above.append(row.name)
        elif row.name:
            yield " / ".join((*above, row.name)), row.text


def _marks(card: Card) -> tuple[tuple[str, str], ...]:
    thumb = {1: ("thumb_up", tr("Good suggestion")), -1: ("thumb_down", tr("Bad suggestion"))}
    marks = [("flag", tr("Flagged"))] if card.flagged else []
    marks += [thumb[card.thumb]] if card.thumb in thumb else []
    marks += [("comment", tr("Comments: {n}", n=card.comments))] if card.comments else []
    return tuple(marks)
