"""What was wrong with a suggestion, in words that hold no text of the item."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.json import Answer
from core.domain.task import Label, Options, Task
from core.export.confusing import TOLD, Confusion, confusions, facets
from tests.kinds import ANSWERS, INVOICE, PLACES, TASKS

EXPECTED: dict[str, tuple[Confusion, ...]] = {
    "choice": (Confusion("taken_for", "joy", "anger"),),
    "yes_no": (Confusion("taken_for", "yes", "no"),),
    "choices": (Confusion("missing", answer="surprise"),),
    "text": (Confusion("part_edit"),),
    "fields": (Confusion("value", answer="name"), Confusion("made_up", "day")),
    "checklist": (Confusion("taken_for", "correct = yes", "correct = no"),),
    "spans": (Confusion("taken_for", "person", "place"),),
    "preference": (Confusion("order", "1 > 2", "2 > 1"),),
}


@pytest.mark.parametrize("name", sorted(TASKS))
def test_of_every_kind(name: str) -> None:
    suggested, right = ANSWERS[name]
    assert confusions(TASKS[name], suggested, right) == EXPECTED[name]
    assert confusions(TASKS[name], right, right) == ()
    assert all(one.code in TOLD for one in EXPECTED[name])


def span(start: int, end: int, label: str = "person", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


GRADED = Task("spans", PLACES, options=Options(severities=("minor", "major"), overlapping=True))


@pytest.mark.parametrize(
    ("task", "suggested", "answer", "expected"),
    [
        (TASKS["choices"], ["joy", "anger"], ["joy"], ["too_much: anger"]),
        (TASKS["choices"], ["joy", "anger"], [], ["too_much: joy", "too_much: anger"]),
        (TASKS["spans"], [span(0, 3)], [], ["too_much: person"]),
        (TASKS["spans"], [], [span(0, 3), span(8, 11)], ["missing: person"]),
        (TASKS["spans"], [span(0, 3)], [span(0, 5)], ["bounds: person"]),
        (TASKS["spans"], [span(0, 3)], [span(8, 11)], ["too_much: person", "missing: person"]),
        (GRADED, [span(0, 3, severity="minor")], [span(0, 3, severity="major")], ["detail: person"]),
        (TASKS["text"], "We sent it on Monday.", "We got it last Sunday.", ["part_edit"]),
        (TASKS["text"], "We sent you the card on Monday, 3 March.", "We sent you the card on Monday, 4 March.", ["small_edit"]),
        (TASKS["text"], "No.", "Dear Ada, your card was sent.", ["rewritten"]),
        (TASKS["preference"], {"ranking": [["1"], ["2"]]}, {"all_bad": True}, ["order: 1 > 2 -> all bad"]),
    ],
)
def test_ways_to_be_wrong(task: Task, suggested: Answer, answer: Answer, expected: list[str]) -> None:
    assert [one.key for one in confusions(task, suggested, answer)] == expected


def test_no_value_of_an_open_field_is_told() -> None:
    suggested: Answer = {"name": "Ada Secret", "total": None, "day": None, "paid": None, "currency": "EUR"}
    answer: Answer = {"name": "Bob Secret", "total": 1.5, "day": None, "paid": True, "currency": "USD"}
    told = [one.key for one in confusions(Task("fields", fields=INVOICE), suggested, answer)]
    assert told == ["value: name", "missing: total", "missing: paid", "taken_for: currency = EUR -> currency = USD"]


def test_facets_are_what_examples_have_to_cover() -> None:
    assert facets(TASKS["choice"], "joy") == ("joy",)
    assert facets(TASKS["choices"], []) == ("(none)",)
    assert facets(TASKS["spans"], [span(0, 3), span(5, 8)]) == ("person",)
    assert facets(TASKS["text"], "A draft.") == ("(none)",)
    assert facets(TASKS["fields"], ANSWERS["fields"][1]) == ("name", "total", "day = (nothing)", "paid = yes", "currency = EUR")
    assert facets(TASKS["preference"], {"ranking": [["2"], ["1"]]}) == ("2",)


def test_retired_labels_are_labels_too() -> None:
    task = Task("choice", (Label("a"), Label("b"), Label("c", retired=True)))
    assert confusions(task, "c", "a") == (Confusion("taken_for", "c", "a"),)
