"""Giving the keyboard to a part of a screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def give_focus(widget: QWidget) -> None:
    """Give `widget` the keyboard and scroll to it, unless its screen is not shown.

    What ends late must not take the keys from another screen.
    """
    if not widget.isVisible():
        return
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
