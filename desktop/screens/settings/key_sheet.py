"""The sheet that takes the new key of an action."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import strokes
from desktop.widgets.overlay import Overlay

_SHEET = QSize(460, 150)
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)


class KeySheet(Overlay):
    """Asks for a key. `taken` gives its stroke; Esc leaves."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=_SHEET)
        self._title = ""

    def ask(self, title: str) -> None:
        """Ask for the new key of the action called `title`."""
        self._title = title
        self._size = QSize(self.theme.scaled(_SHEET.width()), self.theme.scaled(_SHEET.height()))
        self.setAccessibleName(tr("Press the new key for “{title}”", title=title))
        self.open()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in _MODIFIERS and not event.isAutoRepeat() and strokes(event):
            self.leave()
            self.taken.emit(strokes(event)[0])

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = self.box.geometry().adjusted(28, 28, -28, -28)
        said = tr("Press the new key for “{title}”", title=self._title)
        head = QRect(box.left(), box.top(), box.width(), self.theme.scaled(48))
        paint.paragraph(painter, self.theme.font("label", bold=True), self.theme.colour("text"), head, said)
        tall = self.theme.scaled(24)
        foot = QRect(box.left(), box.bottom() - tall, box.width(), tall)
        paint.line(painter, self.theme.font("body"), self.theme.colour("muted"), foot, tr("Esc leaves it as it is."))
