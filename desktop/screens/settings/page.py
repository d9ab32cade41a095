"""The settings, on one page. What is set holds at once."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout

from core.settings.places import default_reviewer, log_folder
from desktop.i18n import tr
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.card import ModelsCard
from desktop.screens.page import Page
from desktop.screens.settings.backups_card import BackupsCard
from desktop.screens.settings.keys_card import KeysCard
from desktop.theme import Scheme


class SettingsPage(Page):
    """`reviewer_changed` gives the new name, `keys_changed` a `Keymap`, `restore_asked` a backup; `saved` that a setting changed."""

    reviewer_changed = Signal(str)
    keys_changed = Signal(object)
    restore_asked = Signal(object)
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Settings"))
        self._desk = desk
        self.reviewer = QLineEdit()
        self.look = Combo()
        self._fill_first(self.card(tr("You and the look")))
        hint = tr(
            "A model proposes answers through a prompt. Item text goes to the model that you connect here, and nowhere else."
        )
        self.models = ModelsCard(desk, self.card(tr("Models"), hint), self)
        self.backups = BackupsCard(desk, self.card(tr("Backups")), self)
        hint = tr("Choose a row and press Enter, then the new key. A key that is taken is refused.")
        self.keys = KeysCard(desk, self.card(tr("Keys"), hint), self)
        self._about(self.card(tr("About")))
        self.reviewer.editingFinished.connect(self._take_reviewer)
        self.look.currentIndexChanged.connect(self._take_look)
        self.backups.restore_asked.connect(self.restore_asked)
        self.backups.said.connect(self.say)
        self.keys.said.connect(self.say)
        self.models.said.connect(self.say)
        self.keys.changed.connect(self.keys_changed)
        self.keys.changed.connect(self._keys_saved)

    def enter(self) -> None:
        """See `Page.enter`."""
        self.say("")
        self.reviewer.setText(self._desk.preferences.reviewer)
        self.look.setCurrentIndex(max(0, self.look.findData(self._desk.preferences.look)))
        self.models.refresh()
        self.backups.refresh()
        self.keys.refresh()
        give_focus(self.reviewer)

    def leave(self) -> None:
        """See `Page.leave`."""
        self.models.leave()

    def show_models(self) -> None:
        """Give the keyboard to what connects a model."""
        give_focus(self.models.add)

    def _take_reviewer(self) -> None:
        name = " ".join(self.reviewer.text().split())
        if name != self._desk.preferences.reviewer:
            self._desk.preferences.reviewer = name
            self.saved.emit()
            self.reviewer_changed.emit(self._desk.preferences.reviewer_name)

    def _take_look(self) -> None:
        look = str(self.look.currentData())
        if look != self._desk.preferences.look:
            self._desk.preferences.look = look
            self._desk.theme.set_scheme(Scheme(look))
            self.saved.emit()

    def _keys_saved(self) -> None:
        self.saved.emit()

    def _fill_first(self, card: QVBoxLayout) -> None:
        for scheme, words in ((Scheme.SYSTEM, tr("As the system")), (Scheme.LIGHT, tr("Light")), (Scheme.DARK, tr("Dark"))):
            self.look.addItem(words, scheme.value)
        self.reviewer.setPlaceholderText(default_reviewer())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        rows = ((tr("Your &name"), self.reviewer, tr("Stands with your decisions.")), (tr("Loo&k"), self.look, ""))
        for row, (name, widget, hint) in enumerate(rows):
            caption = label(self.theme, "body", "text", name)
            caption.setBuddy(widget)
            widget.setAccessibleName(name.replace("&", ""))
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row, 1)
            grid.addWidget(label(self.theme, "small", "muted", hint), row, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        card.addLayout(grid)

    def _about(self, card: QVBoxLayout) -> None:
        lines = [
            tr("Countersign {version}, with Qt {qt}. Apache License 2.0.", version=app_version(), qt=qVersion()),
            tr("Workspace: {path}", path=str(_path(self._desk))),
            tr("Log: {path}. It never holds the text of an item.", path=str(log_folder())),
            tr("Nothing leaves this computer unasked."),
        ]
        for line in lines:
            words = label(self.theme, "body", "muted", line, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.addWidget(words)


def app_version() -> str:
    """The version that is installed; `0` where the app runs without being installed."""
    try:
        return version("countersign")
    except PackageNotFoundError:
        return "0"


def _path(desk: Desk) -> Path | str:
    return desk.open_workspace.path if desk.open_workspace is not None else ""
