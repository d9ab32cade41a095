"""The left side: the versions, and what is not about one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.prompts.versions import VersionList
from desktop.theme import Theme


class Side(QFrame):
    """A list over two buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("sideFrame")
        self.versions = VersionList(theme)
        self.new = Button(tr("&New prompt"))
        self.limits = Button(tr("Limits and &privacy"))
        down = QVBoxLayout(self)
        down.setContentsMargins(6, 8, 6, 10)
        down.setSpacing(8)
        down.addWidget(self.versions, 1)
        down.addWidget(self.new)
        down.addWidget(self.limits)
        self.setMinimumWidth(170)
        theme.changed.connect(self._dress)
        self._dress()

    def clear(self) -> None:
        """There is no project to show anything of."""
        self.versions.show_rows([])
        self.setEnabled(False)

    def offer(self, *, new: bool) -> None:
        """There is a project; `new`: whether there is a model to write a prompt for."""
        self.setEnabled(True)
        self.new.setEnabled(new)

    def _dress(self) -> None:
        ground, edge = self._theme.colour("surface").name(), self._theme.colour("border").name()
        self.setStyleSheet(
            f"QFrame#sideFrame {{ background: {ground}; border: none; border-right: 1px solid {edge}; }}"
            f" QListWidget#side, QListWidget#side:focus {{ background: {ground}; border: none; padding: 0; }}"
        )
