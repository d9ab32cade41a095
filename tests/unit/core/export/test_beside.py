"""What stands beside labels: suggestions and annotations as they were at the position of the dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.export.recipe import Disagreement
from core.workspace import Workspace
from tests.conftest import exported
from tests.kinds import item, put_items
from tests.unit.core.export.judged import judged
from tests.unit.core.export.test_votes import annotate, judge, project_of


def tasks(path: Path) -> dict[str, Any]:
    """The tasks of a Label Studio export by item."""
    return {one["data"]["item_id"]: one for one in json.loads(path.read_text("utf-8"))}


def said(task: Any) -> list[str]:
    """Who said what, the label last."""
    return [
        f"{one.get('completed_by', {}).get('email', '')}:{one['result'][0]['value']['choices'][0]}" for one in task["annotations"]
    ]


def test_annotations_of_others_stand_before_the_label(workspace: Workspace, tmp_path: Path) -> None:
    project = project_of(workspace, 2)
    annotate(workspace, project, "n0", "gil", "green")
    judge(workspace, project, "n0", "ann", "red")
    annotate(workspace, project, "n0", "hal", "blue", "cancelled")
    judge(workspace, project, "n1", "ann", "red")
    found = tasks(exported(workspace, project, "label_studio", tmp_path / "a.json").path)
    assert {name: said(one) for name, one in found.items()} == {"n0": ["gil:green", "hal:blue", "ann:red"], "n1": ["ann:red"]}
    assert [one["was_cancelled"] for one in found["n0"]["annotations"]] == [False, True, False]
    assert [one["ground_truth"] for one in found["n0"]["annotations"]] == [False, False, False]


def test_all_opinions_on_an_item_are_one_task(workspace: Workspace, tmp_path: Path) -> None:
    project = project_of(workspace, 1)
    annotate(workspace, project, "n0", "gil", "green")
    judge(workspace, project, "n0", "ann", "red")
    judge(workspace, project, "n0", "ben", "blue")
    report = exported(workspace, project, "label_studio", tmp_path / "a.json", disagreement=Disagreement.ALL)
    assert report.records == 3
    assert {name: sorted(said(one)) for name, one in tasks(report.path).items()} == {"n0": ["ann:red", "ben:blue", "gil:green"]}


def test_what_an_adjudicator_settled_is_ground_truth(workspace: Workspace, tmp_path: Path) -> None:
    project = project_of(workspace, 1)
    judge(workspace, project, "n0", "eva", "red")
    judge(workspace, project, "n0", "ben", "blue")
    choices = {"disagreement": Disagreement.ADJUDICATED, "adjudicator": "eva"}
    (task,) = tasks(exported(workspace, project, "label_studio", tmp_path / "a.json", **choices).path).values()
    assert (said(task), task["annotations"][-1]["ground_truth"]) == (["eva:red"], True)


def test_what_comes_later_is_not_in_a_dataset_that_is_cut_again(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aac")
    reports = {name: exported(workspace, project, name, tmp_path / name) for name in ("argilla", "label_studio", "prodigy")}
    before = {one.path.name: one.path.read_bytes() for report in reports.values() for one in report.files}
    annotate(workspace, project, "n0", "gil", "surprise")
    put_items(
        workspace, project, [item("choice", 0)._replace(suggested=(item("choice", 0).suggested[0]._replace(suggester="later"),))]
    )
    workspace.tasks(project).rename("joy", "delight")
    judge(workspace, project, "n1", "ann", "anger")
    for name, report in reports.items():
        assert workspace.datasets(workspace.project("choice")).recut(report.dataset, tmp_path / "again" / name).again
    after = {name: (tmp_path / "again" / name).read_bytes() for name in before}
    assert after == before
    now = tasks(exported(workspace, workspace.project("choice"), "label_studio", tmp_path / "now.json").path)
    assert said(now["n0"]) == ["gil:surprise", "Ada Lovelace:delight"]
    assert [one["model_version"] for one in now["n0"]["predictions"]] == ["model-x", "later"]
    assert now["n0"]["predictions"][0]["result"][0]["value"] == {"choices": ["delight"]}


def test_only_the_latest_of_a_suggester_counts_and_a_failure_is_counted(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "choice", "aa")
    one, other = item("choice", 0), item("choice", 1)
    put_items(workspace, project, [one._replace(suggested=(one.suggested[0]._replace(answer="anger", score=0.5),))])
    put_items(workspace, project, [other._replace(suggested=(other.suggested[0]._replace(answer=None, reason=""),))])
    report = exported(workspace, project, "label_studio", tmp_path / "a.json")
    found = tasks(report.path)
    assert [(one["model_version"], one["score"]) for one in found["n0"]["predictions"]] == [("model-x", 0.5)]
    assert found["n1"]["predictions"] == []
    assert report.losses == {"failed_suggestions": 1, "rationales": 1}


def test_an_erased_item_leaves_nothing_behind(workspace: Workspace, tmp_path: Path) -> None:
    project = judged(workspace, "text", "ac")
    first = exported(workspace, project, "label_studio", tmp_path / "a.json")
    workspace.erase(workspace.item_seq(project, "n1"), "asked for it")
    assert tasks(exported(workspace, project, "label_studio", tmp_path / "b.json").path).keys() == {"n0"}
    assert workspace.datasets(project).recut(first.dataset, tmp_path / "c.json").records == 1
    assert b"Monday" not in (tmp_path / "c.json").read_bytes()
