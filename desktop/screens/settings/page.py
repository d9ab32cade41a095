"""The settings: a list of sections at the left, the chosen one beside it. What is set holds at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.page import Page
from desktop.screens.settings.about import AboutSection
from desktop.screens.settings.appearance import LookSection
from desktop.screens.settings.backups import BackupsSection
from desktop.screens.settings.folders import FoldersSection
from desktop.screens.settings.keys import KeysSection
from desktop.screens.settings.languages import LanguageSection
from desktop.screens.settings.model_section import ModelSection
from desktop.screens.settings.project_limits import BudgetSection, PrivacySection
from desktop.screens.settings.section import Section
from desktop.screens.settings.section_list import SectionList
from desktop.screens.settings.you import YouSection


class SettingsPage(Page):
    """`saved` follows each change of what is set for this computer.

    `reviewer_changed` gives the new name, `keys_changed` a `Keymap`, `language_changed` a language as it is set, `restore_asked` a
    backup.
    """

    reviewer_changed = Signal(str)
    keys_changed = Signal(object)
    language_changed = Signal(str)
    restore_asked = Signal(object)
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Settings"))
        self._desk = desk
        self.you, self.look, self.languages = YouSection(desk), LookSection(desk), LanguageSection(desk)
        self.keys, self.backups = KeysSection(desk, self), BackupsSection(desk)
        self.budget, self.privacy, self.folders = BudgetSection(desk), PrivacySection(desk), FoldersSection(desk)
        self.model_section, self.about = ModelSection(desk, self), AboutSection(desk, self)
        self.models = self.model_section.models
        self._of: list[Section] = [
            self.you, self.look, self.languages, self.model_section, self.budget,
            self.privacy, self.keys, self.backups, self.folders, self.about,
        ]  # fmt: skip
        self.sections = SectionList(desk.theme, [one.title for one in self._of])
        self._lay_out()
        self._connect()
        self.sections.setCurrentRow(0)

    @property
    def reviewer(self) -> QLineEdit:
        """The field of the reviewer's name."""
        return self.you.reviewer

    @property
    def current(self) -> Section:
        """The section that is shown."""
        return self._of[max(0, self.sections.currentRow())]

    def enter(self) -> None:
        """See `Page.enter`."""
        self.say("")
        wanted, self._desk.preferences.section = self._desk.preferences.section, ""
        if wanted:
            self.show_section(wanted)
        else:
            self.current.enter()
            give_focus(self.sections)

    def leave(self) -> None:
        """See `Page.leave`."""
        for section in self._of:
            section.leave()

    def show_section(self, name: str) -> None:
        """Show the section called `name` and give its first control the keyboard."""
        at = next(at for at, one in enumerate(self._of) if one.name == name)
        if at == self.sections.currentRow():
            self.current.enter()
        self.sections.setCurrentRow(at)
        self.current.take_focus()

    def show_models(self) -> None:
        """Give the keyboard to what connects a model."""
        self.show_section("models")

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.sections.hasFocus():
            give_focus(self.sections)
        else:
            super().keyPressEvent(event)

    def _choose(self, at: int) -> None:
        """Another section: a message about the one before says nothing any more."""
        self.say("")
        for section in self._of:
            section.setVisible(section is self._of[at])
        self._area.verticalScrollBar().setValue(0)
        if self.isVisible():
            self._of[at].enter()

    def _into(self) -> None:
        self.current.take_focus()

    def _connect(self) -> None:
        self.sections.chosen.connect(self._choose)
        self.sections.entered.connect(self._into)
        for section in self._of:
            section.said.connect(self.say)
            section.saved.connect(self.saved)
        self.you.reviewer_changed.connect(self.reviewer_changed)
        self.keys.changed.connect(self.keys_changed)
        self.languages.language_changed.connect(self.language_changed)
        self.backups.restore_asked.connect(self.restore_asked)

    def _lay_out(self) -> None:
        """The list has the whole height; messages stand over the section beside it, which scrolls."""
        down = self.layout()
        assert isinstance(down, QVBoxLayout)
        down.removeWidget(self._area)
        item = down.takeAt(0)
        above = item.layout() if item is not None else None
        assert above is not None
        above.setParent(None)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(above)
        right.addWidget(self._area, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.sections)
        across.addLayout(right, 1)
        down.addLayout(across, 1)
        for section in self._of:
            self.column.addWidget(section)
        self.setTabOrder(self.sections, self.you.first)
