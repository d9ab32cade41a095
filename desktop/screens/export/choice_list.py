"""A list of ways of which one is chosen: Up and Down choose, Tab goes on, what cannot be chosen says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.screens.export.choice_row import ChoiceRow, Way
from desktop.screens.focus import give_focus
from desktop.theme import Theme


class ChoiceList(QWidget):
    """`changed` gives the name of the way that was chosen by a person."""

    changed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ways: Sequence[Way] = ()
        self._told = ""
        self.rows: list[ChoiceRow] = []
        self._pool: list[ChoiceRow] = []
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2)

    @property
    def name(self) -> str:
        """The way that is chosen; empty when none can be."""
        return next((row.way.name for row in self.rows if row.isChecked()), "")

    def offer(self, ways: Sequence[Way], wanted: str = "") -> None:
        """Offer these; `wanted` is chosen where it can be, otherwise the first that can. Nothing is told."""
        focused = any(row.hasFocus() for row in self.rows)
        if list(ways) != list(self._ways):
            self._fill(ways)
        live = [row for row in self.rows if row.isEnabled()]
        chosen = next((row for row in live if row.way.name == wanted), live[0] if live else None)
        self._told = chosen.way.name if chosen is not None else ""
        if chosen is not None:
            chosen.setChecked(True)
            self._mark_stop()
            if focused:
                give_focus(chosen)

    def choose(self, name: str) -> None:
        """Choose a way, as a press on it would."""
        row = next((one for one in self.rows if one.way.name == name and one.isEnabled()), None)
        if row is not None and not row.isChecked():
            row.click()

    def take_focus(self) -> None:
        """Give the keyboard to what is chosen."""
        for row in self.rows:
            if row.isChecked():
                give_focus(row)

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is here."""
        return any(row.hasFocus() for row in self.rows)

    def _fill(self, ways: Sequence[Way]) -> None:
        """Rows are used again: making them anew takes longer than a frame."""
        self._ways = tuple(ways)
        while len(self._pool) < len(ways):
            self._pool.append(self._made())
        self.rows = self._pool[: len(ways)]
        self._group.setExclusive(False)
        for row in self._pool:
            row.setChecked(False)
        self._group.setExclusive(True)
        for row, way in zip(self.rows, ways, strict=True):
            row.show_way(way)
            row.show()  # at once: it may be given the keyboard before the layout comes to it
        for spare in self._pool[len(ways) :]:
            spare.hide()

    def _made(self) -> ChoiceRow:
        row = ChoiceRow(self._theme, self)
        self._group.addButton(row)
        self._down.addWidget(row)
        row.clicked.connect(self._clicked)
        return row

    def _mark_stop(self) -> None:
        """Tab stops at what is chosen; Qt itself would stop at what had the keyboard last."""
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row.isChecked() else Qt.FocusPolicy.ClickFocus)

    def _clicked(self) -> None:
        """Arrow keys, Space, the mouse: a second press on the same one says nothing new."""
        self._mark_stop()
        if self.name != self._told:
            self._told = self.name
            self.changed.emit(self.name)
