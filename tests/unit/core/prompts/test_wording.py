"""The output contract as a schema and in words."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from core.domain.json import JsonValue
from core.domain.kinds import kind_of
from core.domain.task import Label, Task
from core.prompts.content import Contract
from core.prompts.parsing import parse_reply
from core.prompts.wording import KEPT, UNKNOWN, contract_words, enum_names, reply_schema, unknown_word

TASK = Task("choice", (Label("travel"), Label("health")))
CHOICE = kind_of("choice").json_schema(TASK)
RECORD: JsonValue = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "pattern": "^A"},
        "tags": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 0}}}},
    },
    "required": ["name"],
}
PLAIN = Contract()
REASONS = Contract(rationale=True, steps=("Find what is asked.", "Decide."))


def valid(schema: JsonValue, value: JsonValue) -> bool:
    checker = Draft202012Validator(cast("dict[str, Any]", schema))
    return bool(checker.is_valid(value))  # pyright: ignore[reportUnknownMemberType]  (its types are partial)


def nodes(schema: JsonValue) -> list[dict[str, JsonValue]]:
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    return ([schema] if isinstance(schema, dict) else []) + [node for part in inner for node in nodes(part)]


def test_unknown_gives_way_to_labels() -> None:
    assert unknown_word(["a"]) == UNKNOWN == "unknown"
    assert unknown_word(["Unknown"]) == "__unknown__"
    assert unknown_word([" UNKNOWN ", "__unknown__"]) not in ("unknown", "__unknown__")


def test_the_schema_takes_labels_and_unknown_and_nothing_else() -> None:
    schema = reply_schema(CHOICE, PLAIN)
    assert valid(schema, {"answer": "travel", "confidence": 0.5})
    assert valid(schema, {"answer": "unknown", "confidence": 0.5})
    assert not valid(schema, {"answer": "sports", "confidence": 0.5})
    assert not valid(schema, {"answer": "travel"})
    assert not valid(schema, {"answer": "travel", "confidence": 0.5, "more": 1})


def test_the_rationale_comes_first_and_only_when_it_is_wanted() -> None:
    with_reasons = cast("dict[str, Any]", reply_schema(CHOICE, REASONS))
    assert list(with_reasons["properties"]) == ["rationale", "answer", "confidence"]
    assert with_reasons["required"] == ["rationale", "answer", "confidence"]
    assert "rationale" not in cast("dict[str, Any]", reply_schema(CHOICE, PLAIN))["properties"]


@pytest.mark.parametrize(
    "answer",
    [CHOICE, RECORD, {"type": "array", "items": CHOICE}, {"type": "string", "maxLength": 9}, {"anyOf": [CHOICE, RECORD]}],
)
def test_strict_modes_take_every_schema(answer: JsonValue) -> None:
    schema = reply_schema(answer, REASONS)
    Draft202012Validator.check_schema(cast("dict[str, Any]", schema))  # pyright: ignore[reportUnknownMemberType]
    for node in nodes(schema):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(cast("dict[str, Any]", node["properties"]))
        if isinstance(node.get("type"), str):
            assert set(node) <= KEPT | {"additionalProperties", "required"}


def test_what_may_be_left_out_may_be_null() -> None:
    schema = reply_schema(RECORD, PLAIN)
    assert valid(schema, {"answer": {"name": "Ada", "tags": None}, "confidence": 1})
    assert valid(schema, {"answer": "unknown", "confidence": 0})
    assert not valid(schema, {"answer": {"name": None, "tags": None}, "confidence": 1})
    assert not valid(schema, {"answer": {"name": "Ada"}, "confidence": 1})


def test_a_very_long_list_of_labels_is_left_to_the_prompt() -> None:
    many = kind_of("choice").json_schema(Task("choice", tuple(Label(f"label {n}") for n in range(900))))
    assert all("enum" not in node or len(cast("list[str]", node["enum"])) < 3 for node in nodes(reply_schema(many, PLAIN)))
    assert len(enum_names(many)) == 900


def test_words_hold_the_rules_in_order() -> None:
    words = contract_words(CHOICE, REASONS, schema_sent=False)
    order = [
        "one JSON object",
        '"rationale"',
        "1. Find what is asked.",
        "2. Decide.",
        '"answer"',
        '"unknown"',
        '"confidence"',
        "Example: ",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "travel" not in words
    assert "rationale" not in contract_words(CHOICE, PLAIN, schema_sent=False)


def test_words_are_shorter_when_the_schema_is_sent() -> None:
    short, whole = (contract_words(CHOICE, PLAIN, schema_sent=sent) for sent in (True, False))
    assert len(short) < len(whole)
    assert "unknown" in short
    assert "Example" not in short


def test_labels_are_listed_when_the_prompt_does_not_and_the_language_is_named() -> None:
    assert '["travel","health"]' in contract_words(CHOICE, PLAIN, schema_sent=False, labels_listed=False)
    assert "in Chinese" in contract_words({"type": "string"}, Contract(language="zh"), schema_sent=False)
    assert "code eo" in contract_words({"type": "string"}, Contract(language="eo"), schema_sent=False)
    assert "__unknown__" in contract_words({"type": "string", "enum": ["unknown", "a"]}, PLAIN, schema_sent=True)


@pytest.mark.parametrize("answer", [CHOICE, RECORD, {"type": "array", "items": CHOICE}, {"type": "string"}])
def test_the_example_has_the_right_shape_and_names_no_label(answer: JsonValue) -> None:
    line = contract_words(answer, REASONS, schema_sent=False).splitlines()[-1].removeprefix("Example: ")
    example = json.loads(line)
    assert list(example) == ["rationale", "answer", "confidence"]
    assert not any(label in line for label in TASK.names)
    assert parse_reply(line, TASK, PLAIN).answer is None


def test_a_schema_in_words_does_not_repeat_the_labels() -> None:
    words = contract_words({"type": "array", "items": CHOICE}, PLAIN, schema_sent=False)
    assert '"type":"array"' in words
    assert "travel" not in words
    assert "travel" in contract_words({"type": "array", "items": CHOICE}, PLAIN, schema_sent=False, labels_listed=False)
