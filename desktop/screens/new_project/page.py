"""The page: from a file to a project that is being reviewed, or to more items in one that is there."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.ingest.importing import ImportReport
from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.operations.importing import Preview, import_table
from desktop.operations.projects import create
from desktop.operations.running import Running
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.new_project.columns_card import ColumnsCard
from desktop.screens.new_project.source_card import SourceCard
from desktop.screens.new_project.task_card import TaskCard
from desktop.screens.notice import Tone
from desktop.screens.page import Page
from desktop.screens.work_row import WorkRow

_REASONS = 3


class NewProjectPage(Page):
    """`ready` gives the `ProjectInfo` to be reviewed; `imported` the project that has more items now."""

    ready = Signal(object)
    imported = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("New project"))
        self._desk = desk
        self._project: ProjectInfo | None = None
        self._preview: Preview | None = None
        self._running: Running[ImportReport] | None = None
        self.source = SourceCard(desk, self.card(tr("1  The file")), self)
        self.columns = ColumnsCard(desk, self.card(tr("2  Its columns")), self)
        cards = [self.card(tr("3  Labels")), self.card(tr("4  Guidelines")), self.card(tr("5  The project"))]
        self.task = TaskCard(desk, cards, self)
        self._later = [_frame(card) for card in cards]
        self._columns_frame = _frame(self.columns.metadata)
        self.work = WorkRow(desk.theme, tr("Import"))
        self.start = Button(tr("&Start"), primary=True)
        self.go_on = Button(tr("Start &reviewing"), primary=True)
        self._lay_out()
        self.source.looked.connect(self._looked)
        self.source.failed.connect(self._tell)
        self.columns.changed.connect(self._columns_changed)
        self.start.clicked.connect(self.begin)
        self.go_on.clicked.connect(self._go_on)
        self._arrange()

    def begin_anew(self, project: ProjectInfo | None = None, path: Path | None = None) -> None:
        """Start over: a new project, or more items for `project`; with `path`, from this file."""
        if self.work.busy:
            self.say(tr("An import is going on. Wait until it is done, or cancel it."), Tone.CARE)
            return
        self._project, self._preview = project, None
        self.source.clear()
        self.task.clear()
        self.go_on.hide()
        self.say("")
        self.set_detail(tr("more items for {name}", name=project.name) if project else "")
        self._arrange()
        if path is not None:
            self.source.take(path)

    def enter(self) -> None:
        """See `Page.enter`."""
        give_focus(self.source.path)

    def leave(self) -> None:
        """See `Page.leave`."""
        self.work.cancel()

    def begin(self) -> None:
        """Make the project, unless it is there, and import the file."""
        if self._preview is None or self.work.busy:
            return
        try:
            self.columns.mapping().check(self._preview.table.columns)
            if self._project is None:
                self._desk.bridge.watch(create(self._desk.workspace, self.task.new_project()), self._created)
                self.start.setEnabled(False)
            else:
                self._import(self._project)
        except UserError as error:
            self._tell(error)

    def _created(self, future: Future[ProjectInfo]) -> None:
        self.start.setEnabled(True)
        try:
            project = future.result()
        except UserError as error:
            self._tell(error)
            return
        self._project = project  # from here on a second try imports into it
        self._import(project)

    def _import(self, project: ProjectInfo) -> None:
        assert self._preview is not None
        self.say("")
        self._running = import_table(
            self._desk.workspace, project, self._preview.table, self.columns.mapping(), self.work.told.emit
        )
        self.work.start(self._running.cancel)
        self._desk.bridge.watch(self._running.future, partial(self._ended, project))
        self._arrange()

    def _ended(self, project: ProjectInfo, future: Future[ImportReport]) -> None:
        self.work.finish()
        self._running = None
        self._arrange()
        self.imported.emit(project)
        try:
            report = future.result()
        except UserError as error:
            self._tell(error)
            self.go_on.setVisible(True)
            return
        if report.rejected or not self.isVisible():
            self.say(report_text(report), Tone.CARE if report.rejected else Tone.DONE)
            self.go_on.show()
            give_focus(self.go_on)
        else:
            self.ready.emit(project)

    def _looked(self, preview: Preview) -> None:
        self.say("")
        self._preview = preview
        self.columns.offer(preview)
        if not self.task.name.text():
            self.task.name.setText(preview.table.path.stem.replace("_", " "))
        self._columns_changed()
        self._arrange()
        give_focus(self.columns.text)

    def _columns_changed(self) -> None:
        if self._preview is not None and self._project is None:
            self.task.look_for_labels(self._preview, self.columns.label_columns())

    def _tell(self, error: object) -> None:
        self.say(str(error))

    def _go_on(self) -> None:
        if self._project is not None:
            self.ready.emit(self._project)

    def _arrange(self) -> None:
        """What comes later is shown once it can be filled in."""
        known, busy = self._preview is not None, self.work.busy
        self._columns_frame.setVisible(known)
        for frame in self._later:
            frame.setVisible(known and self._project is None)
        self.start.setVisible(known and not busy)
        self.start.setText(tr("&Import") if self._project is not None else tr("&Start"))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        foot.addWidget(self.start)
        self.go_on.hide()
        self.column.addWidget(self.work)
        self.column.addLayout(foot)


def report_text(report: ImportReport) -> str:
    """What an import did, in sentences."""
    parts = [tr("Imported {n} new items.", n=report.added)]
    parts += [tr("Known already: {n}.", n=report.known)] if report.known else []
    parts += [tr("Not imported, for they were erased here before: {n}.", n=report.erased)] if report.erased else []
    if report.rejected:
        first = "; ".join(tr("line {line}: {reason}", line=str(line), reason=why) for line, why in report.reasons[:_REASONS])
        parts.append(tr("Rejected {n} rows ({first}).", n=report.rejected, first=first))
    if report.rejects_file is not None:
        parts.append(tr("They are listed in {path}.", path=str(report.rejects_file)))
    return " ".join(parts)


def _frame(inside: QVBoxLayout | QWidget) -> QWidget:
    """The card that something stands in."""
    frame = inside.parentWidget()
    assert frame is not None
    return frame
