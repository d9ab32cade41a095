"""Suggesting for all open items: what to begin with, and the row that shows how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.suggest.views import BatchProgress, BatchReport
from desktop.i18n import number, tr
from desktop.messages import told
from desktop.operations.prompts import BatchOrder
from desktop.operations.running import duration
from desktop.screens.buttons import Button
from desktop.screens.calls.words import outcome_words
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.fields import caption_of, line_field, number_in, whole_in
from desktop.screens.models.words import money
from desktop.screens.notice import Notice
from desktop.screens.work_row import WorkRow
from desktop.theme import Theme


class BatchStart(QFrame):
    """Asks for how many items and for how much at most. `agreed` gives a `BatchOrder`, `declined` that nothing is wanted."""

    agreed = Signal(object)
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = 0
        self.setObjectName("card")
        self.words = label(theme, "body", "text", wrap=True)
        self.notice = Notice(theme)
        self.limit, self.budget = line_field(tr("all")), line_field(tr("as the project's"))
        self.yes = Button(tr("S&tart"), primary=True)
        self.no = Button(tr("Do not"))
        self._lay_out(theme)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._decline)
        for field in (self.limit, self.budget):
            field.returnPressed.connect(self._agree)
        self.hide()

    def ask(self, version: int, items: int) -> None:
        """Ask about this version; `items`: how many are open."""
        self._version = version
        self.notice.say("")
        said = tr(
            "Let {name} suggest for the {items} open items? What has its answer already is not asked again.",
            name=f"v{version}",
            items=items,
        )
        self.words.setText(said)
        self.setAccessibleName(said)
        self.show()
        give_focus(self.yes)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        try:
            order = BatchOrder(self._version, whole_in(self.limit), number_in(self.budget))
        except UserError as error:
            self.notice.say(told(error))
            return
        self.hide()
        self.agreed.emit(order)

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for caption, field in ((tr("At most so many items"), self.limit), (tr("For at most, $"), self.budget)):
            field.setMaximumWidth(130)
            row.addWidget(caption_of(theme, caption, field))
            row.addWidget(field)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        down = QVBoxLayout(self)
        down.setContentsMargins(20, 14, 20, 14)
        down.setSpacing(10)
        down.addWidget(self.words)
        down.addWidget(self.notice)
        down.addLayout(row)


class BatchRow(WorkRow):
    """The row of a batch. `batch_told` may be emitted from any thread with a `BatchProgress`."""

    batch_told = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Suggesting for all open items"), parent)
        self.setContentsMargins(20, 8, 16, 6)
        self.batch_told.connect(self._show_batch, Qt.ConnectionType.QueuedConnection)

    def _show_batch(self, progress: BatchProgress) -> None:
        self.show_at(progress.done, progress.total, progress_words(progress))


def progress_words(progress: BatchProgress) -> str:
    """Count, rate, estimate and cost in one line."""
    parts = [tr("{done} of {total}", done=progress.done, total=progress.total)]
    if progress.per_second > 0:
        parts.append(tr("{rate} a second", rate=number(progress.per_second, 1)))
    if progress.seconds_left is not None:
        parts.append(tr("{left} left", left=duration(progress.seconds_left)))
    parts.append(tr("{money} so far", money=money(progress.cost)))
    if progress.failed:
        parts.append(tr("{n} without an answer", n=progress.failed))
    return ", ".join(parts)


def report_words(report: BatchReport) -> str:
    """What a batch came to, and why it ended early."""
    parts = [tr("{n} items answered.", n=report.answered)]
    if report.cached:
        parts.append(tr("{n} of them needed no call.", n=report.cached))
    if report.unknown:
        parts.append(tr("Of {n} the model says that it does not know.", n=report.unknown))
    if report.failed:
        kinds = ", ".join(f"{outcome_words(kind)} {number(count)}" for kind, count in report.failed.items())
        parts.append(tr("Without an answer: {kinds}.", kinds=kinds))
    parts.append(
        tr("{calls} calls, {money}, {took}.", calls=report.asked, money=money(report.cost), took=duration(report.seconds))
    )
    if report.stopped:
        parts.append(tr("It stopped early: {why}. {detail}", why=outcome_words(report.stopped), detail=report.detail))
    return " ".join(part.strip() for part in parts)
