"""The field of a draft: large and readable, on a ground that says whose the text is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.editors.text_card import ground
from desktop.review.editors.text_keys import is_screens, run_own
from desktop.theme import Theme

LEAST = 110
_LONG = 600


class DraftField(QPlainTextEdit):
    """A plain-text field. `written` follows what a person typed, not what was put in; `focused`, `left`, ... as `Editor` has them."""

    written = Signal()
    submitted = Signal()
    swapped = Signal()
    left = Signal()
    focused = Signal(bool)
    painted = Signal()

    def __init__(self, theme: Theme, keymap: Keymap, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keymap, self._kind = theme, keymap, kind
        self._putting = False
        self.setObjectName("draft")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self._own: dict[str, Callable[[], None]] = {
            "Ctrl+Return": self.submitted.emit,
            "Ctrl+R": self.swapped.emit,
            "Esc": self.left.emit,
        }
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._dress)
        self._dress()

    def put(self, text: str) -> None:
        """Show `text`, from its beginning."""
        if text != self.text:
            self._putting = True
            self.setPlainText(text)
            self._putting = False
            self._dress()
        self.viewport().update()

    @property
    def text(self) -> str:
        """What stands there; Qt's own `toPlainText` would make plain spaces of those that do not break."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def enter(self) -> None:
        """Take the keyboard, the cursor behind the last letter."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if run_own(e, self._own):
            return
        if is_screens(e, self._keymap, self._kind):
            e.ignore()
            return
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

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        self.painted.emit()

    def _changed(self) -> None:
        if not self._putting:
            self.written.emit()

    def _dress(self) -> None:
        """A short text is larger than a long one."""
        font = self._theme.font("item_long" if self.document().characterCount() <= _LONG else "label")
        if font != self.font():
            self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.colour("muted"))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)


class DraftBox(QWidget):
    """The field on its ground."""

    def __init__(self, theme: Theme, keymap: Keymap, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._models = False
        self.field = DraftField(theme, keymap, kind, self)
        self.field.setAccessibleName(tr("Your text"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 6, 12)
        layout.addWidget(self.field)
        self.setMinimumHeight(LEAST)
        self.field.focused.connect(self._focus_changed)
        theme.changed.connect(self.update)

    def show_whose(self, *, models: bool) -> None:
        """Whether the text is the model's still."""
        if models != self._models:
            self._models = models
            self.field.setAccessibleName(tr("The model's draft") if models else tr("Your text"))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        ground(painter, self._theme, self.rect(), models=self._models, lively=True, focused=self.field.hasFocus())

    def _focus_changed(self, _focused: bool) -> None:
        self.update()
