"""From what is typed into a field, or selected in the item, to a value; and what is wrong with it, in the reader's words."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.kinds.fields import settled, shown, value_problem
from core.domain.notations import date_meant, number_meant
from core.domain.task import Field, FieldType
from desktop.i18n import tr


def value_of(text: str, field: Field) -> JsonValue:
    """The value that a text means in this field; the text itself where it means none. Nothing typed is null."""
    value = settled(text.strip(), field)
    if not isinstance(value, str) or not value_problem(value, field):
        return value
    if field.type is FieldType.DATE:
        day = date_meant(value)
        return value if day is None else day.isoformat()
    number = number_meant(value) if field.type in (FieldType.NUMBER, FieldType.INTEGER) else None
    if number is None:
        return value
    return int(number) if number == number.to_integral_value() else float(number)


def text_of(value: JsonValue) -> str:
    """A value as it stands in a line."""
    return shown(value)


def with_taken(before: JsonValue, text: str, field: Field) -> JsonValue:
    """The value after a passage of the item was taken: a list grows by it, every other field becomes it."""
    if field.type is not FieldType.LIST:
        return value_of(" ".join(text.split()), field)
    held = before if isinstance(before, list) else []
    taken = settled(" ".join(text.split()), field)
    return [*held, *(one for one in taken if one not in held)] if isinstance(taken, list) else before


def told_problem(value: JsonValue, field: Field) -> str:
    """What is wrong with a value, in a few words; empty when nothing is."""
    if not value_problem(value, field):
        return ""
    if value is None:
        return tr("Has to be filled in.")
    told = {
        FieldType.STRING: tr("Has to hold a text."),
        FieldType.NUMBER: tr("Has to be a number."),
        FieldType.INTEGER: tr("Has to be a whole number."),
        FieldType.DATE: tr("Has to be a date, as 2026-11-21."),
        FieldType.BOOLEAN: tr("Has to be yes or no."),
        FieldType.ENUM: tr("Has to be one of: {choices}", choices=", ".join(field.choices)),
        FieldType.LIST: tr("Each has to be one of: {choices}", choices=", ".join(field.choices)),
    }
    return told[field.type]


def wanted(field: Field) -> str:
    """What a field waits for while it is empty."""
    told = {
        FieldType.STRING: tr("text"),
        FieldType.NUMBER: tr("number"),
        FieldType.INTEGER: tr("whole number"),
        FieldType.DATE: tr("YYYY-MM-DD"),
        FieldType.LIST: tr("one, another"),
    }
    return told.get(field.type, "")
