"""A record of yes-or-no criteria: one digit for each; the model's answers are the model's until they are pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.task import Field
from desktop.review.editors.checklist_row import CriterionRow
from desktop.review.editors.fields_body import RecordBody
from desktop.review.printed import printed


class Checklist(RecordBody):
    """A digit says yes where nothing stands, and flips what stands there."""

    rows: Sequence[CriterionRow] = ()

    @override
    def set_fields(self, fields: Sequence[Field]) -> None:
        self.rows = [CriterionRow(self.theme, field, printed(self.keymap, "criterion", at)) for at, field in enumerate(fields)]
        for at, row in enumerate(self.rows):
            row.clicked.connect(partial(self._pressed, at))
        self.stack(self.rows, 6)

    @override
    def show_record(self) -> None:
        for row in self.rows:
            row.show_record(self.record)

    @override
    def press(self, place: int) -> None:
        if place < len(self.rows):
            row = self.rows[place]
            self.record.put(row.field.name, self.record.value(row.field.name) is not True)
            row.show_record(self.record)
            self.ensureWidgetVisible(row, 0, 8)
            self.changed.emit()

    @override
    def fill_rest(self) -> None:
        for row in self.rows:
            if self.record.value(row.field.name) is None:
                self.record.put(row.field.name, value=True)
        self.show_record()
        self.changed.emit()

    @property
    @override
    def fills_rest(self) -> bool:
        return any(self.record.value(row.field.name) is None for row in self.rows)

    @override
    def stops(self) -> Sequence[QWidget]:
        return self.rows

    def _pressed(self, place: int, _checked: bool = False) -> None:
        self.press(place)
