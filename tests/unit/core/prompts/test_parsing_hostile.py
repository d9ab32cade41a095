"""Hostile replies: a megabyte of anything takes less than a second, and nothing raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.task import Label, Task
from core.prompts.content import Contract
from core.prompts.parsing import Outcome, parse_reply
from core.prompts.parsing.objects import MAX_DEPTH, load, objects, too_deep

TASK = Task("choice", (Label("travel"), Label("health care"), Label("a b c d")))
PIECES = [
    "[",
    "{",
    "`",
    "```\n",
    '"',
    "'",
    "\\",
    '\\"',
    "{}",
    "[]",
    '{"a":',
    '{"answer":',
    '{"answer": "',
    "{'a'",
    '{a:"b',
    "{\"answer\": 'x',}",
    "*",
    "_",
    " ",
    "\n",
    "answer:",
    "Answer: ",
    "answer ",
    "travel ",
    "health ",
    "travel\n",
    "a b c ",
    "</think>",
    "<think>",
    ":",
    "：",
    "1. ",
    "9",
    "- ",
    "Confidence: 1\n",
    "。",
    "is ",
    "not ",
    "category the ",
    "I'm sorry ",
    "é",
    "中",
    "\u200d",
    "//",
    "/*",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_takes_less_than_a_second(piece: str) -> None:
    hostile = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    for text in (hostile, "{" + hostile[:-2] + "}", "Answer: " + hostile):
        began = time.process_time()
        parsed = parse_reply(text, TASK, Contract(rationale=True))
        assert time.process_time() - began < 1
        assert len(parsed.problem) < 200


@pytest.mark.parametrize("piece", ['a"', "a: b, ", "*'", "}\\", "-(", "'#", '1"', "t'", "`'"])
def test_repairing_is_kept_short(piece: str) -> None:
    for size in (1_000, 11_000, 100_000):
        body = piece * (size // len(piece))
        began = time.process_time()
        parse_reply("{" + body + '} {"answer": "' + body + '"} {' + body + "}", TASK, Contract())
        assert time.process_time() - began < 1


def test_an_answer_after_a_megabyte_of_noise_is_found() -> None:
    assert parse_reply("{[" * 500_000 + '\n{"answer": "travel"}', TASK, Contract()).answer == "travel"
    assert parse_reply("`" * 1_000_000 + '\n{"answer": "travel"}', TASK, Contract()).answer == "travel"


def test_deep_values_are_not_read() -> None:
    deep = '{"answer": ' + "[" * 500 + "]" * 500 + "}"
    assert too_deep(deep)
    assert not too_deep("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(ValueError, match="deeply"):
        load(deep)
    assert list(objects(deep)) == []
    assert parse_reply(deep, TASK, Contract()).outcome is Outcome.NO_ANSWER


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from([*PIECES, '"travel"', '{"answer": "travel"}', "travel or health care", "unknown", "\x00", "\ud7ff"]),
        max_size=12,
    ).map("".join)
)
def test_any_mixture_gives_a_valid_answer_or_a_problem(text: str) -> None:
    parsed = parse_reply(text, TASK, Contract())
    assert parsed.answered == (parsed.answer is not None)
    assert parsed.answer in (None, *TASK.names)
    assert parsed.answered or parsed.unknown or parsed.problem


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_gives_a_valid_answer_or_a_problem(text: str) -> None:
    parsed = parse_reply(text, TASK, Contract())
    assert parsed.answer in (None, *TASK.names)
    assert parsed.answered or parsed.unknown or parsed.problem
