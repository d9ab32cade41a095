"""Settings, folders: where the files of the app lie, with ways to get there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.i18n import tr
from desktop.operations import places
from desktop.operations.places import Places
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.notice import Tone
from desktop.screens.settings.section import Section


class FoldersSection(Section):
    """Each path selects and copies; nothing can be changed here."""

    name = "folders"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Folders"))
        self.arrivals = Arrivals(desk.bridge)
        self._open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self.workspace, self.backups, self.log, self.settings = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        card = self.card(
            tr("This workspace"), tr("All of its projects, items and decisions are in one file, and its log beside it.")
        )
        self._path(card, tr("The workspace"), self.workspace, tr("Copy it with a backup, not by hand, while it is open."))
        self._path(card, tr("Its backups"), self.backups, tr("Where the next one goes; chosen under Backups."))
        card = self.card(tr("This computer"), tr("The same, whatever workspace is open."))
        self._path(card, tr("The log"), self.log, tr("What went wrong and when. It never holds the text of an item."))
        self._path(card, tr("The settings file"), self.settings, tr("TOML. It is read when the app starts."))
        self.first = self.workspace

    def enter(self) -> None:
        """See `Section.enter`."""
        self.arrivals.watch(places.places(self.desk.workspace), self._came)

    def leave(self) -> None:
        """See `Section.leave`."""
        self.arrivals.leave()

    def open_with(self, open_url: Callable[[QUrl], bool]) -> None:
        """From now on folders are shown by this, which says whether it could."""
        self._open_url = open_url

    def _came(self, future: Future[Places]) -> None:
        found = future.result()
        shown = (
            (self.workspace, found.workspace),
            (self.backups, found.backups),
            (self.log, found.log),
            (self.settings, found.settings),
        )
        for field, path in shown:
            field.setText(str(path))
            field.setCursorPosition(0)
            field.setToolTip(str(path))

    def _path(self, card: QVBoxLayout, name: str, field: QLineEdit, why: str) -> None:
        field.setReadOnly(True)
        go, copy = Button(tr("Open folder")), Button(tr("Copy path"))
        go.setAccessibleName(tr("Open the folder: {name}", name=name))
        copy.setAccessibleName(tr("Copy the path: {name}", name=name))
        self.setting(card, name, field, why, go, copy, most=0)
        go.clicked.connect(partial(self._go, field))
        copy.clicked.connect(partial(self._copy, field))

    def _go(self, field: QLineEdit) -> None:
        self.arrivals.watch(places.nearest_folder(self.desk.workspace, Path(field.text())), self._open)

    def _open(self, future: Future[Path | None]) -> None:
        folder = future.result()
        if folder is None or not self._open_url(QUrl.fromLocalFile(str(folder))):
            self.said.emit(tr("The folder is not there any more, or nothing here can open it."), Tone.WRONG)

    def _copy(self, field: QLineEdit) -> None:
        QGuiApplication.clipboard().setText(field.text())
        self.said.emit(tr("Copied: {text}", text=field.text()), Tone.DONE)
