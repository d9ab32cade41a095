"""A message on a screen: what went wrong or what was done, in words that select and copy."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.screens.look import label, set_tone
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.spoken import Role, announce


class Tone(Enum):
    """How a message is meant: its colour and its sign."""

    DONE = ("good", "check")
    CARE = ("changed", "warning")
    WRONG = ("bad", "warning")


class Notice(QWidget):
    """Takes no room while it has nothing to say."""

    spoken_as = Role.AlertMessage

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone = Tone.DONE
        self.words = label(theme, "body", "text", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 16, 10)
        row.addWidget(self.words)
        self.hide()
        theme.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """What is said, or nothing."""
        return "" if self.isHidden() else self.words.text()

    def say(self, text: str, tone: Tone = Tone.WRONG) -> None:
        """Say `text`; an empty one takes the message away."""
        self._tone = tone
        self.words.setText(text)
        self.setAccessibleName(text)
        self._dress()
        self.setVisible(bool(text))
        announce(self, text, urgent=tone is Tone.WRONG)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        name, sign = self._tone.value
        paint.box(painter, self.rect(), self.theme.radius("medium"), self.theme.colour(f"{name}_soft"))
        paint_icon(painter, QRect(16, 11, 16, 16), sign, self.theme.colour(name))

    def _dress(self) -> None:
        set_tone(self.theme, self.words, self._tone.value[0])
        self.update()
