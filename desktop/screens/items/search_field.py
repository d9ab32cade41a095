"""The search over the items' texts: results come as one types, a moment after the last key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint

#: long enough that a word typed at a usual pace is one search, short enough to be no wait
SETTLE_MS = 140
_WIDTH = 340
_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SearchField(QLineEdit):
    """`searched` gives the text once typing has paused, `left` that the keyboard goes back to the table."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """`key`: what opens the search, as printed on it; shown while the field sleeps."""
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._told = ""
        self.setPlaceholderText(tr("Search the texts"))
        self.setAccessibleName(tr("Search the texts"))
        self.setFixedWidth(_WIDTH)
        self.setMaxLength(1_000)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.tell)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str) -> None:
        """Show a search that is made already."""
        self._told = text
        if text != self.text().strip():
            self.setText(text)
        self._settle.stop()

    def tell(self) -> None:
        """Search now for what is typed, unless that was the last search."""
        self._settle.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        key = Qt.Key(arg__1.key())
        if key == Qt.Key.Key_K and arg__1.modifiers() == Qt.KeyboardModifier.ControlModifier:
            arg__1.ignore()  # the command palette; Qt would delete to the end of the line
        elif key in _DOWN:
            self.tell()
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        super().paintEvent(arg__1)
        if self._key and not self.text() and not self.hasFocus():
            painter = QPainter(self)
            x = self.width() - 10 - paint.keycap_width(self._theme, self._key)
            paint.keycap(painter, self._theme, x, self.height() // 2, self._key)

    def _typed(self) -> None:
        self._settle.start()

    def _escape(self) -> None:
        """Esc empties the field, and once more leaves it."""
        if self.text():
            self.clear()
            self.tell()
        else:
            self.left.emit()
