"""The menu bar of macOS, where an app without one is lost. Elsewhere the palette is the menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from desktop.actions import BY_ID, Keymap, title_of
from desktop.i18n import QT_TR_NOOP, tr

_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (QT_TR_NOOP("File"), ("go_new_project", "go_projects", "go_export")),
    (QT_TR_NOOP("View"), ("go_review", "go_items", "go_prompts", "go_calls", "palette", "go_settings")),
    (QT_TR_NOOP("Help"), ("go_help", "cheat_sheet")),
)


class Menus(QObject):
    """Fills a menu bar from the table of actions; `chosen` gives the id of an action."""

    chosen = Signal(str)

    def __init__(self, bar: QMenuBar, keymap: Keymap, parent: QObject) -> None:
        super().__init__(parent)
        for title, names in _MENUS:
            menu = bar.addMenu(tr(title))
            for name in names:
                menu.addAction(self._action(name, keymap))
        bar.triggered.connect(self._tell)

    def _action(self, name: str, keymap: Keymap) -> QAction:
        action = QAction(title_of(BY_ID[name]), self)
        action.setData(name)
        keys = keymap.keys(name)
        if keys and "+" in keys[0]:  # a bare key would be taken from whoever types
            action.setShortcut(QKeySequence(keys[0]))
        return action

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
