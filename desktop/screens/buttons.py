"""Buttons that Enter presses too: Qt's own listen to Space alone outside of dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcutEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override


class Button(QPushButton):
    """A push button for Enter and Space; a held key presses it once."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, primary: bool = False) -> None:
        """`primary`: the one that goes on, in the accent colour."""
        super().__init__(text, parent)
        if primary:
            self.setObjectName("primary")

    @override
    def event(self, e: QEvent, /) -> bool:
        """A mnemonic acts at once: Qt's own animates first, and what is typed meanwhile would go elsewhere."""
        if isinstance(e, QShortcutEvent) and not e.isAmbiguous():
            self.click()
            return True
        return super().event(e)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        enter = arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter:
            super().keyPressEvent(arg__1)
        elif not arg__1.isAutoRepeat():
            self.click()
