"""Rows as items: forms, parts, joined texts, suggestions, and the reasons against rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.domain.content import Content, Form
from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.ingest.mapper import Mapped, Mapper
from core.ingest.mapping import Mapping, PartColumn, SuggestionColumn
from core.ingest.readers.base import Batch
from core.storage.items import NewItem, NewSuggested

TASK = Task("choice", (Label("yes"), Label("no")))
TURNS: list[JsonValue] = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]


def mapped(mapping: Mapping, *rows: dict[str, JsonValue], task: Task = TASK) -> Mapped:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells: Sequence[Sequence[JsonValue]] = [[row.get(name) for name in columns] for row in rows]
    return Mapper(mapping, task).map(Batch(columns, cells, range(1, len(rows) + 1), [], 0))


def item_of(mapping: Mapping, row: dict[str, JsonValue], task: Task = TASK) -> NewItem:
    found = mapped(mapping, row, task=task)
    assert found.bad == []
    return found.items[0]


def content_of(item: NewItem) -> Content:
    return Content.of(item.text, item.parts, item.metadata or {})


def test_a_plain_mapping_makes_items_without_parts() -> None:
    item = item_of(Mapping("t", "id", gold="g", metadata=("m",)), {"t": "text", "id": "1", "g": "yes", "m": 3})
    assert item == NewItem("text", "1", {"m": 3}, None, "yes")


def test_columns_are_joined_by_a_blank_line_and_empty_ones_left_out() -> None:
    mapping = Mapping("title", join=("body", "foot"))
    assert item_of(mapping, {"title": "A", "body": "B", "foot": " "}).text == "A\n\nB"
    assert mapped(mapping, {"title": "", "body": "", "foot": None}).bad[0].code == "row.no_text"


@pytest.mark.parametrize(
    "cell", [TURNS, '[{"role":"user","content":"hi"},{"role":"assistant","content":"hello"}]', {"messages": TURNS}]
)
def test_a_chat_reads_as_text_and_keeps_its_turns(cell: JsonValue) -> None:
    content = content_of(item_of(Mapping("t", form=Form.CHAT), {"t": cell}))
    assert (content.text, content.form, content.value) == ("user: hi\n\nassistant: hello", Form.CHAT, TURNS)


def test_what_is_no_chat_or_no_record_is_rejected() -> None:
    assert mapped(Mapping("t", form=Form.CHAT), {"t": [{"role": "user", "content": "a"}, 3]}).bad[0].code == "row.bad_chat"
    assert mapped(Mapping("t", form=Form.RECORD), {"t": "no JSON"}).bad[0].code == "row.bad_record"


def test_a_record_reads_as_lines_and_is_kept() -> None:
    content = content_of(item_of(Mapping("t", form=Form.RECORD, name="phone"), {"t": {"a": {"b": 1}}}))
    assert (content.text, content.name, content.value) == ("a.b: 1", "phone", {"a": {"b": 1}})


def test_parts_stand_beside_the_text_and_empty_ones_are_left_out() -> None:
    mapping = Mapping("t", parts=(PartColumn("d", name="document"), PartColumn("n", Form.MARKDOWN)))
    parts = content_of(item_of(mapping, {"t": "x", "d": "long", "n": ""})).parts
    assert [(part.name, part.value, part.form) for part in parts] == [("document", "long", Form.TEXT)]


def test_candidates_keep_their_order_also_when_one_is_empty() -> None:
    mapping = Mapping("t", gold="g", parts=tuple(PartColumn(name, candidate=True) for name in "ab"))
    item = item_of(mapping, {"t": "x", "a": "", "b": "B", "g": "2"}, Task("preference"))
    assert content_of(item).candidate_names == ("1", "2")
    assert item.gold == {"ranking": [["2"], ["1"]]}
    empty = mapped(mapping, {"t": "x", "a": "", "b": None, "g": "2"}, task=Task("preference"))
    assert [bad.code for bad in empty.bad] == ["row.no_candidate"]


def test_images_are_files_beside_the_imported_one(tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(b"\x89PNG")
    mapping = Mapping("t", parts=(PartColumn("i", Form.IMAGE),), folder=str(tmp_path))
    assert content_of(item_of(mapping, {"t": "x", "i": "cat.png"})).parts[0].value == str((tmp_path / "cat.png").resolve())
    for name in ("dog.png", "https://example.invalid/cat.png", "a\0b.png"):
        assert mapped(mapping, {"t": "x", "i": name}).bad[0].code == "row.no_image"
    alone = item_of(Mapping("i", form=Form.IMAGE, folder=str(tmp_path)), {"i": "cat.png"})
    assert (alone.text, content_of(alone).value) == ("cat.png", str((tmp_path / "cat.png").resolve()))


def test_suggestions_come_with_score_and_reason_and_garbage_is_a_failure() -> None:
    mapping = Mapping("t", suggestions=(SuggestionColumn("gpt", score="s", reason="r"), SuggestionColumn("x.old", "old")))
    found = mapped(
        mapping,
        {"t": "a", "gpt": "yes", "s": "0.75", "r": " since ", "x": {"old": "no"}},
        {"t": "b", "gpt": "who knows", "s": "high", "r": None, "x": {}},
        {"t": "c", "gpt": "", "s": 1, "r": "", "x": '{"old": "no"}'},
    )
    assert found.bad == []
    assert found.failed == 1
    assert [item.suggested for item in found.items] == [
        (NewSuggested("gpt", "yes", 0.75, "since"), NewSuggested("old", "no")),
        (NewSuggested("gpt", None),),
        (NewSuggested("old", "no"),),
    ]


def test_the_suggester_may_stand_in_the_row_or_in_the_cell() -> None:
    by_row = Mapping("t", suggestions=(SuggestionColumn("p", "fallback", suggester_column="m"),))
    names = [
        item.suggested[0].suggester
        for item in mapped(by_row, {"t": "a", "p": "yes", "m": "gpt"}, {"t": "b", "p": "no", "m": ""}).items
    ]
    assert names == ["gpt", "fallback"]
    many = Mapping("t", suggestions=(SuggestionColumn("p", "file", many=True),))
    listed: JsonValue = [{"suggester": "a", "answer": "yes", "score": "50%"}, {"answer": "no"}, {"suggester": "c"}]
    assert item_of(many, {"t": "x", "p": listed}).suggested == (NewSuggested("a", "yes", 0.5), NewSuggested("file", "no"))
    assert item_of(many, {"t": "x", "p": {"m1": "yes", "m2": None}}).suggested == (NewSuggested("m1", "yes"),)


def test_what_a_model_says_of_its_spans_is_its_reason_where_the_task_has_no_comments() -> None:
    task = Task("spans", (Label("E"),))
    mapping = Mapping("t", suggestions=(SuggestionColumn("p", "m"),))
    given: JsonValue = [{"start": 0, "end": 1, "label": "E", "reason": "too short"}]
    assert item_of(mapping, {"t": "ab", "p": given}, task).suggested == (
        NewSuggested("m", [{"start": 0, "end": 1, "label": "E"}], None, "E: too short"),
    )


def test_a_bad_label_or_gold_rejects_the_row_also_beside_parts() -> None:
    mapping = Mapping("t", "id", "l", "g", parts=(PartColumn("d"),))
    rows: list[dict[str, JsonValue]] = [
        {"t": "a", "id": "1", "l": "maybe", "g": "yes", "d": "d"},
        {"t": "b", "id": "2", "l": "yes", "g": "maybe", "d": "d"},
        {"t": "c", "id": "", "l": "yes", "g": "no", "d": "d"},
    ]
    assert [bad.code for bad in mapped(mapping, *rows).bad] == ["row.bad_label", "row.bad_gold", "row.no_id"]
