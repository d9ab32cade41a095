"""The quiet strip beneath the item: its marks and its metadata. A context menu copies a value."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from core.review.cards import Card
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

_LINE = 26
_MOST_LINES = 3
_LONGEST = 260  # pixels of one value


class MetaStrip(QWidget):
    """Marks (flag, thumb, comments) first, then names and values, wrapped over at most three lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._marks: tuple[tuple[str, str], ...] = ()
        self.setFixedHeight(_LINE * _MOST_LINES)
        theme.changed.connect(self.update)

    def show_card(self, card: Card) -> None:
        """Show the metadata and the marks of `card`."""
        own = (("id", card.external_id),) if card.external_id else ()
        pairs, marks = (*card.metadata, *own), _marks(card)
        if (pairs, marks) == (self._pairs, self._marks):
            return
        self._pairs, self._marks = pairs, marks
        said = [text for _, text in marks] + [f"{name}: {value}" for name, value in pairs]
        self.setAccessibleName("; ".join(said))
        self.setToolTip(plain_tip("\n".join(said[:40])) if said else "")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        at = QPoint(0, 0)
        for icon, text in self._marks:
            at = self._mark(painter, at, icon, text)
        for done, (name, value) in enumerate(self._pairs):
            if not self._room(at, name, value):
                self._more(painter, at, len(self._pairs) - done)
                break
            at = self._pair(painter, at, name, value)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        if not self._pairs:
            return
        menu = QMenu(self)
        for name, value in self._pairs[:20]:
            action = QAction(tr("Copy {name}", name=name), menu)
            action.setData(value)
            menu.addAction(action)
        menu.triggered.connect(self._copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _copy(self, action: QAction) -> None:
        QGuiApplication.clipboard().setText(str(action.data()))

    def _mark(self, painter: QPainter, at: QPoint, icon: str, text: str) -> QPoint:
        font = self.theme.font("small", bold=True)
        width = paint.text_width(font, text) + 32
        chip = QRect(at.x(), at.y() + 2, width, _LINE - 5)
        paint.box(painter, chip, chip.height() // 2, self.theme.colour("changed_soft"))
        paint_icon(painter, QRect(chip.left() + 7, chip.top() + 4, 13, 13), icon, self.theme.colour("changed"))
        paint.line(painter, font, self.theme.colour("changed"), chip.adjusted(24, 0, -2, 0), text)
        return QPoint(at.x() + width + 12, at.y())

    def _room(self, at: QPoint, name: str, value: str) -> bool:
        """Whether a pair fits at `at`; on the last line some room is kept for saying how many are left out."""
        if at.y() + 2 * _LINE <= self.height():
            return True
        font = self.theme.font("small")
        wide = min(_LONGEST // 2, paint.text_width(font, name)) + min(_LONGEST, paint.text_width(font, value[:200]))
        return at.x() + wide + 80 <= self.width() or at.x() == 0

    def _more(self, painter: QPainter, at: QPoint, count: int) -> None:
        rect = QRect(at.x(), at.y(), 120, _LINE)
        paint.line(painter, self.theme.font("small"), self.theme.colour("muted"), rect, tr("{n} more", n=count))

    def _pair(self, painter: QPainter, at: QPoint, name: str, value: str) -> QPoint:
        font = self.theme.font("small")
        first = min(_LONGEST // 2, paint.text_width(font, name) + 1)
        second = min(_LONGEST, paint.text_width(font, value[:200]) + 1)
        if at.x() and at.x() + first + second + 5 > self.width():
            at = QPoint(0, at.y() + _LINE)
        paint.line(painter, font, self.theme.colour("muted"), QRect(at.x(), at.y(), first, _LINE), name)
        there = QRect(at.x() + first + 5, at.y(), second, _LINE)
        paint.line(painter, font, self.theme.colour("text"), there, value[:200].replace("\n", " "))
        return QPoint(at.x() + first + second + 25, at.y())


def _marks(card: Card) -> tuple[tuple[str, str], ...]:
    thumb = {1: ("thumb_up", tr("Good suggestion")), -1: ("thumb_down", tr("Bad suggestion"))}
    marks = [("flag", tr("Flagged"))] if card.flagged else []
    marks += [thumb[card.thumb]] if card.thumb in thumb else []
    marks += [("comment", tr("Comments: {n}", n=card.comments))] if card.comments else []
    return tuple(marks)
