"""Doing bulk actions and taking them back, one at a time, in the background."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import UserError
from core.queues.views import ActionInfo
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import items as operations
from desktop.operations.running import Running
from desktop.screens.desk import Desk
from desktop.screens.items.done_bar import DoneBar
from desktop.screens.items.job import Job
from desktop.screens.models.arrivals import Arrivals

if TYPE_CHECKING:
    from core.queues.items import Items


class Bulk(QObject):
    """`bar` tells of it. `changed` follows each change of many items, `failed` gives why there was none."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk, bar: DoneBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.bar = bar
        self._arrivals = Arrivals(desk.bridge)
        self._items: Items | None = None
        self._running: Running[ActionInfo] | None = None
        self._last: ActionInfo | None = None
        bar.undo_asked.connect(self.undo)

    def begin(self, items: Items) -> None:
        """From now on actions are done with these items."""
        self.leave()
        self._items, self._last = items, None
        self.bar.finish()

    @property
    def busy(self) -> bool:
        """Whether an action is under way."""
        return self._running is not None

    def run(self, job: Job) -> None:
        """Do `job`."""
        if self._refuse() or self._items is None:
            return
        reviewer = self._desk.preferences.reviewer_name
        workspace = self._desk.workspace
        self._start(operations.run_bulk(workspace, self._items, job.reach.wanted, job.request, reviewer, self.bar.told.emit))

    def undo(self, action: ActionInfo) -> None:
        """Take an action back as a whole."""
        if self._refuse() or self._items is None:
            return
        reviewer = self._desk.preferences.reviewer_name
        running = operations.undo_bulk(self._desk.workspace, self._items, action.seq, reviewer, self.bar.told.emit)
        self._start(running, stoppable=False)

    def undo_last(self) -> None:
        """Take back what was done last, if it stands."""
        if self._last is not None and not self._last.undone and self._last.items:
            self.undo(self._last)

    def stop(self) -> None:
        """Stop what runs soon; what is done stands, and can be undone. From any thread."""
        if self._running is not None:
            self._running.cancel.set()

    def leave(self) -> None:
        """Stop what runs, and do not wait for its end."""
        self.stop()
        self._running = None
        self._arrivals.leave()

    def _refuse(self) -> bool:
        if self._running is not None:
            self.failed.emit(tr("Another bulk action is under way. Wait for it, or cancel it."))
        return self._running is not None

    def _start(self, running: Running[ActionInfo], *, stoppable: bool = True) -> None:
        self._running = running
        self.bar.start(running, stoppable=stoppable)
        self._arrivals.watch(running.future, self._ended)

    def _ended(self, future: Future[ActionInfo]) -> None:
        stopped = self._running is not None and self._running.cancel.is_set()
        self._running = None
        try:
            self._last = future.result()
        except (UserError, CancelledError) as error:
            self.bar.finish()
            self.failed.emit(tr("Stopped before anything was changed.") if stopped else told(error))
        else:
            self.bar.say(self._last)
        self.changed.emit()
