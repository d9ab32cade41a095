"""The search within an item: a field at the foot of its pane, and which of how many places it stands at."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.review.item.search import MOST
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text
from desktop.widgets.spoken import announce

HEIGHT = 52
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3})
_COUNT = 108


class _Field(QLineEdit):
    """Enter and F3 walk the places, with Shift backwards; Esc leaves. Keys of the window go on to it, the rest is typed."""

    walked = Signal(int)
    left = Signal()
    focused = Signal(bool)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        if arg__1.key() in _ENTER:
            self.walked.emit(-1 if arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif arg__1.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _of_the_window(arg__1):
            arg__1.ignore()
        else:
            super().keyPressEvent(arg__1)
            arg__1.accept()  # what the field has no use for is no command either

    @override
    def focusInEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusInEvent(arg__1)
        self.focused.emit(True)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusOutEvent(arg__1)
        self.focused.emit(False)


class FindBar(QWidget):
    """`asked` gives what to find, `walked` +1 or -1, `left` follows Esc; `focused` whether the field has the keyboard."""

    asked = Signal(str)
    walked = Signal(int)
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._place, self._count = -1, 0
        self.field = _Field(self)
        self.field.setFont(theme.font("label"))
        self.field.setPlaceholderText(tr("Find in this item"))
        self.field.setAccessibleName(tr("Find in this item"))
        self.field.textChanged.connect(self.asked)
        self.field.walked.connect(self.walked)
        self.field.left.connect(self.left)
        self.field.focused.connect(self.focused)
        theme.changed.connect(self.update)

    @property
    def told(self) -> str:
        """What stands beside the field: `3 of 17`."""
        if not self.field.text():
            return ""
        if not self._count:
            return tr("not found")
        if self._count >= MOST:
            return tr("{place} of {count}+", place=self._place + 1, count=self._count)
        return tr("{place} of {count}", place=self._place + 1, count=self._count)

    def open(self) -> None:
        """Take the keyboard; what was searched for before is selected, so that typing replaces it."""
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, place: int, count: int) -> None:
        """It stands at `place`, from 0, of so many."""
        self._place, self._count = place, count
        if self.told != self.field.accessibleDescription():
            self.field.setAccessibleDescription(self.told)
            announce(self.field, self.told)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        side = self._side()
        wide = max(120, min(240, self.width() - 2 * side - _COUNT - 12))
        self.field.setGeometry(QRect(side, 8, wide, HEIGHT - 16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("border"))
        x, middle = self.field.geometry().right() + 14, self.height() // 2
        found = self._count > 0 or not self.field.text()
        font = self.theme.font("body")
        room = QRect(x, 0, _COUNT, self.height())
        paint.line(painter, font, self.theme.colour("muted" if found else "bad"), room, self.told)
        self._keys(painter, x + _COUNT, middle)

    def _keys(self, painter: QPainter, x: int, middle: int) -> None:
        font = self.theme.font("body")
        for stroke, word in (("Return", tr("next")), ("Shift+Return", tr("previous")), ("Esc", tr("leave"))):
            key = key_text(stroke)
            wide = paint.text_width(font, word) + 2
            if x + paint.keycap_width(self.theme, key) + wide + 24 > self.width():
                return
            x = paint.keycap(painter, self.theme, x, middle, key) + 8
            paint.line(painter, font, self.theme.colour("muted"), QRect(x, 0, wide, self.height()), word)
            x += wide + 16

    def _side(self) -> int:
        return 48 if self.width() > 560 else 24


def _of_the_window(event: QKeyEvent) -> bool:
    """Keys that do nothing in a field: the help, and with Ctrl the palette, the zoom, the search itself."""
    if event.key() == Qt.Key.Key_F1:
        return True
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    keys = (Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_0)
    return plain == Qt.KeyboardModifier.ControlModifier and Qt.Key(event.key()) in keys
