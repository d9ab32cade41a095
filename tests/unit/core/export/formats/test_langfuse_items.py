"""Langfuse dataset items: the layout to the letter, ids that stay, splits as datasets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from core.domain.uses import Purpose
from core.export import CutReport, Disagreement, SplitPlan
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import exported, settle, value_of
from tests.kinds import ANSWERS, TASKS, TEXT
from tests.unit.core.export.formats.test_dspy_rows import with_metadata
from tests.unit.core.export.judged import judged


def cut(workspace: Workspace, project: ProjectInfo, folder: Path, **choices: Any) -> CutReport:
    return exported(workspace, project, "langfuse", folder / "items.jsonl", **{"purpose": Purpose.EXCHANGE, **choices})


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_the_layout(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"text": "a cup", "label": "red", "place": "Rome"}]
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path)
    (item,) = lines(report.path)
    assert list(item) == ["datasetName", "id", "input", "expectedOutput", "metadata", "status"]
    assert item["datasetName"] == "Colours"
    assert item["input"] == {"text": "a cup", "place": "Rome"}
    assert (item["expectedOutput"], item["status"]) == ("red", "ACTIVE")
    assert item["metadata"]["label_source"] == "imported"
    named = cut(workspace, workspace.project("Colours"), tmp_path, options={"dataset": "evals"})
    assert lines(named.path)[0]["datasetName"] == "evals"
    assert lines(named.path)[0]["id"] != item["id"], "an id cannot move between datasets"


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_kind_and_cut_again(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "ac")
    report = cut(workspace, project, tmp_path)
    first, second = lines(report.path)
    assert first["input"]["text"] == f"{TEXT} (0)"
    assert len({first["id"], second["id"]}) == 2
    if name in ("choice", "choices", "fields", "checklist", "text"):
        assert second["expectedOutput"] == ANSWERS[name][1]
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "again.jsonl")
    assert again.again is True
    assert again.path.read_bytes() == report.path.read_bytes()


def test_each_split_is_a_dataset(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"text": f"{n} thing", "label": "red"} for n in range(20)]
    split = SplitPlan((("dev", 0.5), ("test", 0.5)))
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path, split=split)
    assert {one["datasetName"] for one in lines(report.files[0].path)} == {"Colours/dev"}
    assert {one["datasetName"] for one in lines(report.files[1].path)} == {"Colours/test"}


def test_every_annotation_has_an_id_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aa")
    session = settle(workspace.session(project, "Bob"))
    session.open_item(value_of(workspace, "SELECT min(seq) FROM item")).finish()
    settle(session)
    session.painted()
    session.choose("anger").finish()
    session.close()
    report = cut(workspace, project, tmp_path, disagreement=Disagreement.ALL)
    found = lines(report.path)
    assert [one["expectedOutput"] for one in found] == ["joy", "anger", "joy"]
    assert len({one["id"] for one in found}) == 3
