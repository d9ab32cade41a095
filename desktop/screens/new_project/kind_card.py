"""What is asked of each item: the kind of answer, why it was guessed, its instruction and options."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.domain.task import Options, Task
from core.ingest.detect import Detected
from desktop.i18n import tr
from desktop.messages import said
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.project.choosing import choose
from desktop.screens.project.options_form import OptionsForm
from desktop.screens.project.ways import WAYS, Way, way_of

_MOST_REASONS = 4


class KindCard(QObject):
    """Fills a card. `picked` follows every choice of another kind by hand."""

    picked = Signal()

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._detected: Detected | None = None
        self.kind = Combo()
        self.kind.setAccessibleName(tr("Kind of answer"))
        choose(self.kind, [(tr(way.title), place) for place, way in enumerate(WAYS)], 0)
        self.line = label(desk.theme, "body", "muted", wrap=True)
        self.why = label(desk.theme, "small", "muted", wrap=True)
        self.options = OptionsForm(desk.theme)
        first = QHBoxLayout()
        first.setSpacing(12)
        caption = label(desk.theme, "body", "text", tr("&Kind"))
        caption.setBuddy(self.kind)
        caption.setMinimumWidth(120)
        first.addWidget(caption)
        first.addWidget(self.kind)
        first.addWidget(self.line, 1)
        card.addLayout(first)
        card.addWidget(self.why)
        card.addWidget(self.options)
        self.kind.currentIndexChanged.connect(self._pick)
        self.offer(Task("choice"))

    @property
    def way(self) -> Way:
        """The kind that is chosen."""
        return WAYS[int(self.kind.currentData())]

    def offer(self, task: Task, detected: Detected | None = None) -> None:
        """Choose the kind of this task; `detected` says why."""
        self._detected = detected
        way = way_of(task)
        before = self.kind.blockSignals(True)
        self.kind.setCurrentIndex(WAYS.index(way))
        self.kind.blockSignals(before)
        self._show(way, task.options)

    def read_options(self) -> Options:
        """Instruction and options. Raises `UserError`."""
        return self.options.options()

    def _pick(self) -> None:
        self._show(self.way, Options(preset=self.way.preset, instruction=self.options.instruction.text()))
        self.picked.emit()

    def _show(self, way: Way, options: Options) -> None:
        self.line.setText(tr(way.line))
        self.options.offer(way, options)
        detected = self._detected
        guessed = detected is not None and way.asks(detected.task)
        told = "\n".join(f"· {said(one)}" for one in detected.why[:_MOST_REASONS]) if detected is not None and guessed else ""
        self.why.setText(tr("Guessed from the file:\n{why}", why=told) if told else "")
        self.why.setVisible(bool(told))
