"""Fields of forms: a caption with what it belongs to, numbers as people write them, JSON in a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import orjson
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.domain.json import JsonValue
from core.errors import UserError
from desktop.i18n import plain, tr
from desktop.screens.look import label
from desktop.theme import Theme


def captioned(theme: Theme, caption: str, widget: QWidget) -> QVBoxLayout:
    """A widget under its caption. The caption names it for a screen reader, and its mnemonic leads there."""
    words = caption_of(theme, caption, widget)
    down = QVBoxLayout()
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(3)
    down.addWidget(words)
    down.addWidget(widget)
    return down


def caption_of(theme: Theme, caption: str, widget: QWidget) -> QLabel:
    """The caption alone."""
    words = label(theme, "small", "muted", caption)
    words.setBuddy(widget)
    widget.setAccessibleName(plain(caption))
    return words


def line_field(placeholder: str = "") -> QLineEdit:
    """A field of one line."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    return field


def shown_number(value: float | None) -> str:
    """A number as a field shows it: no grouping, as few digits as it needs; nothing for None."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value)).replace(".", QLocale().decimalPoint())


def number_in(field: QLineEdit) -> float | None:
    """The number that stands in a field, None when it is empty. Raises `UserError` with the field's name."""
    text = field.text().strip()
    if not text:
        return None
    value, fits = QLocale().toDouble(text)
    if not fits:
        value, fits = QLocale.c().toDouble(text)
    if not fits:
        raise UserError(
            "field.no_number", tr("“{text}” in the field {name} is no number.", text=text, name=field.accessibleName())
        )
    return value


def whole_in(field: QLineEdit) -> int | None:
    """The whole number that stands in a field, None when it is empty. Raises `UserError` with the field's name."""
    value = number_in(field)
    if value is not None and not value.is_integer():
        text, name = field.text(), field.accessibleName()
        raise UserError("field.no_number", tr("“{text}” in the field {name} is no whole number.", text=text, name=name))
    return None if value is None else int(value)


def shown_json(values: Mapping[str, JsonValue]) -> str:
    """Parameters as a field shows them: nothing for none."""
    return orjson.dumps(dict(values)).decode() if values else ""


def json_in(field: QLineEdit) -> dict[str, JsonValue]:
    """The JSON object that stands in a field. Raises `UserError` with the field's name."""
    text = field.text().strip()
    try:
        value: JsonValue = orjson.loads(text) if text else {}
    except ValueError:
        value = None
    if not isinstance(value, dict):
        what = tr(
            "The field {name} holds no JSON object, as {example}.", name=field.accessibleName(), example='{"temperature": 0}'
        )
        raise UserError("field.no_json", what)
    return cast("dict[str, JsonValue]", value)
