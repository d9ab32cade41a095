"""The menu bar comes from the table of actions."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenuBar
from pytestqt.qtbot import QtBot

from desktop.actions import Keymap
from desktop.window.menus import Menus


def test_every_entry_tells_its_action_and_bare_keys_are_no_shortcuts(qapp: QApplication, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menus = Menus(bar, Keymap(), bar)
    said: list[str] = []
    menus.chosen.connect(said.append)
    entries = menus.findChildren(QAction)
    for entry in entries:
        entry.trigger()
    files, views = (
        ["go_new_project", "go_projects", "go_export"],
        ["go_review", "go_items", "go_prompts", "go_calls", "palette", "go_settings"],
    )
    assert said == [*files, *views, "go_help", "cheat_sheet"]
    shortcuts = [entry.shortcut().toString() for entry in entries]
    assert shortcuts[0] == "Ctrl+N"
    assert shortcuts[-1] == ""
