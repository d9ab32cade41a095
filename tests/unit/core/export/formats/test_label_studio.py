"""Label Studio's tasks to the letter, and the labeling config that comes with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.uses import Purpose
from core.export import Recipe
from core.workspace import Workspace
from tests.conftest import exported, fill, value_of
from tests.kinds import ANSWERS, TEXT
from tests.unit.core.export.judged import judged

DWELL = "SELECT dwell_ms FROM decision ORDER BY seq DESC LIMIT 1"


def written(workspace: Workspace, name: str, deeds: str, folder: Path) -> tuple[list[Any], str]:
    report = exported(workspace, judged(workspace, name, deeds), "label_studio", folder / "tasks.json")
    return json.loads(report.path.read_text("utf-8")), (folder / "tasks.label_config.xml").read_text("utf-8")


def results(workspace: Workspace, name: str, folder: Path) -> Any:
    """The result of the corrected item's label."""
    return written(workspace, name, "c", folder)[0][0]["annotations"][-1]["result"]


def test_a_task_to_the_letter(workspace: Workspace, tmp_path: Path) -> None:
    (task,), config = written(workspace, "choice", "c", tmp_path)
    decided = task["annotations"][0].pop("created_at")
    assert task["annotations"][0].pop("updated_at") == decided
    assert decided.endswith("Z")
    assert task == {
        "id": 1,
        "data": {
            "item_id": "n0",
            "text": f"{TEXT} (0)",
            "label_source": "assisted",
            "countersign": {"kind": "choice", "lists": []},
        },
        "predictions": [{"model_version": "model-x", "score": 0.75, "result": [_choice("joy")]}],
        "annotations": [
            {
                "was_cancelled": False,
                "ground_truth": False,
                "result": [_choice("anger")],
                "completed_by": {"email": "Ada Lovelace"},
                "lead_time": value_of(workspace, DWELL) / 1000,
            }
        ],
    }
    assert config == _CONFIG


def _choice(label: str) -> Any:
    return {"id": "r1", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}


_CONFIG = """<View>
  <Text name="text" value="$text" />
  <Choices name="label" toName="text" choice="single">
    <Choice value="joy" />
    <Choice value="anger" />
    <Choice value="surprise" />
    <Choice value="neutral" />
  </Choices>
</View>
"""


def test_the_results_of_every_kind(workspace: Workspace, tmp_path: Path) -> None:
    values = {
        name: [(one["from_name"], one["type"], one["value"]) for one in results(workspace, name, tmp_path / name)]
        for name in ("choices", "text", "fields", "spans", "preference")
    }
    assert values == {
        "choices": [("label", "choices", {"choices": ["joy", "surprise"]})],
        "text": [("answer", "textarea", {"text": [ANSWERS["text"][1]]})],
        "fields": [
            ("name", "textarea", {"text": ["Bob"]}),
            ("total", "number", {"number": 12.5}),
            ("paid", "choices", {"choices": ["yes"]}),
            ("currency", "choices", {"choices": ["EUR"]}),
        ],
        "spans": [
            ("label", "labels", {"start": 0, "end": 3, "text": "Ada", "labels": ["person"]}),
            ("label", "labels", {"start": 15, "end": 20, "text": "Paris", "labels": ["place"]}),
        ],
        "preference": [("preference", "pairwise", {"selected": "right"})],
    }


def test_an_export_without_labels_is_an_empty_list_with_its_config(workspace: Workspace, tmp_path: Path) -> None:
    report = exported(workspace, fill(workspace, 3), "label_studio", tmp_path / "tasks.json")
    assert [one.path.name for one in report.files] == ["tasks.json", "tasks.label_config.xml"]
    assert json.loads(report.path.read_text("utf-8")) == []


def test_annotators_may_stay_unnamed(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "a")
    report = exported(workspace, project, "label_studio", tmp_path / "tasks.json", options={"annotators": False})
    (task,) = json.loads(report.path.read_text("utf-8"))
    assert "completed_by" not in task["annotations"][0]
    assert report.losses["annotators"] == 1


def test_a_preview_shows_the_tasks_and_not_their_config(workspace: Workspace) -> None:
    project = judged(workspace, "choice", "acr")
    plan = workspace.datasets(project).plan(Recipe("label_studio", Purpose.EXCHANGE))
    assert [one["data"]["item_id"] for one in json.loads(plan.sample)] == ["n0", "n1"]
    assert (plan.records, plan.excluded) == (2, {"rejected": 1})


@pytest.mark.parametrize("name", ["tasks.json", "tasks", "tasks.data"])
def test_the_config_stands_beside_the_tasks(workspace: Workspace, tmp_path: Path, name: str) -> None:
    report = exported(workspace, judged(workspace, "choice", "a"), "label_studio", tmp_path / name)
    assert {one.path for one in report.files} == {
        tmp_path / name, tmp_path / f"{name.removesuffix('.json')}.label_config.xml"
    }  # fmt: skip
    assert {one.name for one in tmp_path.iterdir()} >= {f"{name}.manifest.json"}
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".partial")]
