"""What the screens stand on: where the computer's own screen is smaller than they need, as a small one at 200 % is, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

_LINE = 60  # the height of what is seen whole or not at all; of what is taller some lines are enough
_SOME = 24


class Holder(QWidget):
    """What is laid out on the ground: never smaller than `least`, nor than what stands on it needs."""

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._least = least

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(self._least)


class Ground(QScrollArea):
    """Holds `inside` at its least size. With room enough there is nothing to see of it."""

    def __init__(self, inside: Holder) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        for one in (self.viewport(), inside):  # the screens cover all of it, and the window is to be told of its first paint
            one.setAutoFillBackground(False)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        """No key is its own: what has the keyboard is scrolled to, and all others are for the window."""
        arg__1.ignore()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def bring_into_sight(one: QWidget) -> None:
    """Scroll to what has got the keyboard. Qt's areas do so for Tab within themselves, not for what comes in from outside."""
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        area = above.parentWidget()
        if isinstance(area, QScrollArea) and above is area.viewport() and not _in_sight(one, above):
            area.ensureWidgetVisible(one)
        above = area


def _in_sight(one: QWidget, viewport: QWidget) -> bool:
    place = QRect(one.mapTo(viewport, QPoint(0, 0)), one.size())
    seen = place.intersected(viewport.rect()).height()
    return seen >= (one.height() if one.height() <= _LINE else _SOME)
