"""A quiet heading of a part of the panel, with a word at the right where there is one."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.spoken import Role


class SectionTitle(QWidget):
    """Text at the left, a word at the right; as a badge when it is a mark rather than a name."""

    spoken_as = Role.Heading

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text, self._word, self._badge = text, "", False
        theme.hold_height(self, 20)
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def set_texts(self, text: str, word: str = "", *, badge: bool = False) -> None:
        """Show these."""
        if (text, word, badge) != (self._text, self._word, self._badge):
            self._text, self._word, self._badge = text, word, badge
            self.setAccessibleName(", ".join(part for part in (text, word) if part))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        font, muted = self.theme.font("small"), self.theme.colour("muted")
        needed = paint.text_width(font, self._text) + 2
        paint.line(painter, self.theme.font("small", bold=True), muted, self.rect(), self._text)
        most = self.width() - needed - 24
        wide = min(most, paint.text_width(font, self._word) + 2)
        if not self._word or wide <= 0:
            return
        room = QRect(self.width() - wide, 0, wide, self.height())
        if self._badge:
            room.translate(-10, 0)
            paint.box(painter, room.adjusted(-10, 0, 10, 0), 10, self.theme.colour("accent_soft"))
        paint.line(painter, font, self.theme.colour("accent") if self._badge else muted, room, self._word, trailing=True)
