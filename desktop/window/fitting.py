"""A window that is no larger than the screen it comes up on: a laptop at 200 % has fewer points than the one it was left on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

#: for the frame of the window, which is not known before it is shown
_FRAME = 36


def fitted(wanted: QRect, available: QRect, least: QSize) -> QRect:
    """`wanted` made small enough for `available`, and moved into it; never smaller than `least`."""
    room = available.adjusted(0, _FRAME, 0, 0)
    size = wanted.size().boundedTo(room.size()).expandedTo(least)
    left = max(room.left(), min(wanted.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(wanted.top(), room.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())


def fit_to_screen(window: QWidget) -> None:
    """Make a window that is larger than its screen, and not shown yet, fit into it; others stay as they are."""
    available = window.screen().availableGeometry()
    if window.width() > available.width() or window.height() > available.height():
        window.setGeometry(fitted(window.geometry(), available, window.minimumSize()))
