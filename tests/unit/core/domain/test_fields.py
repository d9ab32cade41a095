from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.json import JsonValue
from core.domain.kinds import Change, kind_of
from core.domain.kinds.fields import settled, shown, value_problem
from core.domain.task import Field, FieldType, Options, Preset, Task
from core.errors import UserError

FIELDS = kind_of("fields")
TASK = Task(
    "fields",
    fields=(
        Field("payee", required=True),
        Field("amount", FieldType.NUMBER),
        Field("count", FieldType.INTEGER),
        Field("day", FieldType.DATE),
        Field("urgent", FieldType.BOOLEAN),
        Field("size", FieldType.ENUM, choices=("S", "M", "L")),
        Field("tags", FieldType.LIST),
    ),
)
GOOD: dict[str, JsonValue] = {
    "payee": "ACME",
    "amount": 12.5,
    "count": 3,
    "day": "2026-11-21",
    "urgent": True,
    "size": "M",
    "tags": ["a", "b"],
}
OPTIONAL = {name: st.just(value) | st.none() for name, value in GOOD.items() if name != "payee"}
RECORDS = st.fixed_dictionaries({"payee": st.sampled_from(["ACME", "Other"]), **OPTIONAL})


@given(RECORDS)
def test_a_valid_record_is_settled_already_fits_its_schema_and_comes_back_from_a_cell(record: dict[str, JsonValue]) -> None:
    assert not FIELDS.problem(record, TASK)
    assert FIELDS.settle(record, TASK) == record
    assert FIELDS.parse(FIELDS.cell(record), TASK) == record
    schema = FIELDS.json_schema(TASK)
    assert isinstance(schema, dict)
    jsonschema.validate(record, schema)


@given(RECORDS, RECORDS)
def test_every_field_was_kept_changed_added_or_removed(one: dict[str, JsonValue], other: dict[str, JsonValue]) -> None:
    found = {part.part: part.change for part in FIELDS.changes(one, other)}
    assert set(found) == set(GOOD)
    for name, change in found.items():
        before, after = one.get(name), other.get(name)
        expected = Change.KEPT if before == after else Change.ADDED if before is None else Change.CHANGED
        assert change is (Change.REMOVED if before is not None and after is None else expected)
    assert (FIELDS.distance(one, other) == 0.0) is (one == other)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("payee", None),
        ("payee", " "),
        ("amount", "much"),
        ("amount", True),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("count", 2.5),
        ("day", "21.11.2026"),
        ("day", "2026-02-30"),
        ("day", "20261121"),
        ("urgent", "perhaps"),
        ("size", "XL"),
        ("tags", "a"),
        ("tags", [""]),
    ],
)
def test_what_cannot_stand_in_a_field_is_refused(name: str, value: JsonValue) -> None:
    assert name in FIELDS.problem({**GOOD, name: value}, TASK)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("amount", "1,250.50", 1250.5),
        ("amount", "nan", "nan"),
        ("amount", "inf", "inf"),
        ("count", "3", 3),
        ("count", 3.0, 3),
        ("urgent", "Yes", True),
        ("urgent", "否", False),
        ("size", "m", "M"),
        ("tags", "a; b", ["a", "b"]),
        ("tags", [], None),
        ("payee", "", None),
        ("day", "n/a", None),
    ],
)
def test_what_was_written_as_text_becomes_what_is_meant(name: str, given: JsonValue, value: JsonValue) -> None:
    field = next(one for one in TASK.fields if one.name == name)
    assert settled(given, field) == value


@given(st.sampled_from(TASK.fields), st.text(max_size=12))
def test_settling_twice_is_settling_once(field: Field, text: str) -> None:
    once = settled(text, field)
    assert settled(once, field) == once
    if once is None:
        assert bool(value_problem(once, field)) is field.required


def test_a_whole_number_is_kept_to_its_last_digit_as_far_as_64_bits_go() -> None:
    assert FIELDS.settle({**GOOD, "count": "12345678901234567"}, TASK) == {**GOOD, "count": 12345678901234567}
    assert not FIELDS.problem({**GOOD, "amount": 2**62}, TASK)
    assert FIELDS.problem({**GOOD, "amount": 10**400}, TASK)


def test_a_field_that_the_task_does_not_have_is_refused() -> None:
    assert FIELDS.problem({**GOOD, "other": 1}, TASK)
    assert FIELDS.problem(["ACME"], TASK)


def test_a_checklist_holds_nothing_but_yes_and_no() -> None:
    with pytest.raises(UserError) as refused:
        FIELDS.check(Task("fields", fields=TASK.fields, options=Options(preset=Preset.CHECKLIST)))
    assert refused.value.code == "fields.not_yes_no"


def test_values_are_shown_as_a_person_reads_them() -> None:
    values: list[JsonValue] = [True, False, None, ["a", "b"], 3, 2.5, "x"]
    assert [shown(value) for value in values] == ["yes", "no", "", "a, b", "3", "2.5", "x"]
    assert FIELDS.text(GOOD).startswith("payee: ACME · amount: 12.5")
