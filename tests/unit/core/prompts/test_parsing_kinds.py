"""Replies to tasks that are no choice: all goes through the kind's schema, its `settle` and its `problem`."""

from __future__ import annotations

import json

import pytest

from core.domain.content import Content, Part
from core.domain.task import Field, FieldType, Label, Options, Task
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, Parsed, parse_reply
from core.prompts.redaction import restore

LABELS = (Label("red"), Label("dark green"))
FIELDS = (
    Field("name", required=True),
    Field("colour", FieldType.ENUM, choices=("red", "dark green")),
    Field("pieces", FieldType.INTEGER),
)
TEXT = "Ada met Bob in Ada, Ohio."
TWO = Content("Which is better?", parts=(Part("a", "one", candidate=True), Part("b", "two", candidate=True)))
THREE = Content("Which?", parts=tuple(Part(name, name, candidate=True) for name in "abc"))


def read(task: Task, text: str, content: Content | None = None) -> Parsed:
    return parse_reply(text, task, Contract(), content)


DRAFT = Task("text", options=Options(max_length=200))
SEVERAL = Task("choices", LABELS)
RECORD = Task("fields", fields=FIELDS)
SPANS = Task("spans", (Label("person"), Label("place")))


def test_text_is_an_answer_as_it_stands() -> None:
    assert read(DRAFT, "Dear Ada,\nyour card is on its way.").answer == "Dear Ada,\nyour card is on its way."
    assert read(DRAFT, '{"answer": "Dear Ada", "confidence": 0.5}').answer == "Dear Ada"
    assert read(DRAFT, "```text\nDear Ada\n```").answer == "Dear Ada"
    sorry = json.dumps({"answer": "I'm sorry that your card was lost. We are sending another one."})
    assert read(DRAFT, sorry).outcome is Outcome.OK


def test_a_refusal_is_no_draft() -> None:
    assert read(DRAFT, "I'm sorry, but I can't assist with that.").outcome is Outcome.REFUSAL
    assert read(DRAFT, "很抱歉，我无法提供帮助。").outcome is Outcome.REFUSAL


def test_a_draft_that_is_too_long() -> None:
    parsed = read(DRAFT, json.dumps({"answer": "x" * 300}))
    assert (parsed.outcome, parsed.problem) == (Outcome.OFF_LIST, "The text has 300 characters; at most 200 are allowed.")
    assert read(DRAFT, '{"answer": "unknown"}').unknown


@pytest.mark.parametrize(
    "reply",
    [
        '{"answer": ["red", "Dark_Green"]}',
        '["Dark_Green", "red"]',
        "red, Dark_Green",
        "- red\n- Dark_Green",
        "Answer: red, Dark_Green",
    ],
)
def test_lists_of_labels_come_in_task_order(reply: str) -> None:
    assert read(SEVERAL, reply).answer == ["red", "dark green"]


def test_one_label_stands_for_a_list_of_one() -> None:
    assert read(SEVERAL, '{"answer": "red"}').answer == ["red"]
    assert read(SEVERAL, "red").answer == ["red"]
    assert read(SEVERAL, '{"answer": []}').answer == []


def test_prose_that_names_several_labels_is_no_list() -> None:
    assert read(SEVERAL, "It has nothing to do with red or dark green.").answer is None
    assert read(SEVERAL, '{"answer": ["red", "blue"]}').answer is None


def test_records_are_read_with_and_without_their_wrapper_and_completed() -> None:
    wanted = {"name": "Ada", "colour": "dark green", "pieces": None}
    parsed = read(RECORD, '{"answer": {"name": "Ada", "colour": "Dark-Green"}}')
    assert (parsed.answer, parsed.outcome, parsed.mapped_from) == (wanted, Outcome.MAPPED, "Dark-Green")
    assert read(RECORD, 'Here: {"name": "Ada", "colour": "dark green"}').answer == wanted


def test_values_are_read_as_what_the_field_holds() -> None:
    parsed = read(RECORD, '{"answer": {"name": "Ada", "colour": null, "pieces": "1,200"}}')
    assert parsed.answer == {"name": "Ada", "colour": None, "pieces": 1200}
    assert read(RECORD, '{"answer": {"name": null, "colour": "red"}}').problem == "The field 'name' has to have a value."
    assert read(RECORD, '{"answer": {"name": "Ada", "colour": "blue"}}').problem == "The field 'colour' holds one of its choices."


def test_passages_become_offsets() -> None:
    reply = '{"answer": [{"text": "Ada", "label": "Place", "occurrence": 2}, {"text": "Bob", "label": "person"}]}'
    assert read(SPANS, reply, Content(TEXT)).answer == [
        {"start": 8, "end": 11, "label": "person"},
        {"start": 15, "end": 18, "label": "place"},
    ]


def test_a_passage_that_does_not_occur_is_no_answer() -> None:
    parsed = read(SPANS, '{"answer": [{"text": "Zoe", "label": "person"}]}', Content(TEXT))
    assert (parsed.answered, parsed.problem) == (False, "A passage of the answer does not stand in the item.")


def test_a_passage_that_was_redacted_is_found_in_the_item() -> None:
    content = Content("Write to ada@example.org today")
    reply = '{"answer": [{"text": "[EMAIL_1]", "label": "person"}]}'
    parsed = parse_reply(reply, SPANS, Contract(), content, lambda value: restore(value, {"[EMAIL_1]": "ada@example.org"}))
    assert parsed.answer == [{"start": 9, "end": 24, "label": "person"}]


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("2", {"ranking": [["2"], ["1"]]}),
        ('{"answer": "2 > 1"}', {"ranking": [["2"], ["1"]]}),
        ('{"answer": 1}', {"ranking": [["1"], ["2"]]}),
        ("Tie", {"ranking": [["1", "2"]]}),
        ('{"answer": "both bad"}', {"all_bad": True}),
    ],
)
def test_orders_of_two_candidates(reply: str, answer: object) -> None:
    assert read(Task("preference"), reply, TWO).answer == answer


def test_of_three_who_is_not_named_comes_last() -> None:
    assert read(Task("preference"), '{"answer": "3 > 1 = 2"}', THREE).answer == {"ranking": [["3"], ["1", "2"]]}
    assert read(Task("preference"), '{"answer": "3 > 1"}', THREE).answer == {"ranking": [["3"], ["1"], ["2"]]}
    assert not read(Task("preference"), '{"answer": "3 > 4"}', THREE).answered
