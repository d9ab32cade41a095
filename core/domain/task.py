"""A task: what is asked of each item. A kind of answer with its labels or fields, and the settings of the kind."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, cast

from core.domain.json import JsonValue
from core.errors import UserError

MAX_LABELS = 10_000
MAX_LABEL_LENGTH = 200
MAX_FIELDS = 60


class Preset(StrEnum):
    """A form of a kind with keys of its own: a choice between two (`Y`/`N`), fields that are all yes or no (one key each)."""

    NONE = ""
    YES_NO = "yes_no"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a task. `name` is what answers hold; `description` is one glance away and is read by suggesters.

    `colour`: one of `COLOURS`, or empty for the next free one; `shortcut`: a key of its own; `retired`: not offered any more.
    """

    name: str
    description: str = ""
    example: str = ""
    colour: str = ""
    shortcut: str = ""
    retired: bool = False

    def to_json(self) -> JsonValue:
        """The label as stored in the project: what is empty is left out."""
        texts = {"example": self.example, "colour": self.colour, "shortcut": self.shortcut}
        value: dict[str, JsonValue] = {"name": self.name, "description": self.description}
        value.update({name: text for name, text in texts.items() if text})
        return {**value, "retired": True} if self.retired else value


#: the colours of labels, by the names of their theme tokens (`label_blue`, ...)
COLOURS = ("blue", "green", "amber", "purple", "teal", "pink", "olive", "red", "grey")


