"""The settings of one project. What is changed holds at once, for whoever reviews it, too."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from core.errors import UserError
from core.storage.projects import ProjectInfo
from core.tasks import Tasks
from desktop.i18n import tr
from desktop.messages import told, what
from desktop.operations import labels, projects
from desktop.operations.labels import ProjectView
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.notice import Tone
from desktop.screens.page import Page
from desktop.screens.project.facts_card import FactsCard
from desktop.screens.project.file_card import FileCard
from desktop.screens.project.guidelines_card import GuidelinesCard
from desktop.screens.project.labels_card import LabelsCard


class ProjectPage(Page):
    """`renamed` and `task_changed` give the `ProjectInfo` as it is now."""

    renamed = Signal(object)
    task_changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Project settings"))
        self._desk = desk
        self._view: ProjectView | None = None
        self._project: ProjectInfo | None = None
        first, asked = self.card(tr("The project")), self.card(tr("What is asked"))
        self.facts = FactsCard(desk, (first, asked), self)
        hint = tr("Renaming and merging carry older decisions along; the record keeps what was said then.")
        self.labels = LabelsCard(desk, self.card(tr("Labels"), hint), self)
        hint = tr("Every change is a version; each decision knows the one that it was made under.")
        self.guidelines = GuidelinesCard(desk, self.card(tr("Guidelines"), hint), self)
        hint = tr("Task, labels, guidelines, order and saved queues. Applying a file adds and describes; it takes no label away.")
        self.file = FileCard(self.card(tr("As one file"), hint), self)
        self._connect()

    def show_project(self, project: ProjectInfo) -> None:
        """Show the settings of this project."""
        self._project, self._view = project, None
        self.set_detail(project.name)
        self.file.show_name(project.name)
        self.refresh()

    def enter(self) -> None:
        """See `Page.enter`."""
        self.say("")
        give_focus(self.facts.name)

    def refresh(self) -> None:
        """Read the project anew."""
        if self._project is not None:
            self._desk.bridge.watch(labels.read(self._desk.workspace, self._project.name), self._read)

    def _read(self, future: Future[ProjectView]) -> None:
        try:
            view = future.result()
        except UserError as error:
            self.say(told(error))
            return
        if self._project is not None and view.project.seq == self._project.seq:
            self._show(view)

    def _show(self, view: ProjectView) -> None:
        self._view, self._project = view, view.project
        self.set_detail(view.project.name)
        self.facts.show_view(view)
        self.labels.show_view(view)
        self.guidelines.show_view(view)
        frame = self.labels.table.parentWidget()
        assert frame is not None
        frame.setVisible(bool(view.labels))

    def _change(self, step: Callable[[Tasks], object], done: str) -> None:
        """Do something with the task; older decisions may take a moment to follow."""
        if self._project is not None:
            self.say("")
            self._watch(labels.change(self._desk.workspace, self._project, step), done)

    def _watch(self, future: Future[ProjectView], done: str) -> None:
        self._desk.bridge.watch(future, partial(self._changed, done))

    def _changed(self, done: str, future: Future[ProjectView]) -> None:
        try:
            view = future.result()
        except UserError as error:
            self.say(told(error))
            return
        if self._project is not None and view.project.seq == self._project.seq:
            self._show(view)
        if done:
            self.say(done, Tone.DONE)
        self.task_changed.emit(view.project)

    def _set_options(self) -> None:
        try:
            options = self.facts.read_options()
        except UserError as error:
            self.say(what(error))
            give_focus(self.facts.options.max_length)
            return
        self._change(lambda tasks: tasks.set_options(options, self._who), tr("Saved. It holds from the next item on."))

    def _set_guidelines(self, text: str) -> None:
        self._change(lambda tasks: tasks.set_guidelines(text, self._who), tr("The new version is in force."))

    def _set_order(self, order: str) -> None:
        if self._project is not None and order != self._project.order_name:
            self._watch(labels.set_order(self._desk.workspace, self._project, order), tr("The order is changed."))

    def _rename(self, name: str) -> None:
        if self._project is not None:
            self._desk.bridge.watch(projects.rename(self._desk.workspace, self._project, name), self._was_renamed)

    def _was_renamed(self, future: Future[ProjectInfo]) -> None:
        try:
            project = future.result()
        except UserError as error:
            self.say(told(error))
            give_focus(self.facts.name)
            return
        self.say(tr("The project has its new name."), Tone.DONE)
        self._project = project
        self.renamed.emit(project)
        self.refresh()

    def _save_file(self, path: Path) -> None:
        if self._project is not None:
            self._desk.bridge.watch(labels.save_file(self._desk.workspace, self._project, path), self._was_saved)

    def _was_saved(self, future: Future[Path]) -> None:
        try:
            self.say(tr("The settings are in {path}.", path=str(future.result())), Tone.DONE)
        except UserError as error:
            self.say(told(error))

    def _apply_file(self, path: Path) -> None:
        if self._project is not None:
            self._watch(labels.apply_file(self._desk.workspace, self._project, path, self._who), tr("The file is applied."))

    @property
    def _who(self) -> str:
        return self._desk.preferences.reviewer_name

    def _connect(self) -> None:
        self.facts.renamed.connect(self._rename)
        self.facts.ordered.connect(self._set_order)
        self.facts.options_set.connect(self._set_options)
        self.labels.asked.connect(self._change)
        self.labels.refused.connect(self.say)
        self.guidelines.saved.connect(self._set_guidelines)
        self.file.save_asked.connect(self._save_file)
        self.file.apply_asked.connect(self._apply_file)
