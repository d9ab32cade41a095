"""Two versions side by side in words: which fields changed, and the messages line by line. Signs and colours say the same."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.json import JsonValue
from core.prompts.diff import MessageChange, PromptDiff
from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.look import label
from desktop.screens.prompts.bare_page import BarePage
from desktop.screens.prompts.preview import ROLES
from desktop.theme import Theme

#: the first character of a line of a unified diff: colours of the text and of its ground
_TONES = {"+": ("good", "good_soft"), "-": ("bad", "bad_soft"), "@": ("muted", "window")}


class DiffView(QWidget):
    """`wanted` gives the number of the version to compare with, `closed` that there was enough of it."""

    wanted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(theme, "label", "text", bold=True)
        self.other = Combo()
        self.other.setAccessibleName(tr("Compare with"))
        self.close_button = Button(tr("&Back to the prompt"))
        self.page = DiffPage(theme)
        self._filling = False
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 16, 12)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.other)
        top.addStretch(1)
        top.addWidget(self.close_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(top)
        down.addWidget(self.page, 1)
        self.other.currentIndexChanged.connect(self._ask)
        self.close_button.clicked.connect(self.closed)

    def begin(self, number: int, others: Sequence[int], first: int) -> None:
        """Compare version `number` with one of `others`, with `first` to begin with."""
        self._filling = True
        self.title.setText(tr("What v{number} changed against", number=str(number)))
        self.other.clear()
        for one in others:
            self.other.addItem(f"v{one}", one)
        self.other.setCurrentIndex(max(0, self.other.findData(first)))
        self._filling = False
        self._ask()

    def show_diff(self, diff: PromptDiff) -> None:
        """Show what is different."""
        self.page.show_diff(diff)

    def _ask(self) -> None:
        if not self._filling and self.other.currentData() is not None:
            self.wanted.emit(self.other.currentData())


class DiffPage(BarePage):
    """Paints lines that went and lines that came."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._diff: PromptDiff | None = None
        super().__init__(theme, tr("The differences"), parent)

    def show_diff(self, diff: PromptDiff) -> None:
        """Show what is different."""
        self._diff = diff
        self._fill()

    def _fill(self) -> None:
        self.clear()
        diff = self._diff
        if diff is None:
            return
        cursor = QTextCursor(self.document())
        if diff.same:
            self._heading(cursor, tr("No difference."))
        if diff.fields:
            self._heading(cursor, tr("Settings"))
        for change in diff.fields:
            self._line(cursor, "-", f"- {change.path}: {_shown(change.old)}")
            self._line(cursor, "+", f"+ {change.path}: {_shown(change.new)}")
        for message in diff.messages:
            self._message(cursor, message)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _message(self, cursor: QTextCursor, message: MessageChange) -> None:
        self._line(cursor, "", "")
        role = tr(ROLES.get(message.role, message.role))
        name = role if message.number == 1 else tr("{role}, number {number}", role=role, number=message.number)
        self._heading(cursor, tr("{name} message", name=name))
        for line in message.lines:
            self._line(cursor, line[:1], line)

    def _heading(self, cursor: QTextCursor, text: str) -> None:
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.insertText(text, self._format("small", "accent", bold=True))
        cursor.insertBlock()

    def _line(self, cursor: QTextCursor, sign: str, text: str) -> None:
        tone, ground = _TONES.get(sign, ("text", "surface"))
        block, form = QTextBlockFormat(), QTextCharFormat()
        block.setBackground(self._theme.colour(ground))
        form.setFont(self._theme.font("body", mono=True))
        form.setForeground(self._theme.colour(tone))
        cursor.setBlockFormat(block)
        cursor.insertText(text, form)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _shown(value: JsonValue) -> str:
    return tr("(none)") if value is None else orjson.dumps(value).decode()
