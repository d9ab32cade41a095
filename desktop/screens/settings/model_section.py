"""Settings, the models: who may propose answers through a prompt."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.screens.desk import Desk
from desktop.screens.models.card import ModelsCard
from desktop.screens.settings.section import Section


class ModelSection(Section):
    """Holds the card of the connections."""

    name = "models"

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(desk, tr("Models"))
        hint = tr(
            "A model proposes answers through a prompt. Connections are kept in the workspace, their keys in this computer's "
            "keychain."
        )
        self.models = ModelsCard(desk, self.card(self.title, hint), page)
        self.first = self.models.add
        self.models.said.connect(self.said)

    def enter(self) -> None:
        """See `Section.enter`."""
        self.models.refresh()

    def leave(self) -> None:
        """See `Section.leave`."""
        self.models.leave()
