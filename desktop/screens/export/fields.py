"""Rows of a form: a name at the left, what is set at the right, a quiet word under it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.screens.look import label
from desktop.theme import Theme

_NAMES = 104
_INDENT = 28  # where the words of a tick begin


class Fields(QWidget):
    """Each row can be shown and hidden as a whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[QWidget, list[QWidget]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _NAMES)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, field: QWidget, hint: str = "") -> None:
        """Add a row; its name is what a screen reader says of the field."""
        if not field.accessibleName():
            field.setAccessibleName(name)
        at = self._grid.rowCount()
        words = label(self._theme, "body", "muted", name, wrap=True)
        self._grid.addWidget(words, at, 0)
        self._grid.addWidget(field, at, 1)
        self._rows[field] = [words, field]
        self._add_hint(field, hint, 1)

    def add_wide(self, field: QWidget, hint: str = "") -> None:
        """Add a row over the whole width."""
        self._grid.addWidget(field, self._grid.rowCount(), 0, 1, 2)
        self._rows[field] = [field]
        self._add_hint(field, hint, 0)

    def _add_hint(self, field: QWidget, hint: str, column: int) -> None:
        if hint:
            under = label(self._theme, "small", "muted", hint, wrap=True)
            under.setContentsMargins(0 if column else _INDENT, 0, 0, 4)
            self._grid.addWidget(under, self._grid.rowCount(), column, 1, 2 - column)
            self._rows[field].append(under)

    def show_row(self, field: QWidget, *, shown: bool) -> None:
        """Show or hide the row of `field`."""
        for one in self._rows[field]:
            one.setVisible(shown)

    def clear(self) -> None:
        """Take all rows away."""
        for row in self._rows.values():
            for one in row:
                self._grid.removeWidget(one)
                one.hide()
                one.deleteLater()
        self._rows.clear()
