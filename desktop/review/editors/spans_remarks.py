"""What is said of the current passage: how grave it is, and a comment in one line. Only where the task has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.spans import Span
from core.domain.task import Options
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.editors.text_keys import is_screens, run_own
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import key_text
from desktop.widgets.press import Pressable

KIND = "spans"
MOST_SEVERITIES = 6
_HEIGHT = 28


class CommentLine(QLineEdit):
    """One line. Enter and Esc leave it with what was typed; Ctrl+Enter submits the answer."""

    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.setAccessibleName(tr("Comment on the passage"))
        keys = keymap.keys("edit")
        hint = tr("Comment on the passage ({key})", key=key_text(keys[0])) if keys else tr("Comment on the passage")
        self.setPlaceholderText(hint)
        self._own: dict[str, Callable[[], None]] = {
            "Return": self.left.emit,
            "Esc": self.left.emit,
            "Ctrl+Return": self.submitted.emit,
        }

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        if run_own(arg__1, self._own):
            return
        if is_screens(arg__1, self._keymap, KIND):
            arg__1.ignore()
            return
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


class SeverityRow(Pressable):
    """All severities side by side, the passage's own filled; a press goes to the next one."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._key = key
        self._severities: Sequence[str] = ()
        self._chosen = ""
        theme.hold_height(self, _HEIGHT)

    def show_severity(self, severities: Sequence[str], chosen: str, *, live: bool) -> None:
        """Show these, with the chosen one; asleep while no passage is current."""
        self._severities, self._chosen = severities, chosen
        self.setEnabled(live)
        self.setAccessibleName(tr("Severity: {name}", name=chosen or tr("none yet")))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.scaled(_HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter, theme, rect = QPainter(self), self.theme, self.rect()
        left = rect.left() + 4
        if self._key:
            left = paint.keycap(painter, theme, left, rect.center().y(), self._key) + 8
        shown = self._severities[:MOST_SEVERITIES]
        wide = (rect.right() - left) // max(1, len(shown))
        for at, severity in enumerate(shown):
            self._segment(painter, QRect(left + at * wide, rect.top() + 2, wide - 4, rect.height() - 4), severity)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _segment(self, painter: QPainter, rect: QRect, severity: str) -> None:
        theme, chosen = self.theme, severity == self._chosen
        fill, edge = ("accent", "accent") if chosen else ("surface", "border_strong" if self.isEnabled() else "border")
        paint.box(painter, rect, theme.radius("small"), theme.colour(fill), theme.colour(edge))
        font, ink = (
            theme.font("small", bold=chosen),
            theme.colour("on_accent" if chosen else "text" if self.isEnabled() else "muted"),
        )
        pad = max(4, (rect.width() - paint.text_width(font, severity)) // 2)
        paint.line(painter, font, ink, rect.adjusted(pad, 0, -2, 0), severity)


class SpansRemarks(QWidget):
    """`raised`: the next severity is wanted; `commented` gives what was typed; the rest as `Editor` has it."""

    raised = Signal()
    commented = Signal(str)
    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = keymap.keys("severity")
        self.severity = SeverityRow(theme, key_text(keys[0]) if keys else "", self)
        self.field = CommentLine(keymap, self)
        self.field.setFont(theme.font("body"))
        self._options = Options()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.severity)
        row = QHBoxLayout()
        row.addWidget(self.field)
        layout.addLayout(row)
        self.severity.clicked.connect(self.raised)
        self.field.textEdited.connect(self.commented)
        self.field.submitted.connect(self.submitted)
        self.field.left.connect(self.left)
        self.field.focused.connect(self.focused)

    def set_options(self, options: Options) -> None:
        """What the task has."""
        self._options = options
        self.severity.setVisible(bool(options.severities))
        self.field.setVisible(options.comments)
        self.setVisible(bool(options.severities) or options.comments)

    def show_span(self, span: Span | None) -> None:
        """What is said of this passage; None: no passage is current."""
        self.severity.show_severity(self._options.severities, span.severity if span else "", live=span is not None)
        self.field.setEnabled(span is not None)
        comment = span.comment if span else ""
        if self.field.text() != comment:
            self.field.setText(comment)

    def enter(self, _place: int = 0) -> None:
        """Write the comment."""
        if self._options.comments and self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
