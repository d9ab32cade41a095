"""The base of everything that can be pressed: a button that a held key never presses, with a focus that shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.theme import Theme

_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Pressable(QAbstractButton):
    """A button that paints itself. It takes the focus by Tab only, so that a click leaves the keys where they were."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, focus: bool = True) -> None:
        """`focus`: whether Tab reaches it; what only repeats a key for the mouse is left out of the tab order."""
        super().__init__(parent)
        self.theme = theme
        self.hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if focus else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # Qt's own keeps a button from shrinking
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        theme.changed.connect(self.update)

    @override
    def setToolTip(self, arg__1: str, /) -> None:
        """A tip over a button that has no description: its name stands in, because a screen reader would spell out the tip's markup."""
        super().setToolTip(arg__1)
        if arg__1.startswith("<") and not self.accessibleDescription():
            self.setAccessibleDescription(self.accessibleName())

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        """Enter and Space press it once; every other key, and a held one, goes on to the screen."""
        pressed = e.key() in _PRESSES and e.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not pressed or e.isAutoRepeat():
            e.ignore()
            return
        e.accept()
        self.click()

    @override
    def keyReleaseEvent(self, e: QKeyEvent, /) -> None:
        e.ignore()

    @override
    def enterEvent(self, event: QEnterEvent, /) -> None:
        self.hovered = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self.hovered = False
        self.update()
