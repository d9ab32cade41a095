"""A screen whose parts take the whole width and height under the heading, where the others have a column to read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.look import sheet
from desktop.screens.page import Page
from desktop.theme import Theme

#: Qt's own word for no limit (QWIDGETSIZE_MAX)
_ANY = (1 << 24) - 1


class WidePage(Page):
    """Subclasses fill `column`, and call `dress` once all is there; what they add takes the room that there is."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        outer = QWidget()
        outer.setObjectName("column")
        self.column = QVBoxLayout(outer)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.notice.setMaximumWidth(_ANY)
        self.column.addWidget(self.notice)
        narrow = self._area.takeWidget()
        narrow.deleteLater()
        self._area.setWidget(outer)
        self.setStyleSheet("")  # a sheet would be worked out anew for each widget that finds its place

    def dress(self) -> None:
        """Put the sheet of forms and tables on."""
        self.setStyleSheet(sheet(self.theme))
