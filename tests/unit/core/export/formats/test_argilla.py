"""Argilla's records to the letter, as they are flattened for a dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import ANSWERS, TEXT
from tests.unit.core.export.judged import judged
from tests.unit.core.export.test_votes import annotate


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_a_record_to_the_letter(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "c")
    annotate(workspace, project, "n0", "gil", "surprise", "ignored")
    report = exported(workspace, project, "argilla", tmp_path / "out.jsonl")
    assert lines(report.path) == [
        {
            "id": "n0",
            "status": "completed",
            "text": f"{TEXT} (0)",
            "parts": None,
            "metadata": None,
            "label_source": "assisted",
            "countersign": "choice",
            "label.suggestion": "joy",
            "label.suggestion.score": 0.75,
            "label.suggestion.agent": "model-x",
            "label.responses": ["surprise", "anger"],
            "label.responses.users": ["gil", "Ada Lovelace"],
            "label.responses.status": ["discarded", "submitted"],
        }
    ]
    assert report.losses == {"rationales": 1, "times": 1}


def test_the_values_of_every_kind(workspace: Workspace, tmp_path: Path) -> None:
    found: dict[str, Any] = {}
    for name in ("choices", "text", "fields", "spans", "preference"):
        (found[name],) = lines(exported(workspace, judged(workspace, name, "c"), "argilla", tmp_path / name).path)
    assert found["choices"]["label.responses"] == [["joy", "surprise"]]
    assert found["text"]["label.responses"] == [ANSWERS["text"][1]]
    assert [found["fields"][f"{name}.responses"] for name in ("name", "total", "day", "paid", "currency")] == [
        ["Bob"], ["12.5"], [None], ["yes"], ["EUR"],
    ]  # fmt: skip
    assert found["spans"]["label.responses"] == [ANSWERS["spans"][1]]
    assert found["preference"]["label.responses"] == [[{"value": "2", "rank": 1}, {"value": "1", "rank": 2}]]
    assert found["preference"]["all_bad.responses"] == [None]


def test_the_manifest_tells_the_features(workspace: Workspace, tmp_path: Path) -> None:
    exported(workspace, judged(workspace, "spans", "c"), "argilla", tmp_path / "out.jsonl")
    features = json.loads((tmp_path / "out.jsonl.manifest.json").read_text("utf-8"))["figures"]["features"]
    (line,) = lines(tmp_path / "out.jsonl")
    assert list(features) == list(line)
    place = {"dtype": "int64", "_type": "Value"}
    assert features["label.suggestion"] == [{"start": place, "end": place, "label": {"dtype": "string", "_type": "Value"}}]
