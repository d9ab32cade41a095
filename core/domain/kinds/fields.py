"""The kind `fields`: a record. The answer is an object with a value, or null, for every field of the task."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

from typing_extensions import override

from core.domain.content import Content
from core.domain.edits import edit_share
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase
from core.domain.kinds.kind import Change, PartChange
from core.domain.kinds.neutral import Neutral
from core.domain.task import Field, FieldType, Preset, Task, checked_fields
from core.errors import UserError

#: whole numbers that a float holds exactly; what a column of 64 bits holds; how many signs such a number has at most
_EXACT, _MOST, _MOST_DIGITS = 2**53, 2**63, 20
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUE = frozenset({"true", "yes", "y", "1", "ja", "oui", "是", "pass", "passed"})
_FALSE = frozenset({"false", "no", "n", "0", "nein", "non", "否", "fail", "failed"})


class Fields(KindBase):
    """One value for each field of the task; a field of which the item says nothing is null."""

    name: str = "fields"

    @override
    def apart(self, task: Task) -> bool:
        return True

    @override
    def check(self, task: Task) -> Task:
        """One field or more; all yes or no for a checklist."""
        fields = checked_fields(list(task.fields))
        if task.options.preset is Preset.CHECKLIST and any(one.type is not FieldType.BOOLEAN for one in fields):
            raise UserError("fields.not_yes_no", "The criteria of a checklist are yes or no, all of them.")
        return Task(self.name, task.labels, fields, task.options)

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if not isinstance(answer, dict):
            return "An answer is a record with the task's fields."
        unknown = [name for name in answer if name not in {one.name for one in task.fields}]
        if unknown:
            return "The answer has a field that the task does not have."
        return next((told for one in task.fields if (told := value_problem(answer.get(one.name), one))), "")

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`."""
        properties: dict[str, JsonValue] = {one.name: _schema(one) for one in task.fields}
        needed: list[JsonValue] = [one.name for one in task.fields]
        return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}

    @override
    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """Every field has its place, in task order; a number, a date or a yes written as text becomes one."""
        if not isinstance(value, dict):
            return value
        known: dict[str, JsonValue] = {one.name: settled(value.get(one.name), one) for one in task.fields}
        return known | {name: part for name, part in value.items() if name not in known}

    @override
    def quoted(self, answer: Answer, task: Task) -> Answer:
        """The texts and numbers; a date, a choice or a yes may stand there in other words."""
        held = {FieldType.STRING, FieldType.NUMBER, FieldType.INTEGER}
        given = {one.name: _record(answer).get(one.name) for one in task.fields if one.type in held}
        return {name: shown(value) for name, value in given.items() if value is not None}

    @override
    def distance(self, one: Answer, other: Answer) -> float:
        """The mean over the fields: for two texts their edit share, else 0 or 1."""
        first, second = _record(one), _record(other)
        names = list(dict.fromkeys([*first, *second]))
        return sum(_apart(first.get(name), second.get(name)) for name in names) / len(names) if names else 0.0

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        first, second = _record(suggested), _record(answer)
        names = dict.fromkeys([*first, *second])
        return tuple(PartChange(name, _change(first.get(name), second.get(name))) for name in names)

    @override
    def text(self, answer: Answer) -> str:
        """`name: value` for each field that has one."""
        return " · ".join(f"{name}: {shown(value)}" for name, value in _record(answer).items() if value is not None)

    @override
    def columns(self, task: Task) -> tuple[str, ...]:
        return tuple(one.name for one in task.fields)

    @override
    def neutral(self, answer: Answer) -> Neutral:
        return Neutral(record=dict(_record(answer)))

    @override
    def values(self, answer: Answer, task: Task) -> tuple[JsonValue, ...]:
        """Lists joined by `|`."""
        held = [_record(answer).get(one.name) for one in task.fields]
        return tuple("|".join(map(str, value)) if isinstance(value, list) else value for value in held)


