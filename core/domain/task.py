"""A task: what is asked of each item. A kind of answer with its labels."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.json import JsonValue
from core.errors import UserError

MAX_LABELS = 10_000
MAX_LABEL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a task. `name` is what answers hold; `description` is one glance away and is read by suggesters."""

    name: str
    description: str = ""

    def to_json(self) -> JsonValue:
        """The label as stored in the project."""
        return {"name": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Task:
    """A kind (`choice`, ...) and its labels in the order that digits follow."""

    kind: str
    labels: tuple[Label, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The label names, in task order."""
        return tuple(label.name for label in self.labels)

    def to_json(self) -> JsonValue:
        """The task as stored in the project."""
        return {"kind": self.kind, "labels": [label.to_json() for label in self.labels]}

    @staticmethod
    def from_json(value: JsonValue) -> Task:
        """The task that `to_json` wrote. Raises `UserError` when it is not one."""
        if not isinstance(value, dict) or not isinstance(value.get("labels"), list):
            raise UserError("task.invalid", "The project's task cannot be read.", todo="Restore a backup.")
        labels = value["labels"]
        assert isinstance(labels, list)
        return Task(str(value.get("kind", "")), tuple(_label(label) for label in labels))


def _label(value: JsonValue) -> Label:
    if isinstance(value, dict):
        return Label(str(value.get("name", "")), str(value.get("description") or ""))
    return Label(str(value))


def checked_labels(labels: list[Label]) -> tuple[Label, ...]:
    """The labels, stripped and checked. Raises `UserError` on none, an empty, a too long or a repeated name, or on too many."""
    cleaned = [Label(label.name.strip(), label.description.strip()) for label in labels]
    names = [label.name for label in cleaned]
    if len(names) < 2 or not all(names):
        raise UserError("labels.too_few", "A choice needs at least two labels, each with a name.")
    if len(names) > MAX_LABELS:
        raise UserError("labels.too_many", f"A task can hold {MAX_LABELS:,} labels; this has {len(names):,}.")
    if any(len(name) > MAX_LABEL_LENGTH or not name.isprintable() for name in names):
        raise UserError("labels.bad_name", f"A label's name is one line of at most {MAX_LABEL_LENGTH} characters.")
    repeated = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if repeated:
        raise UserError("labels.repeated", f"The label {repeated[0]!r} stands there twice.")
    return tuple(cleaned)


def labels_of_text(text: str) -> list[Label]:
    """Labels as people paste them: one a line, `NAME`, `NAME<tab>DESCRIPTION` or `NAME: DESCRIPTION`; empty lines do not count."""
    labels: list[Label] = []
    for line in text.splitlines():
        name, _, description = line.partition("\t") if "\t" in line else line.partition(": ")
        if name.strip():
            labels.append(Label(name.strip(), description.strip()))
    return labels
