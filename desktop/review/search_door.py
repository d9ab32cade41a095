"""What looks like a field and opens the label search: it holds the search's place while the keys are commands."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable


class SearchDoor(Pressable):
    """A button with the look of a field, its words at the left and its key at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._key = ""
        self.setFixedHeight(38)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def set_words(self, text: str, key: str) -> None:
        """What it says and which key opens it."""
        self.setText(text)
        self.setAccessibleName(text)
        self._key = key
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 38)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        edge = theme.colour("border_strong" if self.hovered else "border")
        paint.box(painter, rect, theme.radius("medium"), theme.colour("surface"), edge)
        right = rect.right() - 10
        if self._key:
            right -= paint.keycap_width(theme, self._key)
            paint.keycap(painter, theme, right, rect.center().y(), self._key)
        words = QRect(rect.left() + 12, rect.top(), right - rect.left() - 24, rect.height())
        paint.line(painter, theme.font("label"), theme.colour("muted"), words, self.text())
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))
