"""Which column is what."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from core.ingest.mapping import Mapping
from desktop.i18n import tr
from desktop.operations.importing import Preview
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.new_project.guess import guess_mapping
from desktop.screens.ticks import TickList


class ColumnsCard(QObject):
    """Fills a card with one choice for each use of a column. `changed` follows every change by hand."""

    changed = Signal()

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.text = Combo()
        self.external_id = Combo()
        self.label = Combo()
        self.gold = Combo()
        self.metadata = TickList(desk.theme, tr("Metadata"))
        self._lay_out(card)
        for box in (self.text, self.external_id, self.label, self.gold):
            box.currentIndexChanged.connect(self.changed)

    def offer(self, preview: Preview) -> None:
        """Offer the columns of this table, with a guess chosen."""
        columns = preview.table.columns
        guess = guess_mapping(columns, preview.rows)
        _fill(self.text, columns, guess.text, required=True)
        _fill(self.external_id, columns, guess.external_id)
        _fill(self.label, columns, guess.label)
        _fill(self.gold, columns, guess.gold)
        self.metadata.offer(columns, guess.metadata)

    def mapping(self) -> Mapping:
        """What was chosen."""
        return Mapping(
            text=self.text.currentText(),
            external_id=self.external_id.currentData(),
            label=self.label.currentData(),
            gold=self.gold.currentData(),
            metadata=self.metadata.ticked(),
        )

    def label_columns(self) -> list[str]:
        """The columns that hold answers."""
        return [box.currentData() for box in (self.label, self.gold) if box.currentData() is not None]

    def _lay_out(self, card: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        rows = (
            (self.text, tr("&Text"), tr("What is judged.")),
            (self.external_id, tr("&Id"), tr("Known elsewhere; a second import then finds its items again.")),
            (self.label, tr("Existing la&bel"), tr("Becomes the first suggestion.")),
            (self.gold, tr("&Gold"), tr("Never shown while reviewing; for rehearsals and reports.")),
        )
        for row, (box, name, hint) in enumerate(rows):
            self._add(grid, row, box, name, hint)
        title = self._caption(tr("&Metadata"), self.metadata)
        grid.addWidget(title, len(rows), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.metadata, len(rows), 1)
        hint = label(self._desk.theme, "small", "muted", tr("Shown beneath the text. Space ticks a column."), wrap=True)
        grid.addWidget(hint, len(rows), 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        card.addLayout(grid)

    def _add(self, grid: QGridLayout, row: int, box: Combo, name: str, hint: str) -> None:
        box.setAccessibleName(name.replace("&", ""))
        box.setAccessibleDescription(hint)
        box.setMinimumWidth(180)
        grid.addWidget(self._caption(name, box), row, 0)
        grid.addWidget(box, row, 1)
        grid.addWidget(label(self._desk.theme, "small", "muted", hint, wrap=True), row, 2)

    def _caption(self, name: str, buddy: Combo | TickList) -> QLabel:
        caption = label(self._desk.theme, "body", "text", name)
        caption.setBuddy(buddy)
        return caption


def _fill(box: Combo, columns: list[str], chosen: str | None, *, required: bool = False) -> None:
    """Offer the columns, and none of them unless one is required, without telling of a change."""
    before = box.blockSignals(True)
    box.clear()
    if not required:
        box.addItem(tr("none"), None)
    for name in columns:
        box.addItem(name, name)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(before)
