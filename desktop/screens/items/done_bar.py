"""The bar at the foot of the table: a bulk action under way with Cancel, and afterwards what it has done, with Undo."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import monotonic
from core.queues.views import ActionInfo
from desktop.i18n import number, tr
from desktop.icons import paint_icon
from desktop.operations.running import Running, Step, duration
from desktop.screens.buttons import Button
from desktop.screens.items.bulk_kinds import done_words
from desktop.screens.look import label
from desktop.screens.work_row import WorkRow
from desktop.theme import Theme
from desktop.widgets.spoken import Role, announce

_SOON = 2.0


class DoneBar(QWidget):
    """Hidden while there is nothing to tell. `told` may be emitted from any thread with a `Step`."""

    spoken_as = Role.StatusBar

    told = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._action: ActionInfo | None = None
        self._started = 0.0
        self.work = WorkRow(theme, tr("Bulk action"))
        self.words = label(theme, "body", "text")
        self.undo = Button(tr("&Undo"))
        self.dismiss = Button(tr("&Dismiss"))
        self.row = QWidget()
        self._lay_out()
        self.undo.clicked.connect(self._undo)
        self.dismiss.clicked.connect(self.hide)
        self.told.connect(self._show_step)
        self.hide()

    def start(self, running: Running[ActionInfo], *, stoppable: bool = True) -> None:
        """Work has begun."""
        self._started = monotonic()
        self.row.hide()
        self.work.start(running.cancel)
        self.work.stop.setVisible(stoppable)
        self.show()

    def say(self, action: ActionInfo) -> None:
        """What was done. An action that was taken back, or has changed nothing, cannot be undone."""
        self._action = action
        self.work.finish()
        text = done_words(action)
        self.words.setText(text)
        self.setAccessibleName(text)
        self.undo.setVisible(not action.undone and action.items > 0)
        self.row.show()
        self.show()
        announce(self, text)

    def finish(self) -> None:
        """The work has ended without anything to tell."""
        self.work.finish()
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("good_soft" if self.row.isVisible() else "surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))
        if self.row.isVisible():
            paint_icon(painter, QRect(20, self.height() // 2 - 8, 16, 16), "check", self._theme.colour("good"))

    def _show_step(self, step: Step) -> None:
        self.work.show_at(step.done, step.total, step_words(step, monotonic() - self._started))

    def _undo(self) -> None:
        if self._action is not None:
            self.undo_asked.emit(self._action)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self.row)
        across.setContentsMargins(28, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.words, 1)
        across.addWidget(self.undo)
        across.addWidget(self.dismiss)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 6, 16, 6)
        down.addWidget(self.work)
        down.addWidget(self.row)


def step_words(step: Step, seconds: float) -> str:
    """Count, rate and estimate in one line, after `seconds` of work."""
    text = tr("{done} of {total} items", done=step.done, total=step.total)
    if seconds <= 0 or step.done <= 0:
        return text
    text = tr("{before}, {rate} a second", before=text, rate=number(round(step.done / seconds)))
    if seconds < _SOON:
        return text
    return tr("{before}, {left} left", before=text, left=duration(seconds * (step.total - step.done) / step.done))
