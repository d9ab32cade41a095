"""What is asked of each item, over the answer: one or two lines, or nothing at all where the project says nothing."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.spoken import Role

_HEIGHT = 40


class AskedLine(QWidget):
    """Paints the instruction of the task; a long one is cut, and whole in the tip."""

    spoken_as = Role.StaticText

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text = ""
        theme.hold_height(self, _HEIGHT)
        self.hide()
        theme.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show this; an empty one takes no room."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        self.setAccessibleDescription(self._text)
        self.setToolTip(plain_tip(self._text, ""))
        self.setVisible(bool(self._text))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        paint.paragraph(painter, self.theme.font("body"), self.theme.colour("text"), self.rect(), self._text)
