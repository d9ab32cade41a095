"""Our own tables are known by their columns, and come in as they went out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.export.rows import COLUMNS, METADATA, PARTS, Sheet
from core.ingest.beside import manifest_beside, option_beside
from core.ingest.detect import detect_table
from core.ingest.formats import countersign
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.workspace import Workspace
from tests.whole import exported

ROW: dict[str, JsonValue] = {
    "item_id": "[1]", "text": '{"not": "opened"}', "label": "a|b", "label_source": "blind", "reviewer": "Ada", "sample_weight": 1.0,
    "selection_prob": 0.05, "split": "train", "group_id": "near-1", "suggester": "", "decided_at": "2026-11-21T00:00:00.000000Z",
}  # fmt: skip


def write(path: Path, rows: list[dict[str, JsonValue]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def test_the_columns_are_those_of_the_export() -> None:
    assert countersign.COLUMNS == COLUMNS
    assert (countersign.PARTS, countersign.METADATA) == (PARTS, METADATA)


def test_a_table_of_ours_is_known_by_its_columns(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.jsonl", [ROW]))
    assert table.format == "countersign"
    assert table.known is not None
    assert table.known.mapping == Mapping("text", "item_id", "label")
    assert table.columns == ["item_id", "text", "label"]
    assert table.preview(1)[0]["text"] == '{"not": "opened"}'
    lacking = {name: value for name, value in ROW.items() if name != "suggester"}
    assert open_table(write(tmp_path / "b.jsonl", [ROW, lacking])).format == "jsonl"


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_with_commas_or_tabs(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([list(ROW), list(ROW.values())])
    table = open_table(path)
    assert table.format == "countersign"
    assert table.preview(1) == [{name: ROW[name] for name in ("item_id", "text", "label")}]


def test_without_any_label_none_is_mapped(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.jsonl", [{**ROW, "label": None}]))
    assert table.known is not None
    assert table.known.mapping.label is None


def test_the_columns_of_a_set_are_the_labels_of_the_task(tmp_path: Path) -> None:
    names = ("joy", "label:text", "label:other", "anger")
    rows = [{**ROW, **{name: int(name in ("joy", "anger")) for name in names}, "label": "joy|anger"}] * 3
    found = detect_table(open_table(write(tmp_path / "a.jsonl", rows)))
    assert found.task.kind == "choices"
    assert set(found.task.names) >= {"joy", "anger"}
    known = open_table(tmp_path / "a.jsonl").known
    assert known is not None
    assert known.task == Task("choices", (Label("joy"), Label("text"), Label("label:other"), Label("anger")))


def test_the_columns_of_a_sheet_are_read_as_the_labels_they_are_of() -> None:
    names = ("text", "label:text", "label:label:text", "joy", "label:joy", "split", "label")
    sheet = Sheet(Task("choices", tuple(map(Label, names))))
    assert countersign._labels(sheet.own) == list(names)  # pyright: ignore[reportPrivateUsage]


def test_candidates_make_it_a_preference(tmp_path: Path) -> None:
    parts: JsonValue = {
        "name": "",
        "form": "text",
        "value": None,
        "parts": [{"name": "r", "form": "text", "value": "x", "candidate": True}],
    }
    table = open_table(write(tmp_path / "a.jsonl", [{**ROW, "parts": parts, "metadata": {"a": 1}}]))
    assert table.known is not None
    assert table.known.task == Task("preference")
    assert (table.known.mapping.parts_column, table.known.mapping.metadata_column) == ("parts", "metadata")


def test_apostrophes_of_the_safe_mode_go_where_the_manifest_says_so(workspace: Workspace, tmp_path: Path) -> None:
    texts = ["=1+1", "'quoted", "''", "plain", "-5", "@x"]
    project = workspace.create_project("Safe", Task("choice", (Label("=a"), Label("'b"))))
    write(tmp_path / "in.jsonl", [{"i": f"={n}", "t": text, "l": ("=a", "'b")[n % 2]} for n, text in enumerate(texts)])
    with workspace.importing(project, open_table(tmp_path / "in.jsonl"), Mapping("t", "i", "l")) as work:
        work.run()
    path = exported(workspace, project, "csv", tmp_path / "out.csv", options={"safe": True}).path
    assert "'=1+1" in path.read_text()

    def read() -> list[tuple[Any, ...]]:
        return [(row["item_id"], row["text"], row["label"]) for row in open_table(path).preview(10)]

    assert read() == [(f"={n}", text, ("=a", "'b")[n % 2]) for n, text in enumerate(texts)]
    path.with_name("out.csv.manifest.json").rename(tmp_path / "elsewhere.json")
    assert read()[0] == ("'=0", "'=1+1", "'=a")


def test_the_manifest_is_that_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    assert manifest_beside(tmp_path / "nothing.csv") == {}
    for name, text in (("a.csv", "[1]"), ("b.csv", "{broken"), ("c.csv", '{"format": "other/1", "files": [{"name": "c.csv"}]}')):
        (tmp_path / f"{name}.manifest.json").write_text(text)
        assert manifest_beside(tmp_path / name) == {}
    held = {"format": "countersign-dataset/1", "files": [{"name": "d.train.txt"}], "recipe": {"options": {"safe": True}}}
    (tmp_path / "d.txt.manifest.json").write_bytes(orjson.dumps(held))
    found = manifest_beside(tmp_path / "d.train.txt")
    assert option_beside(found, "safe") is True
    assert option_beside(found, "other") is None
    assert manifest_beside(tmp_path / "d.test.txt") == {}
