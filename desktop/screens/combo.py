"""A choice of one out of few, that leaves keys and wheel to the screen when they are not meant for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class Combo(QComboBox):
    """Qt's own takes `Ctrl+1` for a search for `1`, and a wheel that scrolls the screen past it for a choice.

    The arrow is painted here: the style's own does not follow the theme.
    """

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Text if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        painter.setPen(QPen(self.palette().color(role), 1.5))
        x, y = self.width() - 18, self.height() // 2 - 2
        painter.drawPolyline([QPoint(x, y), QPoint(x + 4, y + 4), QPoint(x + 8, y)])

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.modifiers() & _COMMAND:
            e.ignore()
        else:
            super().keyPressEvent(e)

    @override
    def wheelEvent(self, e: QWheelEvent, /) -> None:
        e.ignore()
