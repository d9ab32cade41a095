"""Settings, the language of the app."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.i18n import tr
from desktop.language import NAMES, SYSTEM
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.settings.section import COMPUTER, Section, scope


class LanguageSection(Section):
    """`language_changed` gives `system`, `en` or `zh_CN`, once it is saved; the window is made anew then."""

    language_changed = Signal(str)
    name = "language"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Language"))
        self.language = Combo()
        self.language.addItem(tr("As the system"), SYSTEM)
        for code, own_name in NAMES.items():
            self.language.addItem(own_name, code)
        why = tr("Of menus, messages, dates and numbers; holds at once. Items, labels and guidelines stay as they are written.")
        self.setting(self.card(self.title, scope(COMPUTER)), tr("Lan&guage"), self.language, why)
        self.first = self.language
        # `activated`, so that going through an open list does not make a window anew at each step
        self.language.activated.connect(self._take)

    def enter(self) -> None:
        """See `Section.enter`."""
        self.language.setCurrentIndex(max(0, self.language.findData(self.desk.preferences.language)))

    def _take(self) -> None:
        language = str(self.language.currentData())
        if language != self.desk.preferences.language:
            self.desk.preferences.language = language
            self.desk.preferences.section = self.name  # the new window comes back to here
            self.saved.emit()
            self.language_changed.emit(language)
