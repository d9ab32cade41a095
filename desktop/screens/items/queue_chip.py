"""A queue as a chip: its digit, its name, its count."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.queues.views import QueueInfo
from desktop.i18n import number, tr
from desktop.screens.items import words
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable

_HEIGHT = 28
_WIDEST = 260


class QueueChip(Pressable):
    """A queue: its digit, its name, its count."""

    taken = Signal(object)

    def __init__(self, theme: Theme, queue: QueueInfo, digit: int, parent: QWidget | None = None) -> None:
        """`digit`: 0 when it has none."""
        super().__init__(theme, parent)
        self.queue = queue
        self._digit = str(digit) if digit else ""
        self._count = "" if queue.count is None else number(queue.count)
        self.setText(words.queue(queue))
        self.setCheckable(True)
        self.setAccessibleName(", ".join(part for part in (tr("Queue {name}", name=words.queue(queue)), self._count) if part))
        self.clicked.connect(self._tell)

    @override
    def nextCheckState(self) -> None:
        """The page says which queue is shown; a press alone changes nothing."""

    @override
    def sizeHint(self) -> QSize:
        name, count = self.theme.font("body"), self.theme.font("small")
        width = paint.text_width(name, self.text()) + paint.text_width(count, self._count) + 36 + (14 if self._digit else 0)
        return QSize(min(_WIDEST, width), _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        if self.isChecked() or self.hovered:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft" if self.isChecked() else "hover"))
        x = 10
        if self._digit:
            paint.line(painter, theme.font("small"), theme.colour("muted"), QRect(x, 0, 14, rect.height()), self._digit)
            x += 14
        small = theme.font("small")
        counted = paint.text_width(small, self._count) + 2
        name = QRect(x, 0, max(0, rect.width() - x - counted - 18), rect.height())
        font = theme.font("body", bold=self.isChecked())
        paint.line(painter, font, theme.colour("accent" if self.isChecked() else "text"), name, self.text())
        there = QRect(rect.right() - counted - 8, 0, counted + 2, rect.height())
        paint.line(painter, small, theme.colour("muted"), there, self._count, trailing=True)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _tell(self) -> None:
        self.taken.emit(self.queue)
