"""Long work on a screen: a bar, a count with rate and estimate, and Cancel."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.clock import monotonic
from desktop.i18n import tr
from desktop.operations.running import Step, progress_text
from desktop.screens.buttons import Button
from desktop.screens.look import label
from desktop.theme import Theme

_FINE = 1_000  # the bar's steps


class WorkRow(QWidget):
    """Hidden while nothing runs. `told` may be emitted from any thread with a `Step`."""

    told = Signal(object)

    def __init__(self, theme: Theme, what: str, parent: QWidget | None = None) -> None:
        """`what` names the work for a screen reader."""
        super().__init__(parent)
        self._cancel: threading.Event | None = None
        self._started = 0.0
        self.bar = QProgressBar()
        self.bar.setRange(0, _FINE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        self.words = label(theme, "body", "muted")
        self.stop = Button(tr("Cancel"))
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.bar)
        down.addLayout(row)
        self.stop.clicked.connect(self.cancel)
        self.told.connect(self._show_step, Qt.ConnectionType.QueuedConnection)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._cancel is not None

    def start(self, cancel: threading.Event) -> None:
        """Show that work has begun, which setting `cancel` stops."""
        self._cancel, self._started = cancel, monotonic()
        self.bar.setValue(0)
        self.words.setText(tr("Starting"))
        self.stop.setEnabled(True)
        self.show()

    def finish(self) -> None:
        """The work has ended, one way or another."""
        self._cancel = None
        self.hide()

    def cancel(self) -> None:
        """Ask the work to stop; it does so after what it is at."""
        if self._cancel is not None:
            self._cancel.set()
            self.stop.setEnabled(False)
            self.words.setText(tr("Stopping"))

    def _show_step(self, step: Step) -> None:
        self.show_at(step.done, step.total, progress_text(step, monotonic() - self._started))

    def show_at(self, done: int, total: int, words: str) -> None:
        """Show how far the work is, unless it is being stopped. On the main thread."""
        if self._cancel is not None and not self._cancel.is_set():
            self.bar.setValue(round(_FINE * min(1.0, done / max(1, total))))
            self.words.setText(words)
