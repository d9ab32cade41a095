"""A list of lines of controls: each can be taken away, more can be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.focus import give_focus


class Line(QWidget):
    """One line. `edited` follows every change of a control, `removed` the button at its end."""

    edited = Signal()
    removed = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        """`what` names the line for a screen reader."""
        super().__init__(parent)
        self.first: QWidget | None = None
        self.stops: list[QWidget] = []
        self.remove = Button(tr("Remove"))
        self.remove.setAccessibleName(tr("Remove: {what}", what=what))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.remove.clicked.connect(self.removed)

    def fill(self, controls: Sequence[tuple[QWidget, str, int]]) -> None:
        """Put the controls side by side: each with its accessible name and its share of the room."""
        self.first = controls[0][0]
        self.stops = [*(control for control, _name, _share in controls), self.remove]
        for control, name, share in controls:
            control.setAccessibleName(name)
            self.row.addWidget(control, share)
            if isinstance(control, Combo):
                control.currentIndexChanged.connect(self.edited)
            elif isinstance(control, QLineEdit):
                control.textEdited.connect(self.edited)
        self.row.addWidget(self.remove)


L = TypeVar("L", bound=Line)


class Lines(QWidget, Generic[L]):
    """The lines, and a button that adds one. `edited` follows every change by hand."""

    edited = Signal()

    def __init__(self, make: Callable[[], L], more: str, parent: QWidget | None = None) -> None:
        """`make` gives a new line; `more` are the words on the button."""
        super().__init__(parent)
        self._make = make
        self.lines: list[L] = []
        self.more = Button(more)
        self._down = QVBoxLayout()
        self._down.setSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(self._down)
        outer.addLayout(foot)
        self.more.clicked.connect(self._add_by_hand)

    def clear(self) -> None:
        """Take all lines away."""
        for line in [*self.lines]:
            self._drop(line)

    def add(self) -> L:
        """One more line, at the end."""
        line = self._make()
        line.edited.connect(self.edited)
        line.removed.connect(self._remove)
        self.lines.append(line)
        before = self._stop_before()
        self._down.addWidget(line)
        self._order_tabs(before, line)
        return line

    def _stop_before(self) -> QWidget:
        """What Tab comes to before the button."""
        stop = self.more.previousInFocusChain() or self.more
        while not stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop is not self.more:
            stop = stop.previousInFocusChain() or self.more
        return stop

    def _order_tabs(self, before: QWidget, line: L) -> None:
        """A line that is made later stands before the button for Tab, too: Qt puts what is new at the end of the window."""
        stops = [before] if before is not self.more and before.window() is self.window() else []
        for earlier, later in pairwise([*stops, *line.stops, self.more]):
            QWidget.setTabOrder(earlier, later)

    def _add_by_hand(self) -> None:
        line = self.add()
        line.show()
        if line.first is not None:
            give_focus(line.first)
        self.edited.emit()

    def _remove(self) -> None:
        line = self.sender()
        found = next((one for one in self.lines if one is line), None)
        if found is not None:
            self._drop(found)
            give_focus(self.more)
            self.edited.emit()

    def _drop(self, line: L) -> None:
        self.lines.remove(line)
        self._down.removeWidget(line)
        line.hide()
        line.deleteLater()
