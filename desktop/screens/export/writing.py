"""Writes one dataset at a time: begun, shown, stopped, and what came of it."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from core.errors import UserError
from core.export import CutReport, Recipe
from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import exporting
from desktop.operations.exporting import Target
from desktop.operations.running import Running
from desktop.screens.desk import Desk
from desktop.screens.export.outcome import Outcome
from desktop.screens.focus import give_focus
from desktop.screens.models.arrivals import Arrivals


class Writing(QObject):
    """`begun` and `ended` (with the `CutReport` or None) go round each export; `failed` gives words for the user."""

    begun = Signal()
    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, outcome: Outcome, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._outcome = outcome
        self._arrivals = Arrivals(desk.bridge)
        outcome.folder_asked.connect(self._open_written)

    def export(self, project: ProjectInfo, recipe: Recipe, target: Target) -> None:
        """Write a dataset."""
        if not self._refused():
            self._watch(exporting.export(self._desk.workspace, project, recipe, target, self._outcome.work.told.emit))

    def recut(self, project: ProjectInfo, number: int, target: Target) -> None:
        """Cut a dataset again."""
        if not self._refused():
            self._watch(exporting.recut(self._desk.workspace, project, number, target, self._outcome.work.told.emit))

    def open_folder(self, path: Path) -> None:
        """Open the folder of something that was written."""
        self._arrivals.watch(exporting.folder_of(self._desk.workspace, path), self._open)

    def leave(self) -> None:
        """The window closes: stop what runs."""
        self._outcome.work.cancel()
        self._arrivals.leave()

    def _refused(self) -> bool:
        """One at a time: while one is written, the keyboard goes to its Cancel."""
        if self._outcome.busy:
            give_focus(self._outcome.work.stop)
        return self._outcome.busy

    def _watch(self, running: Running[CutReport]) -> None:
        self._outcome.begin()
        self._outcome.work.start(running.cancel)
        self.begun.emit()
        self._arrivals.watch(running.future, self._came)

    def _came(self, future: Future[CutReport]) -> None:
        try:
            report = future.result()
        except (UserError, CancelledError) as error:
            self._outcome.end()
            self.ended.emit(None)
            self.failed.emit(told(error))
            return
        self._outcome.done(report)
        self.ended.emit(report)

    def _open_written(self) -> None:
        if self._outcome.report is not None:
            self.open_folder(self._outcome.report.path)

    def _open(self, future: Future[Path | None]) -> None:
        folder = future.result()
        if folder is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.failed.emit(tr("The folder is not there any more, or nothing here can open it."))
