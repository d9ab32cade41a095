"""The comment box: Ctrl+Enter saves, Esc leaves and keeps what was typed until the next item."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text

HEIGHT = 168


class _Field(QPlainTextEdit):
    """The field: Ctrl+Enter and Esc belong to the box."""

    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not e.isAutoRepeat():
                self.submitted.emit()
        elif e.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif e.key() == Qt.Key.Key_F1 or (e.key() == Qt.Key.Key_K and e.modifiers() == Qt.KeyboardModifier.ControlModifier):
            e.ignore()  # the help, the command palette
        else:
            super().keyPressEvent(e)
            e.accept()  # what the field has no use for is no command either

    @override
    def focusInEvent(self, e: QFocusEvent, /) -> None:
        super().focusInEvent(e)
        self.focused.emit(True)

    @override
    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        self.focused.emit(False)


class CommentBox(QWidget):
    """Lies over the foot of the panel while it is open. `submitted` gives the text, never an empty one."""

    submitted = Signal(str)
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.field = _Field(self)
        self.field.setObjectName("field")
        self.field.setFont(theme.font("label"))
        self.field.setPlaceholderText(tr("A comment on this item"))
        self.field.setAccessibleName(tr("Comment"))
        self.field.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 40)
        layout.addWidget(self.field)
        self.field.submitted.connect(self.submit)
        self.field.left.connect(self.left)
        self.field.focused.connect(self.focused)
        theme.changed.connect(self.update)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("border"))
        x, middle = 20, self.height() - 20
        for stroke, word in (("Ctrl+Return", tr("save")), ("Esc", tr("leave"))):
            x = paint.keycap(painter, self.theme, x, middle, key_text(stroke)) + 8
            width = paint.text_width(self.theme.font("body"), word) + 2
            rect = QRect(x, middle - 12, width, 24)
            paint.line(painter, self.theme.font("body"), self.theme.colour("muted"), rect, word)
            x += width + 16

    def submit(self) -> None:
        """Hand over what was typed, unless it is empty."""
        text = self.field.toPlainText().strip()
        if text:
            self.submitted.emit(text)
