"""Which column is what."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.domain.content import Form
from core.ingest.mapping import Mapping
from desktop.i18n import plain, tr
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.new_project.column_lines import PartLine, SuggestionLine, forms
from desktop.screens.new_project.lines import Lines
from desktop.screens.project.choosing import choose
from desktop.screens.ticks import TickList


class ColumnsCard(QObject):
    """Fills a card with one choice for each use of a column. `changed` follows every change by hand."""

    changed = Signal()

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns: list[str] = []
        self._guess = Mapping("")
        self.text, self.form = Combo(), Combo()
        self.external_id, self.label, self.gold = Combo(), Combo(), Combo()
        self.metadata = TickList(desk.theme, tr("Metadata"))
        self.parts = Lines(self._part, tr("&Add a column beside the text"))
        self.suggestions = Lines(self._suggestion, tr("Add a &column of suggestions"))
        choose(self.form, forms(), Form.TEXT)
        self._lay_out(card)
        for box in (self.text, self.form, self.external_id, self.label, self.gold):
            box.currentIndexChanged.connect(self.changed)
        for lines in (self.parts, self.suggestions):
            lines.edited.connect(self.changed)

    def offer(self, columns: list[str], guess: Mapping) -> None:
        """Offer the columns of a table, with a guess chosen. What the guess finds inside cells is offered, too."""
        self._columns = [*columns, *dict.fromkeys(name for name in guess.columns() if name not in columns)]
        self._guess = guess
        listed: list[tuple[str, object]] = [(name, name) for name in self._columns]
        choose(self.text, listed, guess.text)
        choose(self.form, forms(), guess.form)
        for box, chosen in ((self.external_id, guess.external_id), (self.label, guess.label), (self.gold, guess.gold)):
            choose(box, [(tr("none"), None), *listed], chosen)
        self.metadata.offer(self._columns, guess.metadata)
        self._offer_lines(guess)

    def mapping(self) -> Mapping:
        """What was chosen; what has no control here stays as it was guessed. What answers an item is not shown beneath its text."""
        text, gold, given = self.text.currentText(), self.gold.currentData(), self.label.currentData()
        parts = tuple(line.value() for line in self.parts.lines)
        suggestions = tuple(line.value() for line in self.suggestions.lines)
        used = {text, gold, given, *(part.column for part in parts), *(one.column for one in suggestions)}
        kept = self._guess if text == self._guess.text else replace(self._guess, name="", join=())
        return replace(
            kept,
            text=text,
            form=Form(self.form.currentData()),
            external_id=self.external_id.currentData(),
            label=given,
            gold=gold,
            metadata=tuple(name for name in self.metadata.ticked() if name not in used),
            parts=parts,
            suggestions=suggestions,
        )

    def _offer_lines(self, guess: Mapping) -> None:
        before = self.blockSignals(True)
        self.parts.clear()
        self.suggestions.clear()
        for part in guess.parts:
            self.parts.add().show_part(part)
        for one in guess.suggestions:
            self.suggestions.add().show_suggestion(one)
        self.blockSignals(before)

    def _part(self) -> PartLine:
        return PartLine(self._columns)

    def _suggestion(self) -> SuggestionLine:
        return SuggestionLine(self._columns)

    def _lay_out(self, card: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        rows = (
            (self.text, tr("&Text"), tr("What is judged.")),
            (self.form, tr("&Form"), tr("How the text is to be read.")),
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
        told = tr("Documents, questions, images beside the text, and the candidates of a preference.")
        self._section(card, tr("Beside the text"), told, self.parts)
        self._section(
            card, tr("Suggestions in the file"), tr("What models proposed, each under its model's name."), self.suggestions
        )

    def _section(self, card: QVBoxLayout, title: str, hint: str, lines: QWidget) -> None:
        card.addWidget(label(self._desk.theme, "body", "text", title))
        card.addWidget(label(self._desk.theme, "small", "muted", hint, wrap=True))
        card.addWidget(lines)

    def _add(self, grid: QGridLayout, row: int, box: Combo, name: str, hint: str) -> None:
        box.setAccessibleName(plain(name))
        box.setAccessibleDescription(hint)
        box.setMinimumWidth(180)
        grid.addWidget(self._caption(name, box), row, 0)
        grid.addWidget(box, row, 1)
        grid.addWidget(label(self._desk.theme, "small", "muted", hint, wrap=True), row, 2)

    def _caption(self, name: str, buddy: Combo | TickList) -> QLabel:
        caption = label(self._desk.theme, "body", "text", name)
        caption.setBuddy(buddy)
        return caption
