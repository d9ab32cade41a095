"""A line that shows and hides what is rarely needed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable

_TALL = 32


class Disclosure(Pressable):
    """Opens and closes `body`. `turned` follows each press; `aside` says what is set while it is closed."""

    turned = Signal(bool)

    def __init__(self, theme: Theme, text: str, key: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words, self._keycap, self._body = text, key, body
        self._aside = ""
        self.open = False
        body.hide()
        self.clicked.connect(self.turn)
        self._name()

    def turn(self) -> None:
        """Open what is closed, and the other way round."""
        self.open = not self.open
        self._body.setVisible(self.open)
        self._name()
        self.update()
        self.turned.emit(self.open)

    def show_aside(self, text: str) -> None:
        """A quiet word behind the name."""
        self._aside = text
        self._name()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.theme.scaled(_TALL))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, middle = self.theme, self.height() // 2
        if self.hovered:
            paint.box(painter, self.rect(), theme.radius("medium"), theme.colour("hover"))
        self._arrow(painter, middle)
        right = self.width() - 10
        if self._keycap:
            wide = paint.keycap_width(theme, self._keycap)
            paint.keycap(painter, theme, right - wide, middle, self._keycap)
            right -= wide + 8
        font = theme.font("body")
        room = QRect(30, 0, right - 30, self.height())
        paint.line(painter, font, theme.colour("text"), room, self._words)
        left = 30 + paint.text_width(font, self._words) + 10
        paint.line(painter, theme.font("small"), theme.colour("muted"), QRect(left, 0, right - left, self.height()), self._aside)
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect(), theme.radius("medium"))

    def _arrow(self, painter: QPainter, middle: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self.theme.colour("muted"), 1.5))
        points = [(12, -2), (16, 2), (20, -2)] if self.open else [(14, -4), (18, 0), (14, 4)]
        painter.drawPolyline([QPoint(x, middle + y) for x, y in points])

    def _name(self) -> None:
        state = tr("open") if self.open else tr("closed")
        self.setAccessibleName(", ".join(part for part in (self._words, self._aside, state) if part))
