"""Answers as results of Label Studio, each of a control that `label_studio_config` declares.

https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks and https://labelstud.io/tags: Choices, Labels, TextArea,
Number, DateTime, Pairwise, Ranker. Offsets of spans are code points, as the editor counts them since 2022 (`text[start:end]` in Python,
tags/text; HumanSignal/label-studio#1008). Severity and comment of a span are controls `perRegion`, with the id of the span's region.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain.content import Content
from core.domain.exchange import ALL_BAD
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.domain.spans import Span
from core.domain.task import Field, FieldType, Task

Result = dict[str, JsonValue]
LABEL, ANSWER, PREFERENCE, RANKING, SEVERITY, COMMENT = "label", "answer", "preference", "ranking", "severity", "comment"
CANDIDATES = "candidates"
PAIR = ("candidate_1", "candidate_2")
#: how a yes or no of a field is called
TRUTH = {True: "yes", False: "no"}


def text_object(task: Task) -> str:
    """The name of the text among the objects, which no field may have."""
    return free_name("text", task)


def free_name(name: str, task: Task) -> str:
    """`name`, or what is free of it: fields are controls under their own names, and names are unique in a labeling config."""
    taken = {one.name for one in task.fields}
    while name in taken:
        name += "_"
    return name


class Results:
    """Makes the results of one task's answers. `ranked`: whether one of them needed the ranker."""

    def __init__(self, task: Task) -> None:
        self._task, self._kind, self._text_name = task, kind_of(task.kind), text_object(task)
        self.ranked = False
        self._ways: dict[str, Callable[[Any, Content], list[Result]]] = {
            "labels": self._labels,
            "spans": self._spans,
            "text": self._text,
            "record": self._record,
            "ranking": self._ranking,
        }

    def of(self, answer: Answer, content: Content) -> list[Result]:
        """The result of an answer; an empty one says that there is nothing."""
        part, value = self._kind.neutral(answer).part
        return self._ways[part](value, content)

    def _one(self, number: int, name: str, kind: str, value: Result, to: str = "") -> Result:
        return {"id": f"r{number}", "from_name": name, "to_name": to or self._text_name, "type": kind, "value": value}

    def _labels(self, labels: tuple[str, ...], content: Content) -> list[Result]:
        return [self._one(1, LABEL, "choices", {"choices": list[JsonValue](labels)})] if labels else []

    def _text(self, text: str, content: Content) -> list[Result]:
        return [self._one(1, ANSWER, "textarea", {"text": [text]})]

    def _spans(self, spans: tuple[Span, ...], content: Content) -> list[Result]:
        return [one for number, span in enumerate(spans, 1) for one in self._span(number, span, content.text)]

    def _span(self, number: int, span: Span, text: str) -> list[Result]:
        place: Result = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
        held = [self._one(number, LABEL, "labels", {**place, "labels": [span.label]})]
        if span.severity:
            held.append(self._one(number, SEVERITY, "choices", {**place, "choices": [span.severity]}))
        if span.comment:
            held.append(self._one(number, COMMENT, "textarea", {**place, "text": [span.comment]}))
        return held

    def _record(self, record: dict[str, JsonValue], content: Content) -> list[Result]:
        given = [(one, record.get(one.name)) for one in self._task.fields]
        filled = [(one, value) for one, value in given if value is not None]
        return [self._field(number, one, value) for number, (one, value) in enumerate(filled, 1)]

    def _field(self, number: int, field: Field, value: JsonValue) -> Result:
        kind, name = field_control(field)
        return self._one(number, field.name, kind, {name: _HELD[kind](value)})

    def _ranking(self, groups: tuple[tuple[str, ...], ...], content: Content) -> list[Result]:
        """Of two candidates the better one; everything else in buckets by place, or in that of the bad ones."""
        if len(content.candidates) == 2 and len(groups) == 2:
            side = "left" if groups[0] == ("1",) else "right"
            return [self._one(1, PREFERENCE, "pairwise", {"selected": side}, PAIR[0])]
        self.ranked = True
        buckets: Result = {str(place): list[JsonValue](group) for place, group in enumerate(groups, 1)}
        bad: Result = {ALL_BAD: list[JsonValue](content.candidate_names)}
        return [self._one(1, RANKING, "ranker", {"ranker": buckets or bad}, CANDIDATES)]


def field_control(field: Field) -> tuple[str, str]:
    """The type of the results of a field, and the key of their values."""
    if field.type is FieldType.LIST:
        return ("choices", "choices") if field.choices else ("textarea", "text")
    return _CONTROLS[field.type]


_CONTROLS: dict[FieldType, tuple[str, str]] = {
    FieldType.STRING: ("textarea", "text"),
    FieldType.NUMBER: ("number", "number"),
    FieldType.INTEGER: ("number", "number"),
    FieldType.DATE: ("datetime", "datetime"),
    FieldType.BOOLEAN: ("choices", "choices"),
    FieldType.ENUM: ("choices", "choices"),
}


def _several(value: JsonValue) -> JsonValue:
    return value if isinstance(value, list) else [TRUTH[value] if isinstance(value, bool) else str(value)]


def _as_it_is(value: JsonValue) -> JsonValue:
    return value


_HELD: dict[str, Callable[[JsonValue], JsonValue]] = {
    "textarea": _several,
    "choices": _several,
    "number": _as_it_is,
    "datetime": _as_it_is,
}
