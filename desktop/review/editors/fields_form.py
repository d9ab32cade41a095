"""A record as a form: one row for each field, Tab through, Enter keeps a value and goes to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.task import Field
from desktop.actions import Keymap
from desktop.review.editors.fields_body import RecordBody
from desktop.review.editors.fields_controls import sheet
from desktop.review.editors.fields_record import RecordDraft
from desktop.review.editors.fields_row import FieldRow
from desktop.review.editors.fields_values import with_taken
from desktop.review.printed import printed
from desktop.theme import Theme


class RecordForm(RecordBody):
    """The rows scroll; the one that has the keyboard is in sight."""

    def __init__(self, theme: Theme, keymap: Keymap, record: RecordDraft, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, record, parent)
        self.rows: list[FieldRow] = []
        self._current: FieldRow | None = None
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def set_fields(self, fields: Sequence[Field]) -> None:
        self._current = None
        self.rows = [
            FieldRow(self.theme, self.keymap, field, printed(self.keymap, "criterion", at)) for at, field in enumerate(fields)
        ]
        for row in self.rows:
            self._connect(row)
        self.stack(self.rows, 2)

    @override
    def show_record(self) -> None:
        for row in self.rows:
            row.show_record(self.record)

    @override
    def press(self, place: int) -> None:
        if place < len(self.rows):
            self.rows[place].control.enter()

    @override
    def enter(self) -> None:
        """To the current field; else the first that is wrong, else the first."""
        wrong = next((row for row in self.rows if row.problem), None)
        row = self._current or wrong or next(iter(self.rows), None)
        if row is not None:
            row.control.enter()

    @override
    def ask_for(self, name: str) -> None:
        row = next(row for row in self.rows if row.field.name == name)
        row.ask_for(self.record)
        self.ensureWidgetVisible(row, 0, 8)

    @override
    def take(self, text: str) -> None:
        row = self._current
        if row is not None and text.strip():
            self._put(row, with_taken(self.record.value(row.field.name), text, row.field))

    @override
    def restore_current(self) -> None:
        if self._current is not None:
            self.record.restore(self._current.field.name)
            self._current.show_record(self.record)
            self.changed.emit()

    @override
    def leave(self) -> None:
        if self._current is not None:
            self._current = None
            self.current_changed.emit()

    @property
    @override
    def editing(self) -> bool:
        return any(row.control.inner().hasFocus() for row in self.rows)

    @property
    @override
    def current(self) -> str:
        return self._current.field.name if self._current is not None else ""

    @override
    def stops(self) -> Sequence[QWidget]:
        return [row.control.inner() for row in self.rows]

    def _connect(self, row: FieldRow) -> None:
        control = row.control
        control.edited.connect(partial(self._edited, row))
        control.entered.connect(partial(self._entered, row))
        control.focused.connect(partial(self._focus_changed, row))
        control.restored.connect(self.restore_current)
        control.submitted.connect(self.submitted)
        control.left.connect(self._leave)

    def _edited(self, row: FieldRow) -> None:
        self._put(row, row.control.value())

    def _put(self, row: FieldRow, value: JsonValue) -> None:
        self.record.put(row.field.name, value)
        row.show_record(self.record)
        self.changed.emit()

    def _entered(self, row: FieldRow) -> None:
        """A value is right as it stands: on to the next. What cannot stand there keeps the keyboard."""
        self.record.accept(row.field.name)
        row.show_record(self.record)
        self.changed.emit()
        if row.problem:
            return
        after = self.rows[self.rows.index(row) + 1 :]
        if after:
            after[0].control.enter()
        else:
            self._leave()

    def _leave(self) -> None:
        self.leave()
        self.left.emit()

    def _focus_changed(self, row: FieldRow, focused: bool) -> None:
        if focused:
            self.ensureWidgetVisible(row, 0, 8)
            self._current = row
            self.current_changed.emit()
        self.focused.emit(focused)

    def _dress(self) -> None:
        self.setStyleSheet(sheet(self.theme))
