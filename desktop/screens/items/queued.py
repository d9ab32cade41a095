"""The Items screen and its queues: one is shown by its digit or its name, the filter is saved as one, one is gone on with."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Signal

from core.queues.views import QueueInfo
from desktop.i18n import tr
from desktop.operations import items as operations
from desktop.screens.desk import Desk
from desktop.screens.items.listed import ItemsListed


class ItemsQueued(ItemsListed):
    """`queue_wanted` gives the `QueueInfo` of a queue that is to be reviewed."""

    queue_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._connect_queues()

    def show_queue(self, queue: QueueInfo) -> None:
        """List the items of a queue."""
        self.show_filter(queue.filter)

    def _queue_at(self, place: int) -> None:
        if place < len(self.strip.queues):
            self.show_queue(self.strip.queues[place])

    def _next_queue(self, _place: int = 0) -> None:
        self._walk_queues(1)

    def _queue_before(self, _place: int = 0) -> None:
        self._walk_queues(-1)

    def _walk_queues(self, step: int) -> None:
        queues, current = self.strip.queues, self.strip.current()
        if queues:
            at = queues.index(current) + step if current is not None else (0 if step > 0 else -1)
            self.show_queue(queues[at % len(queues)])

    def _find_queue(self, _place: int = 0) -> None:
        current = self.strip.current()
        self.queue_menu.offer(self.strip.queues, current.name if current is not None else "")

    def _manage_queues(self, _place: int = 0) -> None:
        if self._of is not None:
            self.queue_sheet.ask(self.listing.items, self.listing.wanted, saving=False)

    def _save_queue(self, _place: int = 0) -> None:
        if self._of is not None:
            self.queue_sheet.ask(self.listing.items, self.listing.wanted, saving=True)

    def _review_queue(self, _place: int = 0) -> None:
        current = self.strip.current()
        if current is not None:
            self.queue_wanted.emit(current)
        else:
            self.say(tr("Save the filter as a queue first, then review it."))

    def _read_queues(self) -> None:
        if self._of is not None:
            workspace, items, seq = self._desk.workspace, self.listing.items, self._of.seq
            if not self.strip.queues:  # their names at once: counting a million items takes its time
                self._arrivals.watch(operations.queues(workspace, items, counted=False), partial(self._names_came, seq))
            self._arrivals.watch(operations.queues(workspace, items), partial(self._queues_came, seq))

    def _names_came(self, project_seq: int, future: Future[list[QueueInfo]]) -> None:
        if not self.strip.queues:
            self._queues_came(project_seq, future)

    def _queues_came(self, project_seq: int, future: Future[list[QueueInfo]]) -> None:
        if self._of is not None and self._of.seq == project_seq:
            self.strip.show_queues(future.result())
            self.order_tabs()

    def _connect_queues(self) -> None:
        self.strip.taken.connect(self.show_queue)
        self.strip.manage_asked.connect(self._manage_queues)
        self.strip.save_asked.connect(self._save_queue)
        self.strip.review_asked.connect(self._review_queue)
        self.queue_menu.chosen.connect(self.show_queue)
        self.queue_sheet.changed.connect(self._read_queues)
