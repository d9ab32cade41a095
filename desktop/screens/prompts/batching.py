"""Suggesting for all open items of the project: asked for, begun, shown, stopped."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.errors import UserError
from core.suggest.views import BatchReport
from desktop.messages import told
from desktop.operations import prompts
from desktop.operations.prompts import BatchOrder
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.notice import Tone
from desktop.screens.prompts.batch import BatchRow, BatchStart, report_words

if TYPE_CHECKING:
    from desktop.screens.prompts.page import PromptsPage


class Batching(QObject):
    """Works on the page of prompts; one batch at a time."""

    def __init__(self, desk: Desk, page: PromptsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.start = BatchStart(desk.theme)
        self.row = BatchRow(desk.theme)
        self.start.agreed.connect(self._begin)
        self.start.declined.connect(self._back)

    def ask(self) -> None:
        """Ask what is wanted, for the suggester that is marked."""
        if self.row.busy:
            give_focus(self.row.stop)
            return
        number = self._page.versions.place.number
        if number is not None:
            self.start.ask(number, self._page.view.open_items)

    def stop(self) -> None:
        """Stop what runs."""
        self.start.hide()
        self.row.cancel()

    def _begin(self, order: BatchOrder) -> None:
        running = prompts.suggest(self._desk.workspace, self._page.project, order, self.row.batch_told.emit)
        self._page.say("")
        self.row.start(running.cancel)
        give_focus(self.row.stop)
        self._page.arrivals.watch(running.future, self._ended)

    def _ended(self, future: Future[BatchReport]) -> None:
        if self.row.stop.hasFocus():
            give_focus(self._page.versions)
        self.row.finish()
        try:
            report = future.result()
            self._page.say(report_words(report), Tone.CARE if report.stopped else Tone.DONE)
        except (UserError, CancelledError) as error:
            self._page.say(told(error))
        self._page.refresh()

    def _back(self) -> None:
        give_focus(self._page.foot.suggest)
