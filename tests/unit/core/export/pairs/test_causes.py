"""Why an answer was preferred: the heuristics, case by case."""

from __future__ import annotations

import pytest

from core.domain.edits import changes_facts
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.export.pairs.causes import Cause, cause_of, text_cause
from tests.kinds import ANSWERS, TASKS


@pytest.mark.parametrize(
    ("rejected", "chosen", "cause"),
    [
        ("It costs 12 EUR.", "It costs 15 EUR.", "fact"),
        ("Write to Ada about it.", "Write to Bob about it.", "fact"),
        ("You can return it.", "You cannot return it.", "fact"),
        ("从周一到周五", "从周二到周五", "fact"),
        ("Hello there", "Hello, there!", "format"),
        ("Milk, eggs, bread", "- milk\n- eggs\n- bread", "format"),
        ("First do this. Then that.", "1. First do this.\n2. Then that.", "format"),
        ("It is **very** good", "It is <b>very</b> good", "format"),
        ('{"a": 1, "b": [2]}', '{\n  "b": [2],\n  "a": 1\n}', "format"),
        ("It costs $ 5.", "It costs € 5.", "style"),
        ("We will look into it soon.", "We shall see to it shortly.", "style"),
        ("卡丢了怎么办", "卡片遗失后如何处理", "style"),
    ],
)
def test_texts(rejected: str, chosen: str, cause: str) -> None:
    assert text_cause(chosen, rejected) == cause


@pytest.mark.parametrize("name", [name for name in TASKS if name != "text"])
def test_answers_that_are_no_texts_differ_in_fact(name: str) -> None:
    suggested, right = ANSWERS[name]
    kind = kind_of(TASKS[name].kind)
    assert cause_of(kind, right, suggested, commented=False) is Cause.FACT
    assert cause_of(kind, right, suggested, commented=True) is Cause.OTHER


def test_a_draft_is_compared_as_a_text() -> None:
    kind, answers = kind_of("text"), ("Dear Ada, it is here.", "Dear Ada: it is here")
    sides: tuple[Answer, Answer] = answers
    assert cause_of(kind, *sides, commented=False) is Cause.FORMAT


def test_facts_are_numbers_names_and_negations_in_their_order() -> None:
    assert changes_facts("from 10 to 15", "from 15 to 10")
    assert changes_facts("It is not here", "It is here")
    assert not changes_facts("It is here", "It stands here")
