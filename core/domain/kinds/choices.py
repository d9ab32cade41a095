"""The kind `choices`: a set of labels. The answer is a list of names in task order; an empty one says that none fits."""

from __future__ import annotations

import re

import orjson
from typing_extensions import override

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase, set_changes
from core.domain.kinds.kind import PartChange
from core.domain.task import Task, checked_labels

#: what stands between the labels of a cell: `|` always; `;` and `,` where the whole cell is no label
_SEPARATORS = (r"\|", ";", ",")
NONE = "(none)"


class Choices(KindBase):
    """Any of the task's labels, or none of them."""

    name: str = "choices"

    @override
    def check(self, task: Task) -> Task:
        """One label or more."""
        return task.with_labels(checked_labels(list(task.labels), least=1))

    @override
    def several(self, task: Task) -> tuple[str, ...]:
        return task.names

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
            return "An answer is a list of labels."
        if any(one not in task.names for one in answer):
            return "The answer holds a name that is no label of this task."
        return "" if len(set(names_in(answer))) == len(answer) else "The answer holds a label twice."

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`."""
        return {"type": "array", "items": {"type": "string", "enum": list(task.names)}, "uniqueItems": True}

    @override
    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """In task order, each once. One name alone is a set of one."""
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return value
        given = list(dict.fromkeys(names_in(value)))
        known = [name for name in task.names if name in given]
        return [*known, *(name for name in given if name not in known)]

    @override
    def equal(self, one: Answer, other: Answer) -> bool:
        return set(names_in(one)) == set(names_in(other))

    @override
    def distance(self, one: Answer, other: Answer) -> float:
        """The Jaccard distance: 1 - |A and B| / |A or B|; 0 between two empty sets."""
        first, second = set(names_in(one)), set(names_in(other))
        union = first | second
        return 1 - len(first & second) / len(union) if union else 0.0

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        return set_changes(names_in(suggested), names_in(answer))

    @override
    def text(self, answer: Answer) -> str:
        if not isinstance(answer, list):
            return ""
        return ", ".join(names_in(answer)) or NONE

    @override
    def cell(self, answer: Answer) -> str:
        """Names joined by `|`; JSON where a name holds one, or for the empty set."""
        names = names_in(answer)
        if not isinstance(answer, list):
            return ""
        plain = names and not any("|" in name or name[:1] == "[" for name in names)
        return "|".join(names) if plain else orjson.dumps(answer).decode()

    @override
    def columns(self, task: Task) -> tuple[str, ...]:
        return tuple(label.name for label in task.labels)

    @override
    def values(self, answer: Answer, task: Task) -> tuple[JsonValue, ...]:
        given = set(names_in(answer))
        return tuple(int(label.name in given) for label in task.labels)

    @override
    def parse(self, text: str, task: Task) -> Answer | None:
        """Names joined by `|`, by `;` or by `,`, or a JSON list; one whole name is a set of one."""
        cell = text.strip()
        if cell.startswith("["):
            return super().parse(cell, task)
        if not cell:
            return None
        for split in ([cell], *([part.strip() for part in re.split(one, cell)] for one in _SEPARATORS)):
            answer = self.settle([name for name in split if name], task)
            if not self.problem(answer, task):
                return answer
        return None

    @override
    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        return tuple(names_in(answer))

    @override
    def renamed(self, answer: Answer, old: str, new: str) -> Answer:
        if not isinstance(answer, list):
            return answer
        renamed: list[JsonValue] = list(dict.fromkeys(new if one == old else one for one in names_in(answer)))
        return renamed


def names_in(answer: Answer) -> list[str]:
    """The names of an answer; none for what is no list."""
    return [one for one in answer if isinstance(one, str)] if isinstance(answer, list) else []
