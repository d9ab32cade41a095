"""Two datasets side by side: which two, what was added, removed and changed, and the first of these items."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.vocabulary import Provenance
from core.export import Difference
from core.export.views import Change
from core.storage.datasets import StoredDataset
from desktop.i18n import tr
from desktop.review import words as review_words
from desktop.screens.buttons import Button
from desktop.screens.export.dataset_words import dataset_name
from desktop.screens.look import label
from desktop.screens.models.elided_combo import ElidedCombo
from desktop.screens.tables import TableView
from desktop.theme import Theme

_LEAST = 110


class Compared(QFrame):
    """Hidden until two are compared. `asked` gives their numbers, the older first."""

    asked = Signal(int, int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr("Compare two datasets"))
        self.before, self.after = ElidedCombo(), ElidedCombo()
        self.before.setAccessibleName(tr("From"))
        self.after.setAccessibleName(tr("To"))
        self.close_button = Button(tr("C&lose"))
        self.words = label(theme, "label", "text", bold=True, wrap=True)
        self.items = TableView(tr("Items that differ"), marks=False)
        self.items.setMinimumHeight(_LEAST)
        self._lay_out(theme)
        self.before.currentIndexChanged.connect(self._ask)
        self.after.currentIndexChanged.connect(self._ask)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def ask(self, datasets: Sequence[StoredDataset], before: int, after: int) -> None:
        """Compare these two; others can be chosen."""
        for box, chosen in ((self.before, before), (self.after, after)):
            box.blockSignals(True)
            box.clear()
            for one in datasets:
                box.addItem(dataset_name(one), one.number)
            box.setCurrentIndex(box.findData(chosen))
            box.blockSignals(False)
        self.show()
        self._ask()

    def say(self, text: str) -> None:
        """Only words: that it is compared, or what went wrong."""
        self.words.setText(text)
        self.items.hide()

    def show_difference(self, found: Difference) -> None:
        """Tell how they differ."""
        self.words.setText(difference_words(found))
        names = [tr("Item"), tr("What"), tr("Before"), tr("After")]
        self.items.show_rows(names, [change_cells(one) for one in found.first])
        self.items.setVisible(bool(found.first))

    def _ask(self) -> None:
        self.say(tr("Comparing…"))
        self.asked.emit(int(self.before.currentData()), int(self.after.currentData()))

    def _lay_out(self, theme: Theme) -> None:
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(label(theme, "body", "muted", tr("From")))
        across.addWidget(self.before, 1)
        across.addWidget(label(theme, "body", "muted", tr("to")))
        across.addWidget(self.after, 1)
        across.addWidget(self.close_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 12, 16, 12)
        down.setSpacing(8)
        down.addLayout(across)
        down.addWidget(self.words)
        down.addWidget(self.items, 1)


def difference_words(found: Difference) -> str:
    """The counts in a line; two that are the same say so."""
    parts = [
        tr("{n} added", n=found.added) if found.added else "",
        tr("{n} removed", n=found.removed) if found.removed else "",
        tr("{n} changed", n=found.changed) if found.changed else "",
        tr("{n} with another text", n=found.texts) if found.texts else "",
    ]
    told = [part for part in parts if part]
    same = tr("{n} the same", n=found.same)
    return " · ".join([*told, same]) if told else tr("No difference: {same}", same=same)


def change_cells(one: Change) -> list[str]:
    """An item that differs, as a row."""
    what = tr("added") if one.before is None else tr("removed") if one.after is None else tr("changed")
    return [one.item_id, what, *(_told(side) for side in (one.before, one.after))]


def _told(side: tuple[str, str, str] | None) -> str:
    if side is None:
        return ""
    answer, source, split = side
    how = review_words.provenance(Provenance(source)) if source in set(Provenance) else source
    return " · ".join(part for part in (answer, how, split) if part)
