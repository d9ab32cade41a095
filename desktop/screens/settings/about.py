"""Settings, about: which program this is, and the licences of what it is made of."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import tr
from desktop.operations import places
from desktop.operations.places import Build
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.notice import Tone
from desktop.screens.settings.licences import LicencesSheet
from desktop.screens.settings.section import Section


class AboutSection(Section):
    """What to say when something is asked for help."""

    name = "about"

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(desk, tr("About"))
        self.arrivals = Arrivals(desk.bridge)
        self.details = label(desk.theme, "body", "text", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setAccessibleName(tr("Details"))
        self.copy, self.licences = Button(tr("&Copy details")), Button(tr("&Licences…"))
        self.copy.setAccessibleDescription(tr("Puts the versions into the clipboard, for a report of a fault."))
        self.licences.setAccessibleDescription(tr("Shows the licences of all that the program uses."))
        self.sheet = LicencesSheet(desk.theme, page)
        self._lay_out()
        self.first = self.copy
        self.copy.clicked.connect(self._copy)
        self.licences.clicked.connect(self._show_licences)

    def enter(self) -> None:
        """See `Section.enter`."""
        self.arrivals.watch(places.build(self.desk.workspace), self._came)

    def leave(self) -> None:
        """See `Section.leave`."""
        self.arrivals.leave()

    def _came(self, future: Future[Build]) -> None:
        self.details.setText(_words(future.result()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.text())
        self.said.emit(tr("Copied."), Tone.DONE)

    def _show_licences(self) -> None:
        self.sheet.open()
        if not self.sheet.filled:
            self.arrivals.watch(places.licences(self.desk.workspace), self._licences_came)

    def _licences_came(self, future: Future[str]) -> None:
        self.sheet.show_text(future.result())

    def _lay_out(self) -> None:
        card = self.card(tr("Countersign"), tr("A model proposes, you countersign. Apache License 2.0."))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.licences)
        buttons.addStretch(1)
        card.addWidget(self.details)
        card.addLayout(buttons)


def _words(build: Build) -> str:
    """One fact a line."""
    first = tr("Version {version}, commit {commit}", version=build.version, commit=build.commit)
    lines = [
        first if build.commit else tr("Version {version}", version=build.version),
        tr("Qt {version}", version=qVersion()),
        tr("Python {version}", version=build.python),
        build.system,
    ]
    return "\n".join(lines)
