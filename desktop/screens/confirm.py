"""A question before something that cannot be taken back: in its place on the screen, not in a box over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.theme import Theme


class Confirm(QFrame):
    """Hidden until it asks. `agreed` follows the one button, `declined` the other and Esc; the safe one has the focus."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.words = label(theme, "body", "text", wrap=True)
        self.yes = Button()
        self.no = Button(tr("Do not"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        down = QVBoxLayout(self)
        down.setContentsMargins(20, 16, 20, 16)
        down.setSpacing(12)
        down.addWidget(self.words)
        down.addLayout(buttons)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._decline)
        self.hide()

    def ask(self, question: str, yes: str) -> None:
        """Ask `question`; `yes` are the words on the button that does it."""
        self.words.setText(question)
        self.setAccessibleName(question)
        self.no.setAccessibleDescription(question)
        self.yes.setText(yes)
        self.show()
        give_focus(self.no)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()