class FieldType(StrEnum):
    """What a field of a record holds. A date is ISO 8601 (`2026-11-21`); a list holds texts."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"
    ENUM = "enum"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `choices`: what an `enum`, or each entry of a `list`, may be (a list without: any text)."""

    name: str
    type: FieldType = FieldType.STRING
    description: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    def to_json(self) -> JsonValue:
        """The field as stored in the project."""
        choices: list[JsonValue] = list(self.choices)
        return {
            "name": self.name,
            "type": self.type.value,
            "description": self.description,
            "choices": choices,
            "required": self.required,
        }


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of a kind; each is read by the kinds that its comment names."""

    preset: Preset = Preset.NONE  # choice, fields
    separator: str = ""  # choice: what stands between the steps of a path (` > `, `/`); empty: flat labels
    overlapping: bool = False  # spans
    severities: tuple[str, ...] = ()  # spans: each has one of these
    comments: bool = False  # spans: each may have one
    instruction: str = ""  # every kind: what is asked, in a line
    max_length: int = 0  # text: characters; 0: no limit

    def to_json(self) -> JsonValue:
        """The settings that differ from the defaults."""
        severities: list[JsonValue] = list(self.severities)
        held: dict[str, JsonValue] = {
            "preset": self.preset.value,
            "separator": self.separator,
            "overlapping": self.overlapping,
            "severities": severities,
            "comments": self.comments,
            "instruction": self.instruction,
            "max_length": self.max_length,
        }
        return {name: value for name, value in held.items() if value}

    @staticmethod
    def from_json(value: JsonValue) -> Options:
        """The settings that `to_json` wrote; what is not known is left out."""
        held = value if isinstance(value, dict) else {}
        preset = held.get("preset")
        severities = held.get("severities")
        length = held.get("max_length")
        return Options(
            Preset(cast("str", preset)) if preset in set(Preset) else Preset.NONE,
            str(held.get("separator") or ""),
            bool(held.get("overlapping")),
            tuple(str(one) for one in severities) if isinstance(severities, list) else (),
            bool(held.get("comments")),
            str(held.get("instruction") or ""),
            length if isinstance(length, int) else 0,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A kind (`choice`, ...), its labels in the order that digits follow, its fields, its settings."""

    kind: str
    labels: tuple[Label, ...] = ()
    fields: tuple[Field, ...] = ()
    options: Options = field(default_factory=Options)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the labels that can be given now, in task order."""
        return tuple(label.name for label in self.labels if not label.retired)

    @property
    def offered(self) -> tuple[Label, ...]:
        """The labels that can be given now, in task order."""
        return tuple(label for label in self.labels if not label.retired)

    def label(self, name: str) -> Label | None:
        """The label called `name`, retired ones too; None when there is none."""
        return next((label for label in self.labels if label.name == name), None)

    def with_labels(self, labels: tuple[Label, ...]) -> Task:
        """The same task with other labels."""
        return replace(self, labels=labels)

    def to_json(self) -> JsonValue:
        """The task as stored in the project."""
        value: dict[str, JsonValue] = {"kind": self.kind, "labels": [label.to_json() for label in self.labels]}
        if self.fields:
            value["fields"] = [one.to_json() for one in self.fields]
        options = self.options.to_json()
        return {**value, "options": options} if options else value

    @staticmethod
    def from_json(value: JsonValue) -> Task:
        """The task that `to_json` wrote. Raises `UserError` when it is not one."""
        if not isinstance(value, dict) or "kind" not in value or not isinstance(value.get("labels", []), list):
            raise UserError("task.invalid", "The project's task cannot be read.", todo="Restore a backup.")
        labels, listed = cast("list[JsonValue]", value.get("labels", [])), value.get("fields")
        held = tuple(field_of(one) for one in listed) if isinstance(listed, list) else ()
        return Task(
            str(value.get("kind", "")), tuple(label_of(one) for one in labels), held, Options.from_json(value.get("options"))
        )


def label_of(value: JsonValue) -> Label:
    """The label that `Label.to_json` wrote, or one with this name alone."""
    if not isinstance(value, dict):
        return Label(str(value))
    texts = [str(value.get(name) or "") for name in ("name", "description", "example", "colour", "shortcut")]
    return Label(*texts, retired=bool(value.get("retired")))


def field_of(value: JsonValue) -> Field:
    """The field that `Field.to_json` wrote. Raises `UserError` for a type that is not known."""
    held: dict[str, Any] = value if isinstance(value, dict) else {"name": str(value)}
    kind = held.get("type") or FieldType.STRING.value
    if kind not in set(FieldType):
        raise UserError("fields.bad_type", f"There is no type of field called {kind!r}.", todo=f"Known: {', '.join(FieldType)}.")
    choices = tuple(str(one) for one in held.get("choices") or ())
    required = bool(held.get("required"))
    return Field(str(held.get("name") or ""), FieldType(kind), str(held.get("description") or ""), choices, required)


def checked_labels(labels: list[Label], least: int = 2) -> tuple[Label, ...]:
    """The labels, stripped and checked. Raises `UserError` on too few, an empty, a too long or a repeated name, or on too many."""
    cleaned = [
        replace(one, name=one.name.strip(), description=one.description.strip(), example=one.example.strip()) for one in labels
    ]
    names = [label.name for label in cleaned]
    if len(names) < least or not all(names):
        few = "at least two labels" if least > 1 else "at least one label"
        raise UserError("labels.too_few", f"This task needs {few}, each with a name.")
    if len(names) > MAX_LABELS:
        raise UserError("labels.too_many", f"A task can hold {MAX_LABELS:,} labels; this has {len(names):,}.")
    if any(len(name) > MAX_LABEL_LENGTH or not is_line(name) for name in names):
        raise UserError("labels.bad_name", f"A label's name is one line of at most {MAX_LABEL_LENGTH} characters.")
    _refuse_repeated("labels.repeated", "label", names)
    strange = next((label.colour for label in cleaned if label.colour and label.colour not in COLOURS), None)
    if strange is not None:
        raise UserError("labels.colour", f"There is no colour {strange!r}.", todo=f"Known: {', '.join(COLOURS)}.")
    shortcuts = [label.shortcut for label in cleaned if label.shortcut]
    _refuse_repeated("labels.shortcut", "shortcut", shortcuts)
    return tuple(cleaned)


def checked_fields(listed: list[Field]) -> tuple[Field, ...]:
    """The fields, checked. Raises `UserError` on none, a bad or a repeated name, too many, or an enum without choices."""
    names = [one.name.strip() for one in listed]
    if not names or not all(names) or len(names) > MAX_FIELDS:
        raise UserError("fields.number", f"A record has 1 to {MAX_FIELDS} fields, each with a name.")
    if any(len(name) > MAX_LABEL_LENGTH or not is_line(name) for name in names):
        raise UserError("fields.bad_name", f"A field's name is one line of at most {MAX_LABEL_LENGTH} characters.")
    _refuse_repeated("fields.repeated", "field", names)
    listed = [replace(one, choices=tuple(choice.strip() for choice in one.choices if choice.strip())) for one in listed]
    for one in listed:
        _refuse_repeated("fields.choice_repeated", f"choice of {one.name!r}", list(one.choices))
    bare = next((one.name for one in listed if one.type is FieldType.ENUM and len(one.choices) < 2), None)
    if bare is not None:
        raise UserError("fields.no_choices", f"The field {bare!r} is one of several values, but fewer than two are named.")
    return tuple(replace(one, name=name) for one, name in zip(listed, names, strict=True))


def is_line(name: str) -> bool:
    """Whether a name is one line: no line breaks and no control characters; joiners and marks of direction are fine."""
    return not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in name)


def _refuse_repeated(code: str, what: str, names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if repeated:
        raise UserError(code, f"The {what} {repeated[0]!r} stands there twice.")


def labels_of_text(text: str) -> list[Label]:
    """Labels as people paste them: one a line, `NAME`, `NAME<tab>DESCRIPTION` or `NAME: DESCRIPTION`; empty lines do not count."""
    labels: list[Label] = []
    for line in text.splitlines():
        name, _, description = line.partition("\t") if "\t" in line else line.partition(": ")
        if name.strip():
            labels.append(Label(name.strip(), description.strip()))
    return labels
