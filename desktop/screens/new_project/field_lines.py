"""Lines for the fields of a record: name, type, choices, whether it has to be filled in."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from core.domain.task import Field, FieldType
from desktop.i18n import QT_TR_NOOP, tr
from desktop.screens.combo import Combo
from desktop.screens.models.tick import Tick
from desktop.screens.new_project.lines import Line
from desktop.screens.project.choosing import choose
from desktop.screens.project.listed import listed
from desktop.theme import Theme

TYPES: dict[FieldType, str] = {
    FieldType.STRING: QT_TR_NOOP("Text"),
    FieldType.NUMBER: QT_TR_NOOP("Number"),
    FieldType.INTEGER: QT_TR_NOOP("Whole number"),
    FieldType.DATE: QT_TR_NOOP("Date"),
    FieldType.BOOLEAN: QT_TR_NOOP("Yes or no"),
    FieldType.ENUM: QT_TR_NOOP("One of"),
    FieldType.LIST: QT_TR_NOOP("List"),
}
#: types that may name the values that there are
_CHOSEN = frozenset({FieldType.ENUM, FieldType.LIST})


class FieldLine(Line):
    """One field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("field"), parent)
        self.name, self.kind, self.told, self.choices = QLineEdit(), Combo(), QLineEdit(), QLineEdit()
        self.required = Tick(theme, tr("required"))
        self.name.setPlaceholderText(tr("name"))
        self.told.setPlaceholderText(tr("what it is"))
        self.choices.setPlaceholderText(tr("choices, with commas"))
        choose(self.kind, [(tr(words), kind) for kind, words in TYPES.items()], FieldType.STRING)
        self.fill(
            [
                (self.name, tr("Field: name"), 3),
                (self.kind, tr("Field: type"), 2),
                (self.told, tr("Field: description"), 3),
                (self.choices, tr("Field: choices"), 3),
                (self.required, tr("Field: required"), 0),
            ]
        )
        self.required.clicked.connect(self.edited)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self._kind_changed()

    def show_field(self, field: Field, *, checklist: bool = False) -> None:
        """Show a field. `checklist`: every field is yes or no."""
        self.name.setText(field.name)
        self.kind.setCurrentIndex(max(0, self.kind.findData(FieldType.BOOLEAN if checklist else field.type)))
        self.told.setText(field.description)
        self.choices.setText(", ".join(field.choices))
        self.required.setChecked(field.required)
        self.set_checklist(checklist)

    def set_checklist(self, on: bool) -> None:
        """In a checklist there is nothing to choose but the words."""
        if on:
            self.kind.setCurrentIndex(self.kind.findData(FieldType.BOOLEAN))
        self.kind.setVisible(not on)
        self.required.setVisible(not on)
        self._kind_changed()

    def value(self) -> Field:
        """What was written."""
        kind = FieldType(self.kind.currentData())
        choices = listed(self.choices.text()) if kind in _CHOSEN else ()
        return Field(self.name.text().strip(), kind, self.told.text().strip(), choices, self.required.isChecked())

    def _kind_changed(self) -> None:
        self.choices.setVisible(self.kind.isVisibleTo(self) and FieldType(self.kind.currentData()) in _CHOSEN)
