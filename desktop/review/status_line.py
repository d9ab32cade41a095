"""The line at the foot of the item: a message when there is one, otherwise what can be opened from here."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.spoken import Role, announce

HEIGHT = 52


class StatusLine(QWidget):
    """Tells what happened, over at most two lines; the whole of it is in the tool tip and read to screen readers."""

    spoken_as = Role.StatusBar

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._message = ""
        self._hints: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName(tr("Status"))
        theme.changed.connect(self.update)

    @property
    def message(self) -> str:
        """The message that is shown, or nothing."""
        return self._message

    def show_message(self, text: str) -> None:
        """Show `text`; an empty one brings the hints back."""
        if text == self._message:
            return
        self._message = text
        self.setAccessibleName(text or tr("Status"))
        self.setAccessibleDescription(text)
        self.setToolTip(plain_tip(text) if text else "")
        announce(self, text)
        self.update()

    def set_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Keys and words to show while there is no message."""
        if hints != self._hints:
            self._hints = hints
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        if self._message:
            self._paint_message(painter)
            return
        x = 0
        for key, word in self._hints:
            x = paint.keycap(painter, self.theme, x, self.height() // 2, key) + 8
            font = self.theme.font("body")
            width = paint.text_width(font, word) + 2
            paint.line(painter, font, self.theme.colour("muted"), QRect(x, 0, width, self.height()), word)
            x += width + 16

    def _paint_message(self, painter: QPainter) -> None:
        chip = self.rect().adjusted(0, 4, 0, -6)
        paint.box(painter, chip, self.theme.radius("medium"), self.theme.colour("raised"), self.theme.colour("border"))
        icon = QRect(chip.left() + 12, chip.center().y() - 8, 16, 16)
        paint_icon(painter, icon, "warning", self.theme.colour("changed"))
        room = chip.adjusted(38, 3, -12, -3)
        one = paint.text_width(self.theme.font("body"), self._message) <= room.width()
        if one:
            paint.line(painter, self.theme.font("body"), self.theme.colour("text"), room, self._message)
        else:
            paint.paragraph(painter, self.theme.font("small"), self.theme.colour("text"), room, self._message)
