"""Kinds of answer that are no choice: all goes through the kind's schema, its `problem` and its `parse`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

import pytest

from core.domain.json import Answer, JsonValue
from core.domain.kinds import KINDS, Kind
from core.domain.kinds.choice import Choice
from core.domain.task import Label, Task
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, Parsed, parse_reply


class Draft(Choice):
    """Free text of at most 200 characters."""

    name = "draft"

    def problem(self, answer: Answer, task: Task) -> str:
        return "" if isinstance(answer, str) and 0 < len(answer) <= 200 else "A draft is a text of at most 200 characters."

    def json_schema(self, task: Task) -> JsonValue:
        return {"type": "string"}

    def parse(self, text: str, task: Task) -> Answer | None:
        return text.strip() or None

    def free_text(self) -> bool:
        return True


class Several(Choice):
    """Any of the labels."""

    name = "several"

    def problem(self, answer: Answer, task: Task) -> str:
        return "" if isinstance(answer, list) and all(name in task.names for name in answer) else "An answer is a list of labels."

    def json_schema(self, task: Task) -> JsonValue:
        return {"type": "array", "items": {"type": "string", "enum": list(task.names)}}


class Record(Choice):
    """An object with a name, and a colour that may be left out."""

    name = "record"

    def problem(self, answer: Answer, task: Task) -> str:
        if not isinstance(answer, dict) or not isinstance(answer.get("name"), str):
            return "A record has a name."
        return "" if answer.get("colour", "red") in task.names else "The colour is not one of the labels."

    def json_schema(self, task: Task) -> JsonValue:
        properties: JsonValue = {"name": {"type": "string"}, "colour": {"type": "string", "enum": list(task.names)}}
        return {"type": "object", "properties": properties, "required": ["name"]}

    def parse(self, text: str, task: Task) -> Answer | None:
        return None

    def free_text(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def more_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for kind in (Draft(), Several(), Record()):
        monkeypatch.setitem(KINDS, kind.name, cast("Kind", kind))
    return iter(())


def read(kind: str, text: str) -> Parsed:
    return parse_reply(text, Task(kind, (Label("red"), Label("dark green"))), Contract())


def test_text_is_an_answer_as_it_stands() -> None:
    assert read("draft", "Dear Ada,\nyour card is on its way.").answer == "Dear Ada,\nyour card is on its way."
    assert read("draft", '{"answer": "Dear Ada", "confidence": 0.5}').answer == "Dear Ada"
    assert read("draft", "```text\nDear Ada\n```").answer == "Dear Ada"
    assert (
        read("draft", json.dumps({"answer": "I'm sorry that your card was lost. We are sending another one."})).outcome
        is Outcome.OK
    )


def test_a_refusal_is_no_draft() -> None:
    assert read("draft", "I'm sorry, but I can't assist with that.").outcome is Outcome.REFUSAL
    assert read("draft", "很抱歉，我无法提供帮助。").outcome is Outcome.REFUSAL


def test_a_draft_that_the_kind_refuses() -> None:
    parsed = read("draft", json.dumps({"answer": "x" * 300}))
    assert (parsed.outcome, parsed.problem) == (Outcome.OFF_LIST, "A draft is a text of at most 200 characters.")
    assert read("draft", '{"answer": "unknown"}').unknown


@pytest.mark.parametrize(
    "reply",
    [
        '{"answer": ["red", "Dark_Green"]}',
        '["red", "Dark_Green"]',
        "red, Dark_Green",
        "- red\n- Dark_Green",
        "Answer: red, Dark_Green",
    ],
)
def test_lists_of_labels(reply: str) -> None:
    parsed = read("several", reply)
    assert parsed.answer == ["red", "dark green"]


def test_one_label_stands_for_a_list_of_one() -> None:
    assert read("several", '{"answer": "red"}').answer == ["red"]
    assert read("several", "red").answer == ["red"]
    assert read("several", '{"answer": []}').answer == []


def test_prose_that_names_several_labels_is_no_list() -> None:
    assert read("several", "It has nothing to do with red or dark green.").answer is None
    assert read("several", '{"answer": ["red", "blue"]}').answer is None


def test_objects_are_read_with_and_without_their_wrapper() -> None:
    wanted = {"name": "Ada", "colour": "dark green"}
    parsed = read("record", '{"answer": {"name": "Ada", "colour": "Dark-Green"}}')
    assert (parsed.answer, parsed.outcome, parsed.mapped_from) == (wanted, Outcome.MAPPED, "Dark-Green")
    assert read("record", 'Here: {"name": "Ada", "colour": "dark green"}').answer == wanted


def test_null_stands_for_what_is_left_out() -> None:
    assert read("record", '{"answer": {"name": "Ada", "colour": null}}').answer == {"name": "Ada"}
    assert read("record", '{"answer": {"name": null, "colour": "red"}}').problem == "A record has a name."
    assert read("record", '{"answer": {"name": "Ada", "colour": "blue"}}').problem == "The colour is not one of the labels."