def value_problem(value: JsonValue, field: Field) -> str:
    """Why `value` cannot stand in `field`; empty when it can."""
    if value is None:
        return f"The field {field.name!r} has to have a value." if field.required else ""
    fits = {
        FieldType.STRING: isinstance(value, str) and bool(value.strip()),
        FieldType.NUMBER: _is_number(value),
        FieldType.INTEGER: isinstance(value, int) and _is_number(value),
        FieldType.DATE: isinstance(value, str) and _is_date(value),
        FieldType.BOOLEAN: isinstance(value, bool),
        FieldType.ENUM: value in field.choices,
        FieldType.LIST: isinstance(value, list) and all(_is_entry(one, field) for one in value),
    }
    return "" if fits[field.type] else f"The field {field.name!r} holds {_NAMES[field.type]}."


_NAMES = {
    FieldType.STRING: "a text",
    FieldType.NUMBER: "a number",
    FieldType.INTEGER: "a whole number",
    FieldType.DATE: "a date as YYYY-MM-DD",
    FieldType.BOOLEAN: "yes or no",
    FieldType.ENUM: "one of its choices",
    FieldType.LIST: "a list of its choices",
}


def settled(value: JsonValue, field: Field) -> JsonValue:
    """The value that is meant: texts become numbers, booleans and lists where the field holds those; an empty text is null."""
    if isinstance(value, str) and field.type is not FieldType.STRING:
        return _from_text(value.strip(), field)
    if value in ("", []):
        return None
    if field.type is FieldType.INTEGER and isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def _from_text(text: str, field: Field) -> JsonValue:
    if field.type is FieldType.ENUM and text in field.choices:
        return text  # before all else: a choice may be called "none", or differ from another in case alone
    if not text or text.casefold() in ("null", "none", "n/a"):
        return None
    if field.type is FieldType.BOOLEAN:
        return True if text.casefold() in _TRUE else False if text.casefold() in _FALSE else text
    if field.type is FieldType.LIST:
        return [part.strip() for part in re.split(r"[|;,\uff0c\uff1b\u3001]", text) if part.strip()] or None
    if field.type in (FieldType.NUMBER, FieldType.INTEGER):
        return _number(text, whole=field.type is FieldType.INTEGER)
    folded = {choice.casefold(): choice for choice in field.choices}
    return folded.get(text.casefold(), text)


def _number(text: str, *, whole: bool) -> JsonValue:
    plain = re.sub(r"(?<=\d)[,'\u2019\u00a0\u202f ](?=\d{3}(?!\d))", "", text)
    if re.fullmatch(r"[-+]?\d+", plain, re.ASCII):
        whole_number = int(plain) if len(plain) <= _MOST_DIGITS else _MOST  # to the last digit, which a float does not hold
        return whole_number if abs(whole_number) < _MOST else text
    try:
        number = float(plain)
    except ValueError:
        return text
    if not isfinite(number):
        return text  # "nan" and "inf" are no numbers of JSON
    return int(number) if number.is_integer() and abs(number) < _EXACT and (whole or "." not in plain) else number


def shown(value: JsonValue) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _schema(field: Field) -> JsonValue:
    texts: list[JsonValue] = list(field.choices)
    plain: dict[FieldType, dict[str, JsonValue]] = {
        FieldType.DATE: {"type": ["string", "null"], "format": "date"},
        FieldType.ENUM: {"enum": [*texts, None]},
        FieldType.LIST: {"type": ["array", "null"], "items": {"type": "string", **({"enum": texts} if texts else {})}},
    }
    schema = plain.get(field.type, {"type": [field.type.value, "null"]})
    return {**schema, "description": field.description} if field.description else schema


def _record(answer: Answer) -> dict[str, JsonValue]:
    return answer if isinstance(answer, dict) else {}


def _change(before: JsonValue, after: JsonValue) -> Change:
    if before == after:
        return Change.KEPT
    return Change.ADDED if before is None else Change.REMOVED if after is None else Change.CHANGED


def _apart(one: JsonValue, other: JsonValue) -> float:
    if isinstance(one, str) and isinstance(other, str):
        return edit_share(one, other)
    return 0.0 if one == other else 1.0


def _is_number(value: JsonValue) -> bool:
    """Whether it is a number of JSON, which knows neither NaN nor infinity."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MOST


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DATE.fullmatch(text))


def _is_entry(value: JsonValue, field: Field) -> bool:
    return isinstance(value, str) and bool(value.strip()) and (not field.choices or value in field.choices)
