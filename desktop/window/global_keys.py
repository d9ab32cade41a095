"""The keys that work on every screen, and the palette and the cheat sheet over those that have none of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.actions import ACTIONS, Action, Keymap, Scope
from desktop.screens.desk import Desk
from desktop.widgets.cheat_sheet import CheatSheet
from desktop.widgets.command_palette import CommandPalette
from desktop.widgets.keys import strokes

_GO = "go_"


class GlobalKeys(QObject):
    """Answers keys that no screen has taken. `navigate` gives the name of a screen."""

    navigate = Signal(str)

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._palette = CommandPalette(desk.theme, over)
        self._palette.chosen.connect(self.run)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key does everywhere; says whether it does anything."""
        found = self._desk.keymap.find(Scope.GLOBAL, strokes(event))
        if found is None:
            return False
        if not event.isAutoRepeat():
            self.run(found[0].id)
        return True

    def run(self, action_id: str) -> None:
        """Do what an action of every screen does."""
        if action_id.startswith(_GO):
            self.navigate.emit(action_id.removeprefix(_GO))
        elif action_id == "palette":
            self._palette.offer(_offered(), self._desk.keymap)
        elif action_id == "cheat_sheet":
            self._show_keys(self._desk.keymap)

    def _show_keys(self, keymap: Keymap) -> None:
        sheet = CheatSheet(self._desk.theme, self._over, keymap)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()


def _offered() -> list[Action]:
    return [action for action in ACTIONS if Scope.GLOBAL in action.scopes and action.id != "palette"]
