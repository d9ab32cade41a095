"""The queues in a sheet over a screen: a few letters and Enter go to one, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.queues.views import QueueInfo
from desktop.i18n import tr
from desktop.screens.items import words
from desktop.screens.items.criteria import filter_words
from desktop.theme import Theme
from desktop.widgets.finder import Entry, Finder
from desktop.widgets.overlay import Overlay

_SIZE = QSize(520, 420)


class QueueMenu(Overlay):
    """`chosen` gives the `QueueInfo` that was taken, after the sheet has closed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=_SIZE)
        self.setAccessibleName(tr("Queues"))
        self._queues: Sequence[QueueInfo] = ()
        self.finder = Finder(theme, self.box)
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.finder)
        self.finder.chosen.connect(self._take)
        self.finder.left.connect(self.leave)

    def offer(self, queues: Sequence[QueueInfo], current: str = "") -> None:
        """Open with these; the one called `current` is on screen already and says so."""
        self._queues = queues
        self.finder.set_entries([_entry(one, current) for one in queues], named=tr("Type the name of a queue"))
        self.open()

    @override
    def open(self) -> None:
        super().open()
        self.finder.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, place: int) -> None:
        queue = self._queues[place]
        self.leave()
        self.chosen.emit(queue)


def _entry(queue: QueueInfo, current: str) -> Entry:
    count = "" if queue.count is None else tr("{n} items", n=queue.count)
    about = tr("on screen now") if queue.name == current else filter_words(queue.filter)
    return Entry(words.queue(queue), ", ".join(part for part in (count, about) if part))
