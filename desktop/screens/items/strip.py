"""The queues over the table, each a chip with its digit and its count, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.domain.filters import Filter
from core.queues.views import QueueInfo
from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.items.flow import Flow
from desktop.screens.items.queue_chip import QueueChip
from desktop.theme import Theme

_DIGITS = 9


class QueueStrip(QWidget):
    """`taken` gives the queue whose chip was pressed; the others follow the buttons."""

    taken = Signal(object)
    manage_asked = Signal()
    save_asked = Signal()
    review_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.queues: Sequence[QueueInfo] = ()
        self._wanted = Filter()
        self.setAccessibleName(tr("Queues"))
        self.chips = Flow(gap=4, lines=1)
        self.manage = Button(tr("All &queues"))
        self.save = Button(tr("&Save as a queue"))
        self.review = Button(tr("Revie&w this queue"))
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 7, 12, 8)
        across.setSpacing(8)
        across.addWidget(self.chips, 1)
        for button in (self.manage, self.save, self.review):
            across.addWidget(button)
        self.manage.clicked.connect(self.manage_asked)
        self.save.clicked.connect(self.save_asked)
        self.review.clicked.connect(self.review_asked)

    def show_queues(self, queues: Sequence[QueueInfo]) -> None:
        """Show these, the first nine with their digits; those that every project has only while something is in them."""
        self.queues = queues
        made: list[QWidget] = []
        for place, queue in enumerate(queues):
            if queue.seq is None and not queue.count and place:
                continue  # nothing in it; its digit and the list of all queues have it
            chip = QueueChip(self._theme, queue, place + 1 if place < _DIGITS else 0)
            chip.taken.connect(self.taken)
            made.append(chip)
        self.chips.show_parts(made)
        self.show_filter(self._wanted)

    def show_filter(self, wanted: Filter) -> None:
        """Mark the queue whose filter this is; a filter that is none can be saved as one."""
        self._wanted = wanted
        current = self.current()
        for chip in self.chips.parts():
            if isinstance(chip, QueueChip):
                chip.setChecked(current is not None and chip.queue.name == current.name)
        self.review.setEnabled(current is not None)
        self.save.setVisible(current is None and not wanted.empty)

    def current(self) -> QueueInfo | None:
        """The queue whose filter is shown, if it is one."""
        return next((queue for queue in self.queues if queue.filter == self._wanted), None)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border"))
