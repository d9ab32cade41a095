"""What every kind promises, on answers that hypothesis makes: round trips, distances, parts, renames."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content import Content, Part
from core.domain.json import Answer, JsonValue
from core.domain.kinds import KINDS, kind_of
from core.domain.kinds.kind import Change
from core.domain.task import Field, FieldType, Label, Options, Preset, Task
from core.errors import UserError
from core.ids import canonical_json

NAMES = ("red", "dark green", "a|b", "红色", "=cmd()")
LABELS = tuple(map(Label, NAMES))
TEXT = "Ada met Bob, 李明 and 👩‍👩‍👧 in Ada, Ohio. " * 3
CANDIDATES = tuple(Part(name, f"text {name}", candidate=True) for name in ("x", "y", "z"))
FIELDS = (
    Field("name"),
    Field("pieces", FieldType.INTEGER),
    Field("price", FieldType.NUMBER),
    Field("day", FieldType.DATE),
    Field("paid", FieldType.BOOLEAN),
    Field("size", FieldType.ENUM, choices=("s", "m")),
    Field("tags", FieldType.LIST),
)
TASKS = {
    "choice": Task("choice", LABELS),
    "choices": Task("choices", LABELS),
    "text": Task("text"),
    "fields": Task("fields", fields=FIELDS),
    "spans": Task("spans", LABELS, options=Options(overlapping=True, severities=("minor", "major"), comments=True)),
    "preference": Task("preference"),
}
CONTENTS = {name: Content(TEXT, parts=CANDIDATES) for name in TASKS}

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def one_span(start: int, length: int, label: str, severity: str, comment: str) -> dict[str, JsonValue]:
    value: dict[str, JsonValue] = {"start": start, "end": min(start + length, len(TEXT)), "label": label, "severity": severity}
    return {**value, "comment": comment} if comment else value


spans = st.lists(
    st.builds(
        one_span,
        st.integers(0, len(TEXT) - 2),
        st.integers(1, 20),
        st.sampled_from(NAMES),
        st.sampled_from(("minor", "major")),
        st.one_of(st.just(""), words),
    ),
    max_size=5,
)
rankings = st.permutations(["1", "2", "3"]).flatmap(
    lambda order: st.sampled_from(
        [
            {"ranking": [[order[0]], [order[1]], [order[2]]]},
            {"ranking": [sorted(order[:2]), [order[2]]]},
            {"ranking": [[order[0]], sorted(order[1:])]},
            {"ranking": [["1", "2", "3"]]},
            {"all_bad": True},
        ]
    )
)
records = st.fixed_dictionaries(
    {
        "name": st.one_of(st.none(), words),
        "pieces": st.one_of(st.none(), st.integers(-(10**9), 10**9)),
        "price": st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False)),
        "day": st.one_of(st.none(), st.dates().map(str)),
        "paid": st.one_of(st.none(), st.booleans()),
        "size": st.sampled_from([None, "s", "m"]),
        "tags": st.one_of(st.none(), st.lists(words, min_size=1, max_size=3)),
    }
)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.sampled_from(NAMES),
    "choices": st.lists(st.sampled_from(NAMES), unique=True),
    "text": words,
    "fields": records,
    "spans": spans,
    "preference": rankings,
}
any_kind = st.sampled_from(sorted(TASKS))


def answers(name: str) -> st.SearchStrategy[Answer]:
    kind, task = kind_of(name), TASKS[name]
    return ANSWERS[name].map(lambda value: kind.settle(value, task, CONTENTS[name]))


pairs = any_kind.flatmap(lambda name: st.tuples(st.just(name), answers(name), answers(name)))


def test_there_are_six_kinds() -> None:
    assert sorted(KINDS) == sorted(TASKS)


@given(pairs)
def test_settled_answers_are_valid_and_settle_to_themselves(drawn: tuple[str, Answer, Answer]) -> None:
    name, answer, _ = drawn
    kind, task, content = kind_of(name), TASKS[name], CONTENTS[name]
    assert kind.problem(answer, task, content) == ""
    assert kind.settle(answer, task, content) == answer


@given(pairs)
def test_a_cell_is_read_back(drawn: tuple[str, Answer, Answer]) -> None:
    name, answer, _ = drawn
    kind, task = kind_of(name), TASKS[name]
    back = kind.parse(kind.cell(answer), task)
    assert back is not None
    assert kind.equal(back, answer)


@given(pairs)
def test_what_a_model_is_shown_means_the_same_answer(drawn: tuple[str, Answer, Answer]) -> None:
    name, answer, _ = drawn
    kind, task, content = kind_of(name), TASKS[name], CONTENTS[name]
    back = kind.settle(kind.told(answer, task, content), task, content)
    assert kind.equal(back, answer)


@given(pairs)
def test_distance_is_symmetric_bounded_and_nothing_between_equals(drawn: tuple[str, Answer, Answer]) -> None:
    name, one, other = drawn
    kind = kind_of(name)
    assert 0.0 <= kind.distance(one, other) <= 1.0
    assert kind.distance(one, other) == pytest.approx(kind.distance(other, one))
    assert kind.distance(one, one) == 0.0
    assert kind.equal(one, one)


@given(pairs)
def test_parts_are_all_kept_exactly_where_answers_are_equal(drawn: tuple[str, Answer, Answer]) -> None:
    name, one, other = drawn
    kind = kind_of(name)
    assert all(change.change is Change.KEPT for change in kind.changes(one, one))
    if not kind.equal(one, other):
        assert any(change.change is not Change.KEPT for change in kind.changes(one, other))


@given(pairs, st.sampled_from(NAMES))
def test_a_rename_changes_that_label_and_no_other(drawn: tuple[str, Answer, Answer], old: str) -> None:
    name, answer, _ = drawn
    kind = kind_of(name)
    renamed = kind.renamed(answer, old, "new")
    if name in ("choice", "choices", "spans"):
        wanted = dict.fromkeys("new" if label == old else label for label in kind.labels_in(answer))
        assert set(kind.labels_in(renamed)) == set(wanted)
    else:
        assert renamed == answer


@given(pairs)
def test_the_names_of_parts_hold_no_text_of_the_item(drawn: tuple[str, Answer, Answer]) -> None:
    name, one, other = drawn
    if name in ("text", "spans", "preference"):
        told = canonical_json([change.to_json() for change in kind_of(name).changes(one, other)]).decode()
        assert "Ada" not in told


def test_span_answers_are_told_to_a_model_as_passages() -> None:
    told = kind_of("spans").told([{"start": 0, "end": 3, "label": "red"}], Task("spans", LABELS), Content("Ada and Ada"))
    assert told == [{"text": "Ada", "label": "red"}]
    second = kind_of("spans").told([{"start": 8, "end": 11, "label": "red"}], Task("spans", LABELS), Content("Ada and Ada"))
    assert second == [{"text": "Ada", "label": "red", "occurrence": 2}]


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        (["red"], ["red", "a|b"], [("red", "kept"), ("a|b", "added")]),
        (["red", "a|b"], [], [("red", "removed"), ("a|b", "removed")]),
    ],
)
def test_the_parts_of_a_set_are_its_labels(before: JsonValue, after: JsonValue, parts: list[tuple[str, str]]) -> None:
    assert [(one.part, one.change.value) for one in kind_of("choices").changes(before, after)] == parts


def test_the_parts_of_spans_tell_moved_relabelled_dropped_and_new_ones() -> None:
    before = [
        {"start": 0, "end": 3, "label": "red"},
        {"start": 4, "end": 7, "label": "red"},
        {"start": 8, "end": 11, "label": "red"},
    ]
    after = [
        {"start": 0, "end": 5, "label": "red"},
        {"start": 8, "end": 11, "label": "a|b"},
        {"start": 20, "end": 22, "label": "red"},
    ]
    changes = kind_of("spans").changes(cast("Answer", before), cast("Answer", after))
    assert [one.change.value for one in changes] == ["changed", "removed", "changed", "added"]


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (Task("choice", (Label("one"),)), "labels.too_few"),
        (Task("choice", LABELS, options=Options(preset=Preset.YES_NO)), "labels.not_two"),
        (Task("choices"), "labels.too_few"),
        (Task("spans"), "labels.too_few"),
        (Task("fields"), "fields.number"),
        (Task("fields", fields=(Field("a", FieldType.ENUM),)), "fields.no_choices"),
        (Task("fields", fields=(Field("a"),), options=Options(preset=Preset.CHECKLIST)), "fields.not_yes_no"),
        (Task("choice", (Label("a", shortcut="q"), Label("b", shortcut="q"))), "labels.shortcut"),
    ],
)
def test_a_task_that_a_kind_cannot_ask_is_refused(task: Task, code: str) -> None:
    with pytest.raises(UserError) as refused:
        kind_of(task.kind).check(task)
    assert refused.value.code == code


@pytest.mark.parametrize("name", sorted(TASKS))
def test_tasks_are_stored_and_read_again(name: str) -> None:
    assert Task.from_json(TASKS[name].to_json()) == TASKS[name]


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (Task("choices", LABELS), ["red", "red"]),
        (Task("choices", LABELS), ["blue"]),
        (Task("text"), "  "),
        (Task("spans", LABELS), [{"start": 2, "end": 2, "label": "red"}]),
        (Task("spans", LABELS), [{"start": 0, "end": 5, "label": "red"}, {"start": 4, "end": 8, "label": "red"}]),
        (Task("spans", LABELS), [{"start": 0, "end": 10_000, "label": "red"}]),
        (Task("preference"), {"ranking": [["1"], ["1"]]}),
        (Task("preference"), {"ranking": [["1"], ["2"]]}),
        (Task("preference"), {"ranking": []}),
        (Task("fields", fields=FIELDS), {"other": 1}),
        (Task("fields", fields=FIELDS), {"day": "2026-02-30"}),
        (Task("fields", fields=FIELDS), {"pieces": True}),
    ],
)
def test_answers_that_are_none(task: Task, answer: Answer) -> None:
    assert kind_of(task.kind).problem(answer, task, Content(TEXT, parts=CANDIDATES)) != ""


def test_labels_that_are_retired_cannot_be_given() -> None:
    task = Task("choice", (Label("a"), Label("b"), Label("c", retired=True)))
    assert task.names == ("a", "b")
    assert kind_of("choice").problem("c", task) != ""
