"""Reviewing in the window: which project is on the review screen, its session, and the history of an item over it."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from core.errors import UserError
from desktop.i18n import tr
from desktop.operations.workspaces import open_session
from desktop.review.controller import ReviewController
from desktop.review.screen import ReviewScreen
from desktop.screens.desk import Desk

if TYPE_CHECKING:
    from core.review.session import ReviewSession
    from core.storage.projects import ProjectInfo
    from desktop.screens.timeline.sheet import TimelineSheet


class Reviewing(QObject):
    """`navigate` gives the name of a screen, `started` a project whose first card is there, `failed` why there is none."""

    navigate = Signal(str)
    started = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk = desk
        self._stack = stack
        self.sheet: TimelineSheet | None = None
        self._embedding: Future[int] | None = None
        self._opening: Future[ReviewSession] | None = None
        self.view, self.controller = self._make()
        self.controller.show_loading()

    def open(self, project: ProjectInfo) -> None:
        """Put a project on screen; its session is made in the background."""
        self._desk.project = project
        self.controller.show_loading(project.name, project.task, project.guidelines)
        future = open_session(self._desk.workspace, project, self._desk.preferences.reviewer_name)
        self._opening = future
        self._desk.bridge.watch(future, partial(self._ready, project))

    def again(self) -> None:
        """Begin the session anew: another reviewer, or an item that is gone."""
        if self._desk.project is not None:
            self.open(self._desk.project)

    def stop(self) -> None:
        """Let the session go; nothing is under review."""
        self._opening = None
        self._desk.project = None
        self._embed(None)
        self.controller.show_loading()

    def rename(self, project: ProjectInfo) -> None:
        """The project on screen has another name."""
        if self._desk.project is not None and self._desk.project.seq == project.seq:
            self._desk.project = project
            self.view.set_project(project.name, tr("To review"), project.task, project.guidelines)

    def grown(self, project: ProjectInfo) -> None:
        """A project has more items than before."""
        if self._desk.project is not None and self._desk.project.seq == project.seq:
            self.controller.refresh()

    def rebuild(self) -> None:
        """Make the screen anew with other keys; the session goes on."""
        old, session, current = self.view, self.controller.session, self._stack.currentWidget()
        saving = self.controller.let_go()
        self.view, self.controller = self._make()
        if current is old:
            self._stack.setCurrentWidget(self.view)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.sheet = None
        if session is not None and self._desk.project is not None:
            self.controller.start(session, self._desk.project, saving)
        else:
            self.again()

    def _make(self) -> tuple[ReviewScreen, ReviewController]:
        view = ReviewScreen(self._desk.theme, self._desk.keymap)
        controller = ReviewController(view, self._desk.bridge)
        view.navigate.connect(self.navigate)
        controller.timeline_asked.connect(self.show_timeline)
        self._stack.addWidget(view)
        return view, controller

    def _ready(self, project: ProjectInfo, future: Future[ReviewSession]) -> None:
        current = self._desk.project
        if future is not self._opening or current is None or current.seq != project.seq:
            _drop(future)  # another one was opened meanwhile
            return
        try:
            session = future.result()
        except UserError as error:
            self.failed.emit(error)
            return
        self.controller.start(session, current)
        self._embed(self._desk.workspace.embed_ahead(current, session))
        self.started.emit(current)

    def _embed(self, future: Future[int] | None) -> None:
        """Let `future` embed the rest of the project in the background; what went on before is stopped."""
        if self._embedding is not None:
            self._embedding.cancel()
        self._embedding = future

    def show_timeline(self, item_seq: int) -> None:
        """Show the history of an item over the review screen."""
        from desktop.screens.timeline.sheet import TimelineSheet  # noqa: PLC0415 - made when first asked for

        if self.sheet is None:
            self.sheet = TimelineSheet(self._desk, self.view)
            self.sheet.erased.connect(self._erased)
        self.sheet.show_item(item_seq)

    def _erased(self, _item_seq: int) -> None:
        """What was fetched ahead may hold the erased text: begin anew."""
        self.again()


def _drop(future: Future[ReviewSession]) -> None:
    """A session that nobody waits for any more."""
    if not future.cancelled() and future.exception() is None:
        future.result().close()
