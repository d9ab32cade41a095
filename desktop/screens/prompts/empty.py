"""What stands in the place of the editor while there is nothing to edit: what is missing, and the button that goes on."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.screens.buttons import Button
from desktop.screens.look import label
from desktop.theme import Theme
from desktop.widgets import paint

_WIDTH = 460
_SPOT = 52


class EmptyState(QWidget):
    """An icon, a line, a few sentences, a button."""

    def __init__(self, theme: Theme, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = sign
        self.title = label(theme, "title", "text", bold=True, wrap=True)
        self.words = label(theme, "label", "muted", wrap=True)
        for one in (self.title, self.words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(primary=True)
        self._lay_out()

    def say(self, title: str, words: str, button: str) -> None:
        """What is missing, and what the button does; an empty one is hidden."""
        self.title.setText(title)
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{title} {words}")

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        top = self.title.mapTo(self, self.title.rect().topLeft()).y() - _SPOT - 18
        spot = QRect((self.width() - _SPOT) // 2, top, _SPOT, _SPOT)
        paint.box(painter, spot, _SPOT // 2, self._theme.colour("accent_soft"))
        paint_icon(painter, spot.adjusted(14, 14, -14, -14), self._sign, self._theme.colour("accent"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addStretch(2)
        column.addSpacing(_SPOT + 18)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(3)
        QHBoxLayout(self).addWidget(middle)
