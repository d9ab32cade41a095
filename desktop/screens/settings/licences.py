"""The licences of all that the program uses, on a sheet that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.focus import give_focus
from desktop.screens.items.tab_ring import keep_tab
from desktop.screens.look import dress, label
from desktop.theme import Theme
from desktop.widgets.overlay import Overlay


class LicencesSheet(Overlay):
    """Opens empty; the text comes from the disk."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=QSize(820, 640))
        self.setAccessibleName(tr("Licences"))
        self.filled = False
        self.text = QPlainTextEdit()
        self.text.setObjectName("field")
        self.text.setAccessibleName(tr("Licences"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setPlainText(tr("Reading…"))
        self.close_button = Button(tr("&Close"), primary=True)
        self._lay_out()
        self.close_button.clicked.connect(self.leave)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Show the licences from their beginning."""
        self.filled = True
        self.text.setPlainText(text)

    @override
    def open(self) -> None:
        super().open()
        give_focus(self.text)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet."""
        return keep_tab(self, [self.text, self.close_button], forward=next)

    def _dress(self) -> None:
        dress(self.theme, self)
        self.text.setFont(self.theme.font("small", mono=True))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("Licences"), bold=True))
        down.addWidget(self.text, 1)
        down.addLayout(foot)
