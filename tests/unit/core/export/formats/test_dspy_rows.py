"""DSPy rows: the layout to the letter, names, splits."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from core.domain.uses import Purpose
from core.export import CutReport, SplitPlan
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import TASK, exported
from tests.kinds import TASKS, TEXT
from tests.unit.core.export.judged import judged


def cut(workspace: Workspace, project: ProjectInfo, folder: Path, **choices: Any) -> CutReport:
    return exported(workspace, project, "dspy", folder / "rows.jsonl", **{"purpose": Purpose.EXCHANGE, **choices})


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def with_metadata(workspace: Workspace, folder: Path, rows: list[dict[str, Any]]) -> ProjectInfo:
    project = workspace.create_project("Colours", TASK)
    path = folder / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in rows))
    columns = dict.fromkeys(name for row in rows for name in row if name not in ("text", "label"))
    with workspace.importing(project, open_table(path), Mapping("text", label="label", metadata=tuple(columns))) as work:
        work.run()
    return project


def test_the_layout(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        {"text": "a cup", "label": "red", "inputs": "in", "labels": "out", "order no": 7},
        {"text": "a hat", "label": "blue", "answer": "mine", "inputs": None, "labels": "", "order no": None},
    ]
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path)
    figures = cast("dict[str, Any]", report.figures["dspy"])
    assert figures["inputs"] == ["text", "input_inputs", "input_labels", "order_no", "input_answer"]
    first, second = lines(report.path)
    assert list(first) == list(second) == [*figures["inputs"], "answer"]
    assert first == {
        "text": "a cup",
        "input_inputs": "in",
        "input_labels": "out",
        "order_no": first["order_no"],
        "input_answer": None,
        "answer": "red",
    }
    assert str(first["order_no"]) == "7"
    assert second["input_answer"] == "mine"
    assert second["answer"] == "blue"


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_kind_and_cut_again(workspace: Workspace, tmp_path: Path, name: str) -> None:
    project = judged(workspace, name, "ac")
    report = cut(workspace, project, tmp_path)
    assert [one["text"] for one in lines(report.path)] == [f"{TEXT} (0)", f"{TEXT} (1)"]
    if name == "preference":
        assert [one["answer"] for one in lines(report.path)] == ["1 > 2", "2 > 1"]
        assert [one["candidate_2"] for one in lines(report.path)] == ["The second one."] * 2
    if name == "spans":
        assert lines(report.path)[1]["answer"] == [{"text": "Ada", "label": "person"}, {"text": "Paris", "label": "place"}]
    again = workspace.datasets(project).recut(str(report.number), tmp_path / "again.jsonl")
    assert again.again is True
    assert again.path.read_bytes() == report.path.read_bytes()


def test_each_split_has_its_file_and_all_have_the_same_names(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"text": f"{n} thing", "label": "red", **({"seldom": "x"} if n == 7 else {"often": "y"})} for n in range(20)]
    split = SplitPlan((("train", 0.5), ("test", 0.5)))
    report = cut(workspace, with_metadata(workspace, tmp_path, rows), tmp_path, split=split)
    assert [one.path.name for one in report.files] == ["rows.test.jsonl", "rows.train.jsonl"]
    found = [one for file in report.files for one in lines(file.path)]
    assert len(found) == report.records == 20
    assert {tuple(one) for one in found} == {("text", "often", "seldom", "answer")}
