"""A box to tick, painted by token: the style's own does not follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint

_BOX = 16
_TALL = 26


class Tick(QCheckBox):
    """Space, Enter or a click ticks it."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BOX + 20 + paint.text_width(self._theme.font("body"), self._words()), _TALL)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_BOX + 80, _TALL)

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            e.ignore()  # a command of the screen
        elif e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not e.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(e)

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, live = self._theme, self.isEnabled()
        box = QRect(4, (self.height() - _BOX) // 2, _BOX, _BOX)
        edge = theme.colour(("accent" if self.isChecked() else "border_strong") if live else "border")
        fill = edge if self.isChecked() else theme.colour("surface")
        paint.box(painter, box, theme.radius("small"), fill, edge)
        if self.isChecked():
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent" if live else "muted"))
        words = QRect(_BOX + 12, 0, self.width() - _BOX - 14, self.height())
        paint.line(painter, theme.font("body"), theme.colour("text" if live else "muted"), words, self._words())
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect(), theme.radius("small"))

    def _words(self) -> str:
        return self.text().replace("&", "")
