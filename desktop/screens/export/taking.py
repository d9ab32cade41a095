"""What goes in: which items, labels that came about in which ways, whose answer counts, and for whom it is to judge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.domain.filters import Filter
from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.export import Disagreement
from core.export.policy import DEFAULTS
from core.queues.views import QueueInfo
from desktop.i18n import tr
from desktop.screens.export import words
from desktop.screens.export.fields import Fields
from desktop.screens.items import words as item_words
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.models.tick import Tick
from desktop.theme import Theme


class ItemsField(ElidedCombo):
    """All items of the project, or those of a queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(())

    def offer(self, queues: Sequence[QueueInfo]) -> None:
        """Offer these queues; the one that was chosen stays so while it is there."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItem(tr("All items"), Filter())
        for queue in queues:
            self.addItem(item_words.queue(queue), queue.filter)
        self.setCurrentIndex(max(0, self.findText(before)))
        self.blockSignals(False)

    @property
    def wanted(self) -> Filter:
        """The filter that is chosen."""
        held = self.currentData()
        return held if isinstance(held, Filter) else Filter()


class ModelField(ElidedCombo):
    """The prompt version or the model that is to be evaluated: one of those that are known, or typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInsertPolicy(ElidedCombo.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setPlaceholderText(tr("any"))
        line.setStyleSheet("border: none; padding: 0; min-height: 0; background: transparent;")  # the box has a frame of its own
        self.setLineEdit(line)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these; what is typed stays."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(names))
        self.setCurrentIndex(self.findText(before) if before else -1)
        self.setEditText(before)
        self.blockSignals(False)


class ProvenanceTicks(QWidget):
    """A tick for each way that labels came about. `changed` follows every tick of a person."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose = Purpose.CLASSIFIER
        self.setAccessibleName(tr("Labels that came about"))
        self.ticks = {one: Tick(theme, tr(title)) for one, title in words.PROVENANCES.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for at, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, at // 2, at % 2)
            tick.clicked.connect(self.changed)

    def show_purpose(self, purpose: Purpose) -> None:
        """Tick what the purpose takes by itself."""
        self._purpose = purpose
        for one, tick in self.ticks.items():
            tick.setChecked(one in DEFAULTS[purpose])

    @property
    def ticked(self) -> tuple[Provenance, ...]:
        """What is ticked."""
        return tuple(one for one, tick in self.ticks.items() if tick.isChecked())

    @property
    def asked(self) -> tuple[Provenance, ...]:
        """What a recipe names: nothing where it is what the purpose takes anyway. Raises `UserError` when nothing is ticked."""
        if not self.ticked:
            raise UserError(
                "export.no_provenance", tr("No way that labels came about is ticked."), todo=tr("Tick one under More choices.")
            )
        return () if set(self.ticked) == set(DEFAULTS[self._purpose]) else self.ticked

    @property
    def warning(self) -> str:
        """What it means that more is ticked than the purpose takes by itself."""
        return words.widened(self._purpose, self.ticked)


class DisagreementFields:
    """Whose answer counts where several people judged an item: two rows of a form."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.way, self.who = ElidedCombo(), QLineEdit()
        for one, title in words.DISAGREEMENTS.items():
            self.way.addItem(tr(title), one.value)
        fields.add(tr("Disagreement"), self.way)
        fields.add(tr("Settled by"), self.who)
        self.show_needs()

    def show_needs(self) -> None:
        """The name of who settles it is asked for where somebody does."""
        self._fields.show_row(self.who, shown=self.chosen is Disagreement.ADJUDICATED)

    def reset(self) -> None:
        """As at first."""
        self.way.setCurrentIndex(0)
        self.who.clear()
        self.show_needs()

    @property
    def chosen(self) -> Disagreement:
        """The way that is chosen."""
        return Disagreement(str(self.way.currentData()))

    @property
    def adjudicator(self) -> str:
        """Who settles it. Raises `UserError` when that is asked for and nobody is named."""
        who = self.who.text().strip()
        if self.chosen is Disagreement.ADJUDICATED and not who:
            raise UserError("export.no_adjudicator", tr("Nobody is named who settles it."), todo=tr("Name the reviewer."))
        return who if self.chosen is Disagreement.ADJUDICATED else ""
