"""The list of projects, and what can be done with the marked one."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.errors import UserError
from core.storage.projects import ProjectInfo
from desktop.i18n import number, tr
from desktop.messages import told
from desktop.operations import projects
from desktop.operations.projects import Overview
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.notice import Tone
from desktop.screens.page import Page
from desktop.screens.tables import TableView, stretch

_MOST_ROWS = 12


class ProjectsPage(Page):
    """Each signal but `new_asked` gives a `ProjectInfo`: `renamed` with its new name, `gone` before it is deleted."""

    opened = Signal(object)
    renamed = Signal(object)
    gone = Signal(object)
    import_asked = Signal(object)
    settings_asked = Signal(object)
    new_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Projects"))
        self._desk = desk
        self._rows: list[Overview] = []
        self._at: ProjectInfo | None = None  # what the field or the question is about
        self.table = TableView(tr("Projects"))
        self.open_button = Button(tr("Open"), primary=True)
        self.new_button = Button(tr("&New project…"))
        self.import_button = Button(tr("&Import more…"))
        self.settings_button = Button(tr("&Settings"))
        self.rename_button = Button(tr("&Rename"))
        self.archive_button = Button(tr("&Archive"))
        self.delete_button = Button(tr("&Delete…"))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("New name"))
        self.name.hide()
        self.confirm = Confirm(desk.theme)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """See `Page.enter`."""
        self.say("")
        self.refresh()
        give_focus(self.table)

    def refresh(self) -> None:
        """Read the projects anew."""
        self._desk.bridge.watch(projects.overview(self._desk.workspace), self._read)

    def marked(self) -> ProjectInfo | None:
        """The project that is marked, or None."""
        row = self.table.row()
        return self._rows[row].project if 0 <= row < len(self._rows) else None

    def _read(self, future: Future[list[Overview]]) -> None:
        self._rows = future.result()
        names = [tr("Project"), tr("Items"), tr("Decided"), tr("To review"), tr("Skipped"), ""]
        self.table.show_rows(names, [_cells(one, self._desk.project) for one in self._rows], range(1, 5))
        stretch(self.table, 0)
        self.table.fit_height(_MOST_ROWS)
        self._marked_changed()

    def _marked_changed(self) -> None:
        project = self.marked()
        for button in (self.open_button, self.import_button, self.settings_button, self.rename_button, self.archive_button):
            button.setEnabled(project is not None)
        self.delete_button.setEnabled(project is not None)
        self.archive_button.setText(tr("Take &out again") if project is not None and project.archived else tr("&Archive"))
        self.name.hide()

    def _open(self) -> None:
        project = self.marked()
        if project is not None:
            self.opened.emit(project)

    def _import(self) -> None:
        project = self.marked()
        if project is not None:
            self.import_asked.emit(project)

    def _settings(self) -> None:
        project = self.marked()
        if project is not None:
            self.settings_asked.emit(project)

    def _start_rename(self) -> None:
        self._at = self.marked()
        if self._at is not None:
            self.name.setText(self._at.name)
            self.name.show()
            self.name.selectAll()
            give_focus(self.name)

    def _rename(self) -> None:
        if self._at is not None:
            future = projects.rename(self._desk.workspace, self._at, self.name.text())
            self._desk.bridge.watch(future, self._was_renamed)

    def _was_renamed(self, future: Future[ProjectInfo]) -> None:
        try:
            project = future.result()
        except UserError as error:
            self.say(told(error))
            return
        self.say("")
        give_focus(self.table)
        self.renamed.emit(project)
        self.refresh()

    def _archive(self) -> None:
        project = self.marked()
        if project is not None:
            future = projects.archive(self._desk.workspace, project, archived=not project.archived)
            self._desk.bridge.watch(future, self._was_archived)

    def _was_archived(self, future: Future[None]) -> None:
        future.result()
        self.refresh()

    def _ask_delete(self) -> None:
        self._at = self.marked()
        if self._at is not None:
            words = tr(
                "Delete “{name}” with its items, suggestions and decisions? A backup of the whole workspace is made first.",
                name=self._at.name,
            )
            self.confirm.ask(words, tr("Delete the project"))

    def _delete(self) -> None:
        if self._at is None:
            return
        self.gone.emit(self._at)  # whoever reviews it lets go first
        self._desk.bridge.watch(projects.delete(self._desk.workspace, self._at), self._was_deleted)
        self.say(tr("Deleting “{name}”.", name=self._at.name), Tone.CARE)

    def _was_deleted(self, future: Future[Path]) -> None:
        try:
            self.say(tr("Deleted. The workspace as it was before is kept in {path}.", path=str(future.result())), Tone.DONE)
        except UserError as error:
            self.say(told(error))
        self.refresh()
        give_focus(self.table)

    def _back_to_table(self) -> None:
        give_focus(self.table)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._marked_changed)
        self.open_button.clicked.connect(self._open)
        self.new_button.clicked.connect(self.new_asked)
        self.import_button.clicked.connect(self._import)
        self.settings_button.clicked.connect(self._settings)
        self.rename_button.clicked.connect(self._start_rename)
        self.archive_button.clicked.connect(self._archive)
        self.delete_button.clicked.connect(self._ask_delete)
        self.name.returnPressed.connect(self._rename)
        self.confirm.agreed.connect(self._delete)
        self.confirm.declined.connect(self._back_to_table)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        order: tuple[QWidget, ...] = (self.open_button, self.import_button, self.settings_button, self.rename_button)
        for button in (*order, self.archive_button, self.delete_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.new_button)
        self.column.addWidget(self.table)
        self.column.addWidget(self.name)
        self.column.addLayout(buttons)
        self.column.addWidget(self.confirm)


def _cells(one: Overview, current: ProjectInfo | None) -> list[str]:
    stats, project = one.stats, one.project
    state = tr("archived") if project.archived else ""
    if current is not None and project.seq == current.seq:
        state = tr("open")
    figures = [number(value) for value in (stats.items, stats.decided, stats.open, stats.skipped)]
    return [project.name, *figures, state]
