"""The command palette: every action that is live now, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.actions import Action, Keymap, title_of
from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets.finder import Entry, Finder
from desktop.widgets.keys import key_text
from desktop.widgets.overlay import Overlay


class CommandPalette(Overlay):
    """Shows actions with their keys; `chosen` gives the id of the one that was taken, after the sheet has closed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=QSize(560, 460))
        self.setAccessibleName(tr("All commands"))
        self._actions: Sequence[Action] = ()
        self.finder = Finder(theme, self.box)
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.finder)
        self.finder.chosen.connect(self._take)
        self.finder.left.connect(self.leave)

    def offer(self, actions: Sequence[Action], keymap: Keymap) -> None:
        """Open with these actions."""
        self._actions = actions
        entries = [_entry(action, keymap) for action in actions]
        self.finder.set_entries(entries, named=tr("Type a command"))
        self.open()

    @override
    def open(self) -> None:
        super().open()
        self.finder.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, place: int) -> None:
        action = self._actions[place]
        self.leave()
        self.chosen.emit(action.id)


def _entry(action: Action, keymap: Keymap) -> Entry:
    keys = keymap.keys(action.id)
    return Entry(title_of(action), tr(action.group.value), key_text(keys[0]) if keys else "")
