"""Cells as answers: text, JSON, other tools' shapes, held against the item."""

from __future__ import annotations

import pytest

from core.domain.content import Content, Part
from core.domain.json import JsonValue
from core.domain.task import Field, FieldType, Label, Options, Task
from core.ingest.cells import NO_ANSWER, AnswerReader

LABELS = (Label("ORG"), Label("PER"))
CHOICE, CHOICES, SPANS = Task("choice", LABELS), Task("choices", LABELS), Task("spans", LABELS)
TEXT, PREFERENCE = Task("text"), Task("preference")
FIELDS = Task("fields", fields=(Field("city"), Field("stars", FieldType.INTEGER)))
ITEM = Content("EU asks Peter and Peter", parts=(Part("a", "x", candidate=True), Part("b", "y", candidate=True)))
EU: dict[str, JsonValue] = {"start": 0, "end": 2, "label": "ORG"}


@pytest.mark.parametrize(
    ("task", "cell", "wanted"),
    [
        (CHOICE, "ORG", "ORG"),
        (CHOICE, " PER ", "PER"),
        (CHOICE, ["PER"], "PER"),
        (CHOICE, {"choices": ["ORG"]}, "ORG"),
        (CHOICE, '["ORG"]', "ORG"),
        (CHOICES, "PER|ORG", ["ORG", "PER"]),
        (CHOICES, ["PER"], ["PER"]),
        (CHOICES, "[]", []),
        (SPANS, [EU], [EU]),
        (SPANS, [[0, 2, "ORG"]], [EU]),
        (SPANS, '[{"start_offset": 0, "end_offset": 2, "label": "ORG", "id": 7}]', [EU]),
        (SPANS, [{"start": 0, "end": 2, "labels": ["ORG"], "text": "EU"}], [EU]),
        (SPANS, {"spans": [EU], "annotator": 3}, [EU]),
        (SPANS, [{"text": "EU", "label": "ORG", "start": None, "end": None, "reason": "secret"}], [EU]),
        (TEXT, ["a reply"], "a reply"),
        (TEXT, "[not JSON", "[not JSON"),
        (PREFERENCE, "2", {"ranking": [["2"], ["1"]]}),
        (PREFERENCE, 1, {"ranking": [["1"], ["2"]]}),
        (PREFERENCE, "0", {"ranking": [["1", "2"]]}),
        (PREFERENCE, "Tie", {"ranking": [["1", "2"]]}),
        (FIELDS, {"city": "Ulm", "stars": "4"}, {"city": "Ulm", "stars": 4}),
        (FIELDS, '{"city": "Ulm"}', {"city": "Ulm", "stars": None}),
    ],
)
def test_a_cell_is_read_as_what_it_means(task: Task, cell: JsonValue, wanted: JsonValue) -> None:
    assert AnswerReader(task).read(cell, ITEM) == wanted


@pytest.mark.parametrize(
    ("task", "cell"),
    [
        (CHOICE, "LOC"),
        (CHOICE, ["ORG", "PER"]),
        (CHOICES, "ORG|LOC"),
        (SPANS, [[0, 200, "ORG"]]),
        (SPANS, [{"text": "Mars", "label": "ORG"}]),
        (SPANS, [EU, EU | {"start": 1, "label": "PER"}]),
        (SPANS, "garbage"),
        (PREFERENCE, "garbage"),
        (PREFERENCE, "3"),
        (FIELDS, {"planet": "Mars"}),
    ],
)
def test_what_is_no_answer_for_the_item_is_told(task: Task, cell: JsonValue) -> None:
    assert AnswerReader(task).read(cell, ITEM) is NO_ANSWER


@pytest.mark.parametrize("task", [CHOICE, CHOICES, SPANS, TEXT, PREFERENCE, FIELDS], ids=lambda task: task.kind)
@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_is_no_answer_and_no_fault(task: Task, cell: JsonValue) -> None:
    assert AnswerReader(task).read(cell, ITEM) is None


def test_comments_and_severities_come_only_where_the_task_has_them() -> None:
    given: JsonValue = [{"start": 0, "end": 2, "label": "ORG", "comment": "why", "severity": "Major"}]
    assert AnswerReader(SPANS).read(given, ITEM) == [EU]
    rich = Task("spans", LABELS, options=Options(severities=("Minor", "Major"), comments=True))
    assert AnswerReader(rich).read(given, ITEM) == [{**EU, "comment": "why", "severity": "Major"}]
    assert AnswerReader(rich).read([EU], ITEM) is NO_ANSWER
