"""A screen whose parts take the whole width and height under the heading, where the others have a column to read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.page import Page
from desktop.theme import Theme


class WidePage(Page):
    """Subclasses fill `column`; what they add takes the room that there is."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        outer = QWidget()
        outer.setObjectName("column")
        self.column = QVBoxLayout(outer)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.notice)
        narrow = self._area.takeWidget()
        narrow.deleteLater()
        self._area.setWidget(outer)
