"""Reviewing in the window: which project is on the review screen, its session, and the history of an item over it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from core.domain.task import Label
from core.errors import UserError
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations.workspaces import find_queue, open_session
from desktop.review.controller import ReviewController
from desktop.review.screen import ReviewScreen
from desktop.screens.desk import Desk
from desktop.window.sheets import ReviewSheets

if TYPE_CHECKING:
    from core.queues.running import Running as KeepingUp
    from core.queues.views import QueueInfo
    from core.review.session import ReviewSession
    from core.storage.projects import ProjectInfo


class Reviewing(QObject):
    """`navigate` gives the name of a screen, `started` a project whose first card is there, `failed` why there is none."""

    navigate = Signal(str)
    started = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk = desk
        self._stack = stack
        self._embedding: Future[int] | None = None
        self._opening: Future[ReviewSession] | None = None
        self._queue: QueueInfo | None = None
        self._keeping: KeepingUp[None] | None = None
        self.view, self.controller = self._make()
        self.controller.show_loading()

    def open(self, project: ProjectInfo, queue: QueueInfo | None = None, item_seq: int = 0) -> None:
        """Put a project on screen, or one of its queues; its session is made in the background. `item_seq`: the item to begin with."""
        self._desk.project, self._queue = project, queue
        self.controller.show_loading(project.name, project.task, project.guidelines)
        future = open_session(self._desk.workspace, project, self._desk.preferences.reviewer_name, queue)
        self._opening = future
        self._desk.bridge.watch(future, partial(self._ready, project, item_seq))

    def again(self, item_seq: int = 0) -> None:
        """Begin the session anew: another reviewer, an item that is gone, a label that has come."""
        if self._desk.project is not None:
            self.open(self._desk.project, self._queue, item_seq)

    def review_queue(self, queue: QueueInfo) -> None:
        """Go on with another queue of the project; what is open anyway comes in the project's own order."""
        from core.queues.saved import DEFAULTS  # noqa: PLC0415 - not needed for the first paint

        if self._desk.project is not None:
            self.open(self._desk.project, None if queue == replace(DEFAULTS[0], count=queue.count) else queue)

    def walk_queues(self, step: int) -> None:
        """To the next queue (+1) or the one before (-1)."""
        project = self._desk.project
        if project is not None:
            name = self._queue.name if self._queue is not None else ""
            self._desk.bridge.watch(find_queue(self._desk.workspace, project, name, step), self._found_queue)

    def show_item(self, item_seq: int) -> None:
        """Put this item before what is on screen."""
        if self.controller.session is None:
            self.again(item_seq)
        else:
            self.controller.open_item(item_seq)

    def add_label(self, wanted: dict[str, str]) -> None:
        """A reviewer wants another label: it is there at once, and the item on screen stays."""
        label = Label(wanted["name"], wanted["description"])
        project, workspace = self._desk.project, self._desk.workspace
        if project is not None:
            reviewer, item_seq = self._desk.preferences.reviewer_name, self.controller.card.item_seq
            future = workspace.executor.submit(lambda: workspace.tasks(project).add(label, reviewer, reviewing=True))
            self._desk.bridge.watch(future, partial(self._label_added, project, item_seq))

    def _label_added(self, project: ProjectInfo, item_seq: int, future: Future[Any]) -> None:
        try:
            future.result()
            current = self._desk.workspace.project(project.name)
        except UserError as error:
            self.view.show_message(told(error))
            return
        if self._desk.project is not None and self._desk.project.seq == project.seq:
            self._desk.project = current
            self.again(item_seq)

    def _found_queue(self, future: Future[QueueInfo]) -> None:
        try:
            self.review_queue(future.result())
        except UserError as error:
            self.view.show_message(told(error))

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
            self.view.set_project(project.name, self.queue_name, project.task, project.guidelines)

    @property
    def queue_name(self) -> str:
        """What is reviewed, in words."""
        return tr(self._queue.name) if self._queue is not None else tr("To review")

    def grown(self, project: ProjectInfo) -> None:
        """A project has more items than before."""
        if self._desk.project is not None and self._desk.project.seq == project.seq:
            self.controller.refresh()
            self._keeping = self._desk.workspace.items(project).keep_up()

    def rebuild(self) -> None:
        """Make the screen anew with other keys; the session goes on."""
        old, session, current = self.view, self.controller.session, self._stack.currentWidget()
        saving = self.controller.let_go()
        self.view, self.controller = self._make()
        if current is old:
            self._stack.setCurrentWidget(self.view)
        self._stack.removeWidget(old)
        old.deleteLater()
        if session is not None and self._desk.project is not None:
            self.controller.start(session, self._desk.project, saving, queue=self.queue_name)
        else:
            self.again()

    def _make(self) -> tuple[ReviewScreen, ReviewController]:
        view = ReviewScreen(self._desk.theme, self._desk.keymap)
        controller = ReviewController(view, self._desk.bridge)
        view.navigate.connect(self.navigate)
        self.sheets = ReviewSheets(self._desk, view)
        self.sheets.erased.connect(self._erased)
        self.sheets.queue_chosen.connect(self.review_queue)
        controller.timeline_asked.connect(self.sheets.show_timeline)
        controller.similar_asked.connect(self._show_similar)
        view.top.queue_asked.connect(self._show_queues)
        controller.queue_asked.connect(self.walk_queues)
        controller.label_added.connect(self.add_label)
        self._stack.addWidget(view)
        return view, controller

    def _ready(self, project: ProjectInfo, item_seq: int, future: Future[ReviewSession]) -> None:
        current = self._desk.project
        if future is not self._opening or current is None or current.seq != project.seq:
            _drop(future)  # another one was opened meanwhile
            return
        try:
            session = future.result()
        except UserError as error:
            self.failed.emit(error)
            return
        self.controller.start(session, current, queue=self.queue_name)
        if item_seq:
            self.controller.open_item(item_seq)
        self._keeping = self._desk.workspace.items(current).keep_up()
        self._embed(self._desk.workspace.embed_ahead(current, session))
        self.started.emit(current)

    def _embed(self, future: Future[int] | None) -> None:
        """Let `future` embed the rest of the project in the background; what went on before is stopped."""
        if self._embedding is not None:
            self._embedding.cancel()
        self._embedding = future

    def _show_similar(self, item_seq: int) -> None:
        session = self.controller.session
        if session is not None:
            self.sheets.show_similar(item_seq, session.vectors)

    def _show_queues(self) -> None:
        self.sheets.show_queues(self._queue.name if self._queue is not None else "To review")

    def _erased(self, _item_seq: int) -> None:
        """What was fetched ahead may hold the erased text: begin anew."""
        self.again()


def _drop(future: Future[ReviewSession]) -> None:
    """A session that nobody waits for any more."""
    if not future.cancelled() and future.exception() is None:
        future.result().close()
