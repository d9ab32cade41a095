"""The page: from a file to a project that is being reviewed, or to more items in one that is there."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.domain.kinds import kind_of
from core.domain.task import Preset, Task
from core.errors import UserError
from core.ingest.importing import ImportReport
from core.ingest.mapping import Mapping
from core.ingest.task_file import ProjectFile
from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations.importing import Preview, import_table, settled_mapping
from desktop.operations.projects import create
from desktop.operations.running import Running
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.new_project.columns_card import ColumnsCard
from desktop.screens.new_project.complaints import Complaints
from desktop.screens.new_project.kind_card import KindCard
from desktop.screens.new_project.report import report_text
from desktop.screens.new_project.source_card import SourceCard
from desktop.screens.new_project.task_card import PROMPT, TaskCard
from desktop.screens.notice import Tone
from desktop.screens.page import Page
from desktop.screens.work_row import WorkRow


class NewProjectPage(Page):
    """`ready` gives the `ProjectInfo` to be reviewed; `imported` the project that has more items now; `prompt_wanted`: for it."""

    ready = Signal(object)
    imported = Signal(object)
    prompt_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("New project"))
        self._desk = desk
        self._project: ProjectInfo | None = None
        self._preview: Preview | None = None
        self._file: ProjectFile | None = None
        self._settled: Mapping | None = None  # how this project's files were imported before
        self._running: Running[ImportReport] | None = None
        self._cards = [self.card(title) for title in _titles()]
        self.source = SourceCard(desk, self._cards[0], self)
        self.columns = ColumnsCard(desk, self._cards[1], self)
        self.kind = KindCard(desk, self._cards[2], self)
        self.task = TaskCard(desk, self._cards[3:], self)
        self.complaints = Complaints(desk.theme, self._fields())
        self.work = WorkRow(desk.theme, tr("Import"))
        self.start = Button(tr("&Start"), primary=True)
        self.go_on = Button(tr("Start &reviewing"), primary=True)
        self._lay_out()
        self._connect()
        self._arrange()

    def begin_anew(self, project: ProjectInfo | None = None, path: Path | None = None) -> None:
        """Start over: a new project, or more items for `project`; with `path`, from this file."""
        if self.work.busy:
            self.say(tr("An import is going on. Wait until it is done, or cancel it."), Tone.CARE)
            return
        self._project, self._preview, self._file, self._settled = project, None, None, None
        if project is not None:
            self._desk.bridge.watch(settled_mapping(self._desk.workspace, project), partial(self._take_settled, project))
        self.source.clear()
        self.task.clear()
        self.kind.offer(Task("choice") if project is None else project.task)
        self.go_on.hide()
        self._calm()
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
        if (self._preview is None and self._file is None) or self.work.busy:
            return
        self._calm()
        try:
            if self._preview is not None:
                self.columns.mapping().check(self._preview.table.columns)
            if self._project is None:
                self._desk.bridge.watch(create(self._desk.workspace, self._wanted()), self._created)
                self.start.setEnabled(False)
            else:
                self._import(self._project)
        except UserError as error:
            self._tell(error)

    def _wanted(self) -> ProjectFile:
        """All that was written. Raises `UserError` when it cannot be."""
        task = kind_of(self.kind.way.kind).check(self.task.task(self.kind.way, self.kind.read_options()))
        name, guidelines, order = self.task.name.text().strip(), self.task.guidelines.toPlainText().strip(), self.task.order
        mapping = self._mapping() if self._preview is not None else self._file.mapping if self._file is not None else None
        base = self._file or ProjectFile(name, task)
        return replace(base, name=name, task=task, guidelines=guidelines, order=str(order.currentData()), mapping=mapping)

    def _mapping(self) -> Mapping:
        mapping = self.columns.mapping()
        return mapping if self._project is not None else self.task.mapping(mapping)

    def _created(self, future: Future[ProjectInfo]) -> None:
        self.start.setEnabled(True)
        try:
            project = future.result()
        except UserError as error:
            self._tell(error)
            return
        mapping = self._mapping() if self._preview is not None else None
        self._project = project  # from here on a second try imports into it
        if mapping is not None:
            self._import(project, mapping)
        else:
            self._arrange()
            self.ready.emit(project)

    def _import(self, project: ProjectInfo, mapping: Mapping | None = None) -> None:
        assert self._preview is not None
        mapping = mapping or self._mapping()
        self._running = import_table(self._desk.workspace, project, self._preview.table, mapping, self.work.told.emit)
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
        if report.rejected or report.failed_suggestions or not self.isVisible():
            self.say(report_text(report), Tone.CARE if report.rejected else Tone.DONE)
            self.go_on.show()
            give_focus(self.go_on)
        else:
            self._go_on()

    def _looked(self, preview: Preview) -> None:
        self._calm()
        self._preview = preview
        detected, file = preview.detected, self._file
        self._offer_columns(preview)
        if not self.task.name.text():
            self.task.name.setText(preview.table.path.stem.replace("_", " "))
        if file is None and self._project is None:
            self.kind.offer(detected.task, detected)
            self.task.offer_fields(detected.task.fields, checklist=detected.task.options.preset is Preset.CHECKLIST)
        self._columns_changed()
        self._arrange()
        give_focus(self.columns.text)

    def _offer_columns(self, preview: Preview) -> None:
        """As a file of settings says, or as it was the last time, where this file has such columns; else as it was guessed."""
        settled = self._file.mapping if self._file is not None else self._settled
        try:
            if settled is not None:
                settled.check(preview.table.columns)
        except UserError:
            settled = None
        self.columns.offer(preview.table.columns, settled if settled is not None else preview.detected.mapping)

    def _take_settled(self, project: ProjectInfo, future: Future[Mapping | None]) -> None:
        if self._project is project:
            self._settled = future.result()
            if self._preview is not None:
                self._offer_columns(self._preview)

    def _read(self, file: ProjectFile) -> None:
        """A file of settings fills in everything but the items."""
        if self._project is not None:
            self.say(tr("This file holds settings and no items. A project's settings are changed on its own screen."))
            return
        self._file, self._preview = file, None
        self.kind.offer(file.task)
        self.task.fill(file)
        self._arrange()
        self.say(tr("The settings are filled in. Now give the file with the items, or start without any."), Tone.DONE)
        give_focus(self.source.path)

    def _columns_changed(self) -> None:
        self.task.offer_suggesters(in_file=bool(self.columns.mapping().suggestions))
        if self._preview is not None and self._project is None and self._file is None and self.kind.way.labels is not None:
            self.task.look_for_labels(self._preview, self.columns.mapping(), Task(self.kind.way.kind))

    def _kind_picked(self) -> None:
        """Another kind than the one that was guessed: the columns that suit it, if the file has some."""
        way, preview = self.kind.way, self._preview
        self.task.set_checklist(way.preset is Preset.CHECKLIST)
        if preview is not None and self._file is None:
            found = [one for one in (preview.detected, *preview.detected.alternatives) if way.asks(one.task)]
            if found:
                self.columns.offer(preview.table.columns, found[0].mapping)
                self.task.offer_fields(found[0].task.fields, checklist=way.preset is Preset.CHECKLIST)
        self._columns_changed()
        self._arrange()

    def _completed(self, task: Task) -> None:
        """The labels of the whole file say more: yes or no, paths. What was written by hand stays."""
        way = self.kind.way
        plain = way.preset is Preset.NONE and not self.kind.options.separator.text()
        if plain and way.asks(task) and (task.options.preset or task.options.separator):
            held = replace(task.options, instruction=self.kind.options.instruction.text())
            self.kind.offer(replace(task, options=held), self._preview.detected if self._preview is not None else None)

    def _calm(self) -> None:
        self.say("")
        self.complaints.calm()

    def _tell(self, error: UserError) -> None:
        """Say it at the top and at the field, which gets the keyboard."""
        self.say(told(error))
        self.complaints.tell(error)

    def _go_on(self) -> None:
        if self._project is not None:
            prompt = self.task.suggester.currentData() == PROMPT
            self.ready.emit(self._project)
            if prompt:
                self.prompt_wanted.emit()

    def _arrange(self) -> None:
        """What comes later is shown once it can be filled in."""
        known, busy, new = self._preview is not None, self.work.busy, self._project is None
        way, later = self.kind.way, new and (known or self._file is not None)
        shown = (True, known, later, later and way.labels is not None, later and way.fields, later, later)
        for card, visible in zip(self._cards, shown, strict=True):
            frame = card.parentWidget()
            if frame is not None:
                frame.setVisible(visible)
        self.start.setVisible((known or later) and not busy)
        self.start.setText(tr("&Start") if new else tr("Im&port"))

    def _fields(self) -> tuple[tuple[str, QVBoxLayout, QWidget], ...]:
        """By the beginning of an error's code: the card in which it is told, and the field that it is about."""
        file, columns, asked, labels, fields, _, project = self._cards
        task = self.task
        return (
            ("import.no_column", columns, self.columns.text),
            ("mapping.", columns, self.columns.text),
            ("labels.", labels, task.labels),
            ("fields.", fields, task.fields.more),
            ("options.", asked, self.kind.options.max_length),
            ("project.", project, task.name),
            ("import.", file, self.source.path),
            ("file.", file, self.source.path),
        )

    def _connect(self) -> None:
        self.source.looked.connect(self._looked)
        self.source.settings.connect(self._read)
        self.source.failed.connect(self._tell)
        self.columns.changed.connect(self._columns_changed)
        self.kind.picked.connect(self._kind_picked)
        self.task.completed.connect(self._completed)
        self.start.clicked.connect(self.begin)
        self.go_on.clicked.connect(self._go_on)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        foot.addWidget(self.start)
        self.go_on.hide()
        self.column.addWidget(self.work)
        self.column.addLayout(foot)


def _titles() -> tuple[str, ...]:
    return (
        tr("The file"),
        tr("Its columns"),
        tr("What is asked"),
        tr("Labels"),
        tr("Fields"),
        tr("Guidelines"),
        tr("The project"),
    )
