"""The questions of Argilla that ask a task, and an answer as their values.

https://docs.argilla.io/latest/reference/argilla/settings/questions: a label, several labels, a text, spans, a ranking; the fields of a
record are a question each, numbers and dates as text. A ranking has its ranks (`{"value", "rank"}`, as Argilla's server keeps it), so
that ties stand in it; whether all candidates are bad is a question of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from core.domain.exchange import NONE_WILL_DO
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.domain.spans import Span
from core.domain.task import FieldType, Task

QUESTION = "label"
_TEXT: JsonValue = {"dtype": "string", "_type": "Value"}
_NUMBER: JsonValue = {"dtype": "int64", "_type": "Value"}
_TRUTH = {True: "yes", False: "no"}


class Questions:
    """The questions of one task. `names`: in order."""

    def __init__(self, task: Task) -> None:
        self._task, self._kind = task, kind_of(task.kind)
        self._one_label = bool(self._kind.classes(task))
        self._ranked = self._kind.neutral(None).ranking is not None
        own = (QUESTION, NONE_WILL_DO) if self._ranked else (QUESTION,)
        self.names: tuple[str, ...] = tuple(one.name for one in task.fields) or own
        self._ways: dict[str, Callable[[Any], dict[str, JsonValue]]] = {
            "labels": self._labels,
            "spans": self._spans,
            "text": self._text,
            "record": self._record,
            "ranking": self._ranking,
        }

    def values(self, answer: Answer) -> dict[str, JsonValue]:
        """The value of each question; None for one that is not answered."""
        if answer is None:
            return dict.fromkeys(self.names)
        part, value = self._kind.neutral(answer).part
        return self._ways[part](value)

    def features(self) -> dict[str, JsonValue]:
        """The type of each question's values in the words of `datasets.Features.to_dict`."""
        if self._task.fields:
            listed = {one.name for one in self._task.fields if one.type is FieldType.LIST}
            return {name: [_TEXT] if name in listed else _TEXT for name in self.names}
        of_label = _FEATURES[self._task.kind](self._task)
        return {name: of_label if name == QUESTION else _TEXT for name in self.names}

    def _labels(self, labels: tuple[str, ...]) -> dict[str, JsonValue]:
        return {QUESTION: labels[0] if self._one_label else list[JsonValue](labels)}

    def _text(self, text: str) -> dict[str, JsonValue]:
        return {QUESTION: text}

    def _record(self, record: dict[str, JsonValue]) -> dict[str, JsonValue]:
        return {name: _field_value(record.get(name)) for name in self.names}

    def _ranking(self, groups: tuple[tuple[str, ...], ...]) -> dict[str, JsonValue]:
        ranked: list[JsonValue] = [{"value": name, "rank": at} for at, group in enumerate(groups, 1) for name in group]
        return {QUESTION: ranked or None, NONE_WILL_DO: None if ranked else _TRUTH[True]}

    def _spans(self, spans: tuple[Span, ...]) -> dict[str, JsonValue]:
        return {QUESTION: [self._span(one) for one in spans]}

    def _span(self, span: Span) -> JsonValue:
        """Argilla passes over severity and comment; they are there for whoever reads the file."""
        held: dict[str, JsonValue] = {"start": span.start, "end": span.end, "label": span.label}
        held |= {"severity": span.severity} if self._task.options.severities else {}
        return {**held, "comment": span.comment} if self._task.options.comments else held


def _field_value(value: JsonValue) -> JsonValue:
    """Texts and lists as they are; a yes in words, a number as text, to the last digit."""
    if isinstance(value, bool):
        return _TRUTH[value]
    return value if value is None or isinstance(value, str | list) else orjson.dumps(value).decode()


def _plain(task: Task) -> JsonValue:
    return _TEXT


def _several(task: Task) -> JsonValue:
    return [_TEXT]


def _of_spans(task: Task) -> JsonValue:
    held: dict[str, JsonValue] = {"start": _NUMBER, "end": _NUMBER, "label": _TEXT}
    held |= {"severity": _TEXT} if task.options.severities else {}
    held |= {"comment": _TEXT} if task.options.comments else {}
    return [held]


def _of_ranking(task: Task) -> JsonValue:
    return [{"value": _TEXT, "rank": _NUMBER}]


_FEATURES: dict[str, Callable[[Task], JsonValue]] = {
    "choice": _plain,
    "choices": _several,
    "text": _plain,
    "spans": _of_spans,
    "preference": _of_ranking,
}
