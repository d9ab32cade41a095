"""Mapping rows to items: which column is what, and which rows cannot be used and why."""

from __future__ import annotations

import pytest

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.errors import UserError
from core.ingest.mapper import Mapped, Mapper
from core.ingest.mapping import Mapping
from core.ingest.readers.base import BadRow, Batch
from core.storage.items import NewItem

TASK = Task("choice", (Label("red"), Label("green"), Label("=cmd()")))
COLUMNS = ["id", "text", "label", "gold", "channel", "score"]
ALL = Mapping("text", "id", "label", "gold", ("channel", "score"))


def mapped(mapping: Mapping, *rows: list[JsonValue], bad: list[BadRow] | None = None) -> Mapped:
    batch = Batch(COLUMNS, rows, [10 + place for place in range(len(rows))], bad or [], 0)
    return Mapper(mapping, TASK).map(batch)


def test_every_column_finds_its_place() -> None:
    found = mapped(ALL, ["7", "a question", "red", "green", "mail", 0.5])
    assert found.items == [NewItem("a question", "7", {"channel": "mail", "score": 0.5}, "red", "green")]
    assert (found.lines, found.bad) == ([10], [])


def test_columns_that_are_not_mapped_do_not_come_in() -> None:
    assert mapped(Mapping("text"), ["7", "a question", "purple", "purple", "mail", 1]).items == [NewItem("a question")]


def test_text_and_metadata_are_kept_as_they_stand() -> None:
    text = "  two\r\nlines\t\u202eזה\u202c 👩‍👩‍👧 e\u0301 "
    assert mapped(ALL, ["7", text, "", None, " mail ", None]).items == [NewItem(text, "7", {"channel": " mail "})]


def test_numbers_and_objects_are_taken_as_their_json() -> None:
    found = mapped(Mapping("text", "id"), [12, {"b": [1, True]}, None, None, None, None])
    assert found.items == [NewItem('{"b":[1,true]}', "12")]


@pytest.mark.parametrize("cell", ["", "  ", None, "red", " red "])
def test_a_label_is_a_label_of_the_task_or_not_there(cell: JsonValue) -> None:
    item = mapped(ALL, ["7", "a", cell, cell, None, None]).items[0]
    assert (item.label, item.gold) == (("red", "red") if cell and str(cell).strip() else (None, None))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["1", "", "red", "red", "", ""], "row.no_text"),
        (["1", " \n\t", "red", "red", "", ""], "row.no_text"),
        (["1", None, "red", "red", "", ""], "row.no_text"),
        (["", "a", "red", "red", "", ""], "row.no_id"),
        ([None, "a", "red", "red", "", ""], "row.no_id"),
        (["1", "a secret", "purple", "red", "", ""], "row.bad_label"),
        (["1", "a secret", "red", "Red", "", ""], "row.bad_gold"),
        (["1", "a secret", "red", "red|green", "", ""], "row.bad_gold"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line_and_reason(row: list[JsonValue], code: str) -> None:
    found = mapped(ALL, ["0", "good", "", "", "", ""], row)
    assert len(found.items) == 1
    assert [(bad.line, bad.code) for bad in found.bad] == [(11, code)]
    assert found.bad[0].reason.endswith(".")
    assert "secret" not in found.bad[0].reason


def test_what_the_reader_refused_stays_refused() -> None:
    broken = BadRow(3, "The line is no JSON.", "row.json")
    assert mapped(ALL, bad=[broken]).bad == [broken]


@pytest.mark.parametrize("missing", ["text", "id", "label", "gold", "channel"])
def test_a_column_that_is_not_there_is_refused_naming_those_that_are(missing: str) -> None:
    there = [name for name in COLUMNS if name != missing]
    with pytest.raises(UserError) as caught:
        ALL.check(there)
    assert caught.value.code == "import.no_column"
    assert repr(missing) in caught.value.what
    assert all(name in caught.value.todo for name in there)


def test_the_mapping_is_kept_with_the_import() -> None:
    assert ALL.to_json() == {
        "text": "text",
        "external_id": "id",
        "label": "label",
        "gold": "gold",
        "metadata": ["channel", "score"],
    }
    assert ALL.columns() == ["text", "id", "label", "gold", "channel", "score"]
    assert Mapping("text").columns() == ["text"]
