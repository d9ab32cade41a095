"""One label an item where people disagree: the latest, the majority, an adjudicator's, or all of them."""

from __future__ import annotations

from pathlib import Path

import orjson
from sqlalchemy.engine import Connection

from core import clock
from core.domain.task import Label, Task
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.export.recipe import Disagreement
from core.ids import uuid7_bytes
from core.storage.ledger import NewDecision, NewEvent, add
from core.storage.projection import refold
from core.storage.projects import ProjectInfo, reviewer_seq
from core.storage.sources import source_seq
from core.storage.sql import insert_one, to_json
from core.workspace import Workspace
from tests.conftest import add_items, exported

TASK = Task("choice", tuple(Label(name) for name in ("red", "green", "blue")))


def project_of(workspace: Workspace, n: int) -> ProjectInfo:
    project = workspace.create_project("Judged", TASK)
    add_items(workspace, project, [(f"thing {place}", "red") for place in range(n)])
    return project


def judge(workspace: Workspace, project: ProjectInfo, item: str, who: str, answer: str) -> None:
    """Somebody decides an item that others may have decided before."""
    item_seq = workspace.item_seq(project, item)

    def write(connection: Connection) -> None:
        person = reviewer_seq(connection, who)
        made = NewDecision(
            project.seq, item_seq, person, Verdict.ANSWERED, Provenance.UNASSISTED, Sample.NONE, "imported", 0, answer=answer
        )
        add(connection, made)
        add(connection, NewEvent(EventKind.DECIDED, project.seq, item_seq, person, decision_id=made.id))
        refold(connection, item_seq)

    workspace.writer.submit(write).result()


def annotate(workspace: Workspace, project: ProjectInfo, item: str, who: str, answer: str, status: str = "submitted") -> None:
    """An annotator of another tool said this."""
    item_seq = workspace.item_seq(project, item)

    def write(connection: Connection) -> None:
        values = {
            "id": uuid7_bytes(), "project_seq": project.seq, "item_seq": item_seq,
            "source_seq": source_seq(connection, project.seq, "elsewhere"), "annotator": who, "answer": to_json(answer),
            "status": status, "created_us": clock.now_us(),
        }  # fmt: skip
        insert_one(connection, "annotation", values)

    workspace.writer.submit(write).result()


def labels(
    workspace: Workspace, project: ProjectInfo, how: Disagreement, adjudicator: str = ""
) -> tuple[dict[str, list[str]], list[str]]:
    """By item what a dataset says (`who:answer`), and the unresolved ones."""
    out = workspace.path.with_name("votes.jsonl")
    report = exported(workspace, project, "jsonl", out, disagreement=how, adjudicator=adjudicator)
    found: dict[str, list[str]] = {}
    for row in map(orjson.loads, out.read_bytes().splitlines()):
        found.setdefault(row["item_id"], []).append(f"{row['reviewer']}:{row['label']}")
    assert report.excluded.get("unresolved", 0) == len(report.unresolved)
    assert workspace.datasets(project).recut(report.dataset, Path(f"{out}.again")).again
    return found, report.unresolved


def test_each_policy_on_people_who_disagree(workspace: Workspace) -> None:
    project = project_of(workspace, 4)
    for who, answer in (("ann", "red"), ("ben", "red"), ("cid", "blue")):
        judge(workspace, project, "n0", who, answer)
    for who, answer in (("ann", "red"), ("ben", "blue")):
        judge(workspace, project, "n1", who, answer)
    for who, answer in (("ann", "green"), ("ben", "green")):
        judge(workspace, project, "n2", who, answer)
    judge(workspace, project, "n3", "ann", "red")
    judge(workspace, project, "n3", "ann", "blue")
    latest, _ = labels(workspace, project, Disagreement.LATEST)
    assert latest == {"n0": ["cid:blue"], "n1": ["ben:blue"], "n2": ["ben:green"], "n3": ["ann:blue"]}
    majority, unresolved = labels(workspace, project, Disagreement.MAJORITY)
    assert ({item: said[0].split(":")[1] for item, said in majority.items()}, unresolved) == (
        {"n0": "red", "n2": "green", "n3": "blue"},
        ["n1"],
    )
    adjudicated, unresolved = labels(workspace, project, Disagreement.ADJUDICATED, "ben")
    assert adjudicated == {"n0": ["ben:red"], "n1": ["ben:blue"], "n2": ["ben:green"], "n3": ["ann:blue"]}
    assert unresolved == []
    _, unresolved = labels(workspace, project, Disagreement.ADJUDICATED, "nobody")
    assert unresolved == ["n0", "n1"]
    every, _ = labels(workspace, project, Disagreement.ALL)
    assert every["n0"] == ["ann:red", "ben:red", "cid:blue"]
    assert every["n3"] == ["ann:blue"]


def test_annotators_of_other_tools_count_and_only_what_they_submitted(workspace: Workspace) -> None:
    project = project_of(workspace, 2)
    judge(workspace, project, "n0", "ann", "red")
    for who in ("zoe", "yan"):
        annotate(workspace, project, "n0", who, "green")
    annotate(workspace, project, "n0", "max", "blue", "cancelled")
    majority, _ = labels(workspace, project, Disagreement.MAJORITY)
    assert majority == {"n0": ["yan:green"]}
    every, _ = labels(workspace, project, Disagreement.ALL)
    assert every["n0"] == ["zoe:green", "yan:green", "ann:red"]


def test_what_came_after_the_cut_does_not_vote(workspace: Workspace, tmp_path: Path) -> None:
    project = project_of(workspace, 1)
    judge(workspace, project, "n0", "ann", "red")
    judge(workspace, project, "n0", "ben", "red")
    exported(workspace, project, "jsonl", tmp_path / "a.jsonl", disagreement=Disagreement.ALL)
    judge(workspace, project, "n0", "cid", "blue")
    annotate(workspace, project, "n0", "zoe", "green")
    assert workspace.datasets(project).recut("1", tmp_path / "b.jsonl").again
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()
