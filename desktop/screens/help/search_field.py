"""The field over the list of pages: what is typed is searched for at once; arrows and Enter belong to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HelpSearch(QLineEdit):
    """`moved` gives by how many lines the mark goes, `entered` that Enter was pressed, `left` that Esc was, in an empty field."""

    moved = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """`key`: what goes to the field, as printed on it; shown while the field sleeps."""
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setPlaceholderText(tr("Search the help"))
        self.setAccessibleName(tr("Search the help"))
        self.setMaxLength(200)

    def set_key(self, key: str) -> None:
        """Another key goes to the field now."""
        self._key = key
        self.update()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        key = Qt.Key(arg__1.key())
        alone = not arg__1.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS and alone:
            self.moved.emit(_STEPS[key])
        elif key in _ENTER:
            if not arg__1.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif arg__1.modifiers() & Qt.KeyboardModifier.AltModifier or self._is_palette(arg__1):
            arg__1.ignore()  # the screen goes back and forward; the palette opens where Qt would delete to the end of the line
        else:
            super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        super().paintEvent(arg__1)
        if self._key and not self.text() and not self.hasFocus():
            painter = QPainter(self)
            x = self.width() - 10 - paint.keycap_width(self._theme, self._key)
            paint.keycap(painter, self._theme, x, self.height() // 2, self._key)

    def _is_palette(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier

    def _escape(self) -> None:
        """Esc empties the field, and once more leaves it."""
        if self.text():
            self.clear()
        else:
            self.left.emit()
