"""A folder of the format `hf`, loaded by `datasets`: splits by name, labels as class labels, nothing to be said beside the path."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.domain.kinds import kind_of
from core.domain.task import Label, Task
from core.export import SplitPlan
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.storage.sql import from_json, to_json
from core.workspace import Workspace
from tests.conftest import fill
from tests.kinds import ANSWERS, TASKS, project_of
from tests.unit.core.export.mixed import review
from tests.whole import exported

datasets: Any = importlib.import_module("datasets")
HALVES = SplitPlan((("train", 0.5), ("validation", 0.3), ("test", 0.2)))


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`load_dataset` that keeps what it makes in the test's folder, and asks nobody."""
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    datasets.disable_progress_bars()

    def load(folder: Path) -> Any:
        return datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))

    yield load
    datasets.enable_progress_bars()


def labelled(workspace: Workspace, folder: Path, task: Task, rows: list[tuple[str, str, str]]) -> ProjectInfo:
    """A project whose items came with these labels (id, text, label)."""
    path = folder / "in.tsv"
    path.write_text("\n".join(["i\tt\tl", *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
    project = workspace.create_project("Said <b>elsewhere</b>", task)
    with workspace.importing(project, open_table(path), Mapping("t", "i", "l")) as work:
        assert work.run().rejected == 0
    return project


def test_splits_have_their_names_and_labels_are_class_labels(workspace: Workspace, tmp_path: Path, loader: Any) -> None:
    project = fill(workspace, 200, order="random")
    review(workspace, project, 260)
    report = exported(workspace, project, "hf", tmp_path / "colours", split=HALVES)
    loaded = loader(report.path)
    assert {name: one.num_rows for name, one in loaded.items()} == report.splits
    label = loaded["train"].features["label"]
    assert isinstance(label, datasets.ClassLabel)
    assert label.names == list(project.task.names)
    wanted = exported(workspace, project, "jsonl", tmp_path / "same.jsonl", split=HALVES)
    rows = {one["item_id"]: one for one in datasets.Dataset.from_json(str(wanted.path), cache_dir=str(tmp_path / "json"))}
    for name, part in loaded.items():
        for row in part:
            other = rows.pop(row["item_id"])
            assert (row["text"], label.int2str(row["label"]), row["split"]) == (other["text"], other["label"], name)
            assert (row["label_source"], row["reviewer"]) == (other["label_source"], other["reviewer"])
    assert rows == {}


def test_without_a_split_everything_is_train(workspace: Workspace, tmp_path: Path, loader: Any) -> None:
    names = ("a label", "第二", "'0'", "- x: y", "#1")
    task = Task("choices", tuple(map(Label, names)))
    rows = [("1", "one", "a label|第二"), ("2", "two", "[]"), ("3", "three", "#1"), ("4", "four", "'0'|- x: y")]
    report = exported(workspace, labelled(workspace, tmp_path, task, rows), "hf", tmp_path / "sets")
    loaded = loader(report.path)
    assert list(loaded) == ["train"]
    feature = loaded["train"].features["label"]
    assert feature.feature.names == list(names)
    assert [[feature.feature.int2str(place) for place in row] for row in loaded["train"]["label"]] == [
        ["a label", "第二"], [], ["#1"], ["'0'", "- x: y"],
    ]  # fmt: skip
    assert not set(names) & set(loaded["train"].column_names)


@pytest.mark.parametrize("name", [one for one in TASKS if one not in ("choice", "choices")])
def test_every_kind_loads(workspace: Workspace, tmp_path: Path, loader: Any, name: str) -> None:
    project = project_of(workspace, name, 8)
    session = workspace.session(project, "Ada")
    for _ in range(6):
        while session.waiting is not None:
            session.waiting.result()
            session.resume()
        session.painted()
        session.accept().finish()
    report = exported(workspace, project, "hf", tmp_path / name)
    loaded = loader(report.path)["train"]
    assert loaded.num_rows == report.records == 6
    suggested = ANSWERS[name][0]
    # A label is a number, passages are records, everything else is the cell of a table.
    wanted: Any = {"yes_no": 0, "spans": suggested}.get(name, kind_of(project.task.kind).cell(from_json(to_json(suggested))))
    assert loaded["label"][:] == [wanted] * 6


def test_a_split_without_records_does_not_keep_the_others_from_loading(workspace: Workspace, tmp_path: Path, loader: Any) -> None:
    task = Task("choice", (Label("a"), Label("b")))
    project = labelled(workspace, tmp_path, task, [("1", "one", "a"), ("2", "two", "b")])
    report = exported(workspace, project, "hf", tmp_path / "two", split=SplitPlan((("train", 0.98), ("test", 0.02))))
    loaded = loader(report.path)
    assert report.splits == {"train": 2, "test": 0}
    assert {name: one.num_rows for name, one in loaded.items()} == {"train": 2}  # `datasets` refuses an empty split


def test_the_card_is_one_that_the_hub_reads(workspace: Workspace, tmp_path: Path) -> None:
    task = Task("choice", (Label("a"), Label("b")))
    project = labelled(workspace, tmp_path, task, [("1", "one", "a"), ("2", "two", "b")])
    report = exported(workspace, project, "hf", tmp_path / "card", options={"licence": "cc-by-4.0", "language": "en, de"})
    card: Any = importlib.import_module("huggingface_hub").DatasetCard.load(report.path / "README.md")
    assert card.data.license == "cc-by-4.0"
    assert card.data.language == ["en", "de"]
    assert card.data.task_categories == ["text-classification"]
    assert card.data.size_categories == ["n<1K"]
    assert card.data.pretty_name == "Said <b>elsewhere</b>"
    assert "<b>" not in card.text
    assert "# Said &lt;b&gt;elsewhere&lt;/b&gt;" in card.text
    features = datasets.Features._from_yaml_list(card.data.dataset_info["features"])
    assert features["label"] == datasets.ClassLabel(names=["a", "b"])
