"""The sheet of bulk actions: choose one, look at what it would do, then confirm in words that say what happens to how many."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Task
from core.errors import UserError
from core.queues.views import Preview
from desktop.i18n import QT_TR_NOOP, tr
from desktop.messages import told
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.items.bulk_form import BulkForm
from desktop.screens.items.bulk_preview import BulkPreview
from desktop.screens.items.job import Job, Reach
from desktop.screens.items.tab_ring import keep_tab
from desktop.screens.look import dress, label
from desktop.screens.models.arrivals import Arrivals
from desktop.widgets.overlay import Overlay

if TYPE_CHECKING:
    from core.queues.items import Items
    from core.queues.running import Running

SAMPLE = 20
_SETTLE_MS = 200
_PICKED, _FOUND = QT_TR_NOOP("On the {n} items that are picked."), QT_TR_NOOP("On the {n} items that match the filter.")


class BulkSheet(Overlay):
    """`confirmed` gives the `Job` that is to be done, after the sheet has closed."""

    confirmed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.theme, parent, size=QSize(820, 660))
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._items: Items | None = None
        self._reach: Reach | None = None
        self._running: Running[Preview] | None = None
        self._job: Job | None = None
        self.setAccessibleName(tr("Bulk action"))
        self.scope = label(desk.theme, "body", "muted", wrap=True)
        self.form = BulkForm(desk.theme)
        self.preview = BulkPreview(desk.theme)
        self.confirm = Button(primary=True)
        self.cancel = Button(tr("Cancel"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out()
        self._settle.timeout.connect(self._ask)
        self.form.changed.connect(self._changed)
        self.form.answer.line.returnPressed.connect(self._answer_entered)
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.leave)
        self.closed.connect(self._drop)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def ask(self, items: Items, task: Task, reach: Reach) -> None:
        """Open on these items of a project."""
        self._items, self._reach = items, reach
        words = _PICKED if reach.picked else _FOUND
        self.scope.setText(tr("On all items that match the filter.") if reach.count is None else tr(words, n=reach.count))
        self.form.start(task)
        self.open()
        give_focus(self.form.marked())
        self._changed()

    @property
    def job(self) -> Job | None:
        """What the button would do, once it is known."""
        return self._job

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab stays on the sheet."""
        return keep_tab(self, [*self.form.stops(), self.preview.sample, self.cancel, self.confirm], forward=next)

    def _changed(self) -> None:
        self._drop()
        self.confirm.setEnabled(False)
        self.confirm.setText(tr("Confirm"))
        request = self.form.request()
        if request is None:
            self.preview.say(tr("Type a label of the task.") if self.form.answer.line.text() else tr("Which label?"))
        else:
            self.preview.say(tr("Counting…"))
            self._settle.start()

    def _ask(self) -> None:
        request = self.form.request()
        if request is None or self._items is None or self._reach is None or not self.isVisible():
            return
        try:
            self._running = self._items.preview(self._reach.wanted, request, sample=SAMPLE)
        except UserError as error:
            self.preview.say(told(error))
            return
        self._arrivals.watch(self._running.future, self._came)

    def _came(self, future: Future[Preview]) -> None:
        request = self.form.request()
        try:
            found = future.result()
        except CancelledError:
            return
        except UserError as error:
            self.preview.say(told(error))
            return
        if request is not None and self._reach is not None:
            self.preview.show_preview(found, self._becomes())
            self._job = Job(self._reach, request, found.count)
            self.confirm.setEnabled(found.count > 0)
            if found.count:
                self.confirm.setText(tr(self.form.kind.confirm, n=found.count, label=self.form.answer_text))

    def _becomes(self) -> str:
        kind = self.form.kind
        return tr(kind.becomes) if kind.becomes else self.form.answer_text

    def _answer_entered(self) -> None:
        give_focus(self.confirm if self.confirm.isEnabled() else self.form.answer.line)

    def _confirm(self) -> None:
        job = self._job
        if job is not None and job.count:
            self.leave()
            self.confirmed.emit(job)

    def _drop(self) -> None:
        """What was asked before is not wanted any more."""
        self._job = None
        self._settle.stop()
        self._arrivals.leave()
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _dress(self) -> None:
        dress(self.theme, self)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        down = QVBoxLayout(self.box)
        down.setContentsMargins(24, 20, 24, 20)
        down.setSpacing(12)
        down.addWidget(label(self.theme, "title", "text", tr("Bulk action"), bold=True))
        down.addWidget(self.scope)
        down.addWidget(self.form)
        down.addWidget(self.preview, 1)
        down.addLayout(foot)
