"""Tasks, their labels, and the one kind of answer there is."""

from __future__ import annotations

import pytest

from core.domain.json import Answer, JsonValue
from core.domain.kinds import KINDS, kind_of
from core.domain.task import MAX_LABEL_LENGTH, MAX_LABELS, Label, Task, checked_labels
from core.domain.vocabulary import DECIDED, Provenance, Verdict
from core.errors import UserError

TASK = Task("choice", (Label("red", "Like a rose."), Label("Grün"), Label("红色")))


def labels(*names: str) -> list[Label]:
    return [Label(name) for name in names]


def test_labels_are_stripped_and_keep_their_order() -> None:
    assert checked_labels([Label(" b ", " why "), Label("a")]) == (Label("b", "why"), Label("a"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (labels(), "labels.too_few"),
        (labels("alone"), "labels.too_few"),
        (labels("a", " "), "labels.too_few"),
        (labels("a", "b", " a"), "labels.repeated"),
        (labels("a", "two\nlines"), "labels.bad_name"),
        (labels("a", "x" * (MAX_LABEL_LENGTH + 1)), "labels.bad_name"),
        (labels(*(str(n) for n in range(MAX_LABELS + 1))), "labels.too_many"),
    ],
)
def test_labels_that_cannot_be_are_refused(given: list[Label], code: str) -> None:
    with pytest.raises(UserError) as told:
        checked_labels(given)
    assert told.value.code == code


def test_as_many_and_as_long_labels_as_allowed_are_taken() -> None:
    names = [str(n).rjust(MAX_LABEL_LENGTH, "x") for n in range(MAX_LABELS)]
    assert len(checked_labels(labels(*names))) == MAX_LABELS


def test_a_task_comes_back_from_its_json() -> None:
    assert Task.from_json(TASK.to_json()) == TASK
    assert TASK.names == ("red", "Grün", "红色")


def test_labels_may_be_written_as_bare_names() -> None:
    assert Task.from_json({"kind": "choice", "labels": ["a", "b"]}) == Task("choice", (Label("a"), Label("b")))


@pytest.mark.parametrize("broken", [None, "choice", [], {}, {"kind": "choice", "labels": "a,b"}])
def test_a_task_that_cannot_be_read_is_told(broken: JsonValue) -> None:
    with pytest.raises(UserError) as told:
        Task.from_json(broken)
    assert told.value.code == "task.invalid"


@pytest.mark.parametrize("answer", ["red", "Grün", "红色"])
def test_a_label_is_an_answer(answer: str) -> None:
    choice = kind_of("choice")
    assert choice.problem(answer, TASK) == ""
    assert choice.parse(f" {answer} ", TASK) == answer
    assert choice.text(answer) == answer


@pytest.mark.parametrize("answer", [None, "", "Red", "pink", 1, True, ["red"], {"red": 1}])
def test_anything_else_is_none(answer: Answer) -> None:
    problem = kind_of("choice").problem(answer, TASK)
    assert problem.endswith(".")
    assert "pink" not in problem


def test_a_cell_that_is_no_label_gives_no_answer() -> None:
    assert kind_of("choice").parse("pink", TASK) is None


def test_the_distance_of_choices_is_the_discrete_metric() -> None:
    choice = kind_of("choice")
    assert choice.equal("red", "red")
    assert not choice.equal("red", "Grün")
    assert (choice.distance("red", "red"), choice.distance("red", "Grün")) == (0.0, 1.0)


def test_the_schema_lists_the_labels() -> None:
    assert kind_of("choice").json_schema(TASK) == {"type": "string", "enum": ["red", "Grün", "红色"]}
    assert kind_of("choice").apart(TASK) is False


def test_an_unknown_kind_is_told_with_those_known() -> None:
    with pytest.raises(UserError) as told:
        kind_of("essay")
    assert told.value.code == "kind.unknown"
    assert all(name in told.value.todo for name in KINDS)


def test_kinds_are_found_under_their_own_name() -> None:
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}


def test_decided_is_everything_but_skipped() -> None:
    assert frozenset(Verdict) - {Verdict.SKIPPED} == DECIDED


def test_the_provenances_are_those_of_the_product() -> None:
    assert set(Provenance) == {"blind", "assisted", "unassisted", "bulk", "grouped", "auto", "imported"}
