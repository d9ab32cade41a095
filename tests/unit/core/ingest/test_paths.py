"""Columns and paths into JSON cells."""

from __future__ import annotations

import pytest

from core.domain.json import JsonValue
from core.ingest.paths import finds, getter_of, values_at

ROW: dict[str, JsonValue] = {
    "llm": {"gpt4o": [1], "a b": 2},
    "human": [{"spans": ["x"]}],
    "label.suggestion": "yes",
    "json": '{"a": {"b": 3}}',
}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("llm", {"gpt4o": [1], "a b": 2}),
        ("llm.gpt4o", [1]),
        ("llm.a b", 2),
        ("human[0].spans", ["x"]),
        ("human[1].spans", None),
        ("llm.none.deeper", None),
        ("label.suggestion", "yes"),
        ("json.a.b", 3),
        ("human.spans", None),
    ],
)
def test_a_name_is_a_column_or_a_path_into_one(name: str, wanted: JsonValue) -> None:
    columns = list(ROW)
    assert finds(name, columns)
    assert getter_of(name, columns)(list(ROW.values())) == wanted
    assert values_at(name, ROW) == wanted


@pytest.mark.parametrize("name", ["", "llmx", "lab.suggestion", "llm.", "human[x]", "human[0", "llm..a"])
def test_what_begins_with_no_column_or_is_no_path_is_not_there(name: str) -> None:
    assert not finds(name, list(ROW))
    with pytest.raises(KeyError):
        getter_of(name, list(ROW))


def test_the_longest_column_is_the_beginning_of_a_path() -> None:
    assert values_at("a.b.c", {"a": {"b": {"c": 1}}, "a.b": {"c": 2}}) == 2
