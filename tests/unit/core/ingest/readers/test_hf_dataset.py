"""Folders of datasets as `datasets` writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from core.errors import UserError
from core.ingest.table import open_table
from tests.unit.core.ingest.test_table import read


def made() -> Any:
    import datasets

    features = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["neg", "pos"]), "raw": datasets.Value("binary")}
    )
    rows = {"text": ["good", "bad", "?"], "label": [1, 0, -1], "raw": [b"\xff", b"", b""]}
    return cast("Any", datasets.Dataset).from_dict(rows, features=features)


def test_a_saved_dataset_is_read_with_the_names_of_its_labels(tmp_path: Path) -> None:
    made().save_to_disk(tmp_path / "ds")
    table = open_table(tmp_path / "ds")
    rows, bad = read(table)
    assert (table.format, table.columns, table.left_out, bad) == ("dataset", ["text", "label", "split"], ["raw"], [])
    assert [(row.values["text"], row.values["label"]) for row in rows] == [("good", "pos"), ("bad", "neg"), ("?", None)]


def test_splits_of_a_saved_dataset_are_a_column(tmp_path: Path) -> None:
    import datasets

    cast("Any", datasets.DatasetDict)({"train": made(), "test": made().select([1])}).save_to_disk(tmp_path / "ds")
    rows, _ = read(open_table(tmp_path / "ds"))
    assert [(row.line, row.values["split"]) for row in rows] == [(1, "train"), (2, "train"), (3, "train"), (4, "test")]
    assert rows[3].values["label"] == "neg"


def test_parquet_files_of_a_repository_are_read_by_split(tmp_path: Path) -> None:
    folder = tmp_path / "ds" / "data"
    folder.mkdir(parents=True)
    made().to_parquet(folder / "train-00000-of-00001.parquet")
    made().select([0]).to_parquet(folder / "test-00000-of-00001.parquet")
    (tmp_path / "ds" / "README.md").write_text("a card")
    rows, _ = read(open_table(tmp_path / "ds"))
    assert [(row.values["split"], row.values["label"]) for row in rows] == [
        ("test", "pos"),
        ("train", "pos"),
        ("train", "neg"),
        ("train", None),
    ]


def test_tokens_with_tags_become_a_text_with_spans(tmp_path: Path) -> None:
    import datasets

    tags = datasets.ClassLabel(names=["O", "B-LOC", "I-LOC"])
    features = datasets.Features({"tokens": datasets.Sequence(datasets.Value("string")), "ner_tags": datasets.Sequence(tags)})
    rows = {"tokens": [["in", "New", "York"], ["none"]], "ner_tags": [[0, 1, 2], [0]]}
    cast("Any", datasets.Dataset).from_dict(rows, features=features).save_to_disk(tmp_path / "ds")
    table = open_table(tmp_path / "ds")
    assert table.format == "tokens"
    assert [row.values["spans"] for row in read(table)[0]] == [[{"start": 3, "end": 11, "label": "LOC"}], []]


def test_a_dataset_whose_file_is_cut_is_refused(tmp_path: Path) -> None:
    made().save_to_disk(tmp_path / "ds")
    file = next((tmp_path / "ds").glob("*.arrow"))
    file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(UserError) as caught:
        read(open_table(tmp_path / "ds"))
    assert caught.value.code == "import.damaged"
