"""A prompt as it will be sent, or a reply as it came: plain text under quiet headings, on a bare page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme

#: more than this is cut: laying out a megabyte in one paragraph would stop the window
_LONGEST = 60_000


class BarePage(QPlainTextEdit):
    """Selects and copies; takes nothing."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: tuple[tuple[str, str], ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setObjectName("bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(16)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """(heading, text) of what is shown."""
        return self._parts

    def show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show texts, each under its heading; where the reader was in them stays."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        at = self.verticalScrollBar().value()
        self._fill()
        self.verticalScrollBar().setValue(at)

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier and e.key() == Qt.Key.Key_K:
            e.ignore()
        else:
            super().keyPressEvent(e)

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        head, body = self._format("small", "accent", bold=True), self._format("body", "text")
        for number, (heading, text) in enumerate(self._parts):
            if number:
                cursor.insertBlock(QTextBlockFormat(), body)
                cursor.insertBlock(QTextBlockFormat(), body)
            if heading:
                cursor.insertText(heading, head)
                cursor.insertBlock(QTextBlockFormat(), body)
            cursor.insertText(_cut(text), body)

    def _format(self, size: str, tone: str, *, bold: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._theme.font(size, bold=bold))
        made.setForeground(self._theme.colour(tone))
        return made

    def _dress(self) -> None:
        self.setFont(self._theme.font("body"))
        ground, text, ring = (self._theme.colour(name).name() for name in ("surface", "text", "focus"))
        selection = self._theme.colour("selection").name()
        self.setStyleSheet(
            f"QPlainTextEdit#bare {{ background: {ground}; color: {text}; border: 2px solid {ground};"
            f" selection-background-color: {selection}; selection-color: {text}; }}"
            f" QPlainTextEdit#bare:focus {{ border: 2px solid {ring}; }}"
        )
        self._fill()


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST] + "\n" + tr("… and {n} more characters, not shown here.", n=len(text) - _LONGEST)
