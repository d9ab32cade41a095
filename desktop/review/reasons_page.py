"""The page of the reasons: why nothing is right here. A digit or Enter rejects; Esc takes it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.vocabulary import Reason
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review import words
from desktop.review.label_row import LabelRow, Row
from desktop.review.section_title import SectionTitle
from desktop.theme import Theme
from desktop.widgets.keys import key_text


class ReasonsPage(QWidget):
    """One row for each reason, in the order of the digits. `picked` gives the reason's value."""

    picked = Signal(str)

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelPage")
        self._keys = [key_text(key) for key in keymap.keys("reason")]
        self._marked = 0
        self.rows = [LabelRow(theme, self) for _ in Reason]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(SectionTitle(theme, tr("Why is no answer right?"), self))
        layout.addSpacing(12)
        for row in self.rows:
            layout.addWidget(row)
            row.picked.connect(self.picked)
        layout.addStretch(1)
        self.start()

    def start(self) -> None:
        """Mark the first reason."""
        self._mark(0)

    def move_mark(self, step: int) -> None:
        """Move the mark."""
        self._mark(min(len(self.rows) - 1, max(0, self._marked + step)))

    def marked(self) -> str:
        """The value of the marked reason."""
        return list(Reason)[self._marked].value

    def at(self, place: int) -> str:
        """The value of the reason at `place`, counted from 0; empty when there is none."""
        reasons = list(Reason)
        return reasons[place].value if place < len(reasons) else ""

    def _mark(self, place: int) -> None:
        self._marked = place
        for at, (row, reason) in enumerate(zip(self.rows, Reason, strict=True)):
            key = self._keys[at] if at < len(self._keys) else ""
            row.show_row(Row(key, reason.value, words.reason(reason.value), marked=at == place))
