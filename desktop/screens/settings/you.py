"""Settings, who I am."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from core.settings.places import default_reviewer
from desktop.i18n import tr
from desktop.screens.desk import Desk
from desktop.screens.settings.section import COMPUTER, Section, scope


class YouSection(Section):
    """`reviewer_changed` gives the name under which is reviewed from now on."""

    reviewer_changed = Signal(str)
    name = "you"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("You"))
        self.reviewer = QLineEdit()
        self.reviewer.setPlaceholderText(default_reviewer())
        self.reviewer.setMaxLength(200)
        why = tr("Stands with your decisions; earlier ones keep the name that they were made under. Empty: the account's name.")
        self.setting(self.card(self.title, scope(COMPUTER)), tr("Your &name"), self.reviewer, why)
        self.first = self.reviewer
        self.reviewer.editingFinished.connect(self._take)

    def enter(self) -> None:
        """See `Section.enter`."""
        self.reviewer.setText(self.desk.preferences.reviewer)

    def _take(self) -> None:
        name = " ".join(self.reviewer.text().split())
        if name != self.desk.preferences.reviewer:
            self.desk.preferences.reviewer = name
            self.saved.emit()
            self.reviewer_changed.emit(self.desk.preferences.reviewer_name)
