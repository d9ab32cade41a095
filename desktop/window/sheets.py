"""The sheets over the review screen, each made when it is first asked for: an item's history, similar items, the queues."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import UserError
from desktop.messages import told
from desktop.review.screen import ReviewScreen
from desktop.screens.desk import Desk

if TYPE_CHECKING:
    from core.suggest.similar import SimilarItem
    from core.suggest.vectors import Vectors
    from desktop.review.queue_menu import QueueMenu
    from desktop.review.similar_sheet import SimilarSheet
    from desktop.screens.timeline.sheet import TimelineSheet


class ReviewSheets(QObject):
    """`erased` gives the number of an item that is gone, `queue_chosen` the `QueueInfo` that is to be gone on with."""

    erased = Signal(int)
    queue_chosen = Signal(object)

    def __init__(self, desk: Desk, view: ReviewScreen) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self.timeline: TimelineSheet | None = None
        self.similar: SimilarSheet | None = None
        self.queues: QueueMenu | None = None

    def show_timeline(self, item_seq: int) -> None:
        """The history of an item."""
        from desktop.screens.timeline.sheet import TimelineSheet  # noqa: PLC0415 - made when first asked for

        if self.timeline is None:
            self.timeline = TimelineSheet(self._desk, self._view)
            self.timeline.erased.connect(self.erased)
        self.timeline.show_item(item_seq)

    def show_similar(self, item_seq: int, vectors: Vectors) -> None:
        """What was decided of items like this one."""
        from core.suggest.similar import similar  # noqa: PLC0415
        from desktop.review.similar_sheet import SimilarSheet  # noqa: PLC0415

        project, workspace = self._desk.project, self._desk.workspace
        if project is None:
            return
        if self.similar is None:
            self.similar = SimilarSheet(self._desk.theme, self._view)
            self.similar.opened.connect(self.show_timeline)
        self.similar.show_waiting()
        found = workspace.executor.submit(similar, workspace.read, project, item_seq, vectors)
        self._desk.bridge.watch(found, self._similar_found)

    def _similar_found(self, future: Future[list[SimilarItem]]) -> None:
        if self.similar is None:
            return
        try:
            self.similar.show_items(future.result())
        except UserError as error:
            self.similar.show_trouble(told(error))

    def show_queues(self, current: str) -> None:
        """The queues of the project, for choosing another one than `current`."""
        from desktop.review.queue_menu import QueueMenu  # noqa: PLC0415

        project, workspace = self._desk.project, self._desk.workspace
        if project is None:
            return
        if self.queues is None:
            self.queues = QueueMenu(self._desk.theme, self._view)
            self.queues.chosen.connect(self.queue_chosen)
        self._current = current
        found = workspace.executor.submit(lambda: workspace.items(project).queues(counted=False))
        self._desk.bridge.watch(found, self._queues_found)

    def _queues_found(self, future: Future[Any]) -> None:
        assert self.queues is not None
        try:
            self.queues.offer(future.result(), self._current)
        except UserError as error:
            self._view.show_message(told(error))
