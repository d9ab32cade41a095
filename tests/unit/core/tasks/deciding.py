"""A reviewer without a screen: decisions, undo and redo as lines of the ledger, in any kind of task."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.ledger import NewDecision, NewEvent, add
from core.storage.projection import refold
from core.storage.projects import ProjectInfo, reviewer_seq, set_encoder
from core.workspace import Workspace
from tests.conftest import rows_of


def project_with(workspace: Workspace, name: str, task: Task, labels: Sequence[Answer]) -> tuple[ProjectInfo, list[int]]:
    """A project whose items came with these labels (None: without one) and the same gold; and the items' numbers."""
    project = workspace.create_project(name, task, order="imported")
    workspace.writer.submit(lambda c: set_encoder(c, project.seq, "characters/1")).result()
    path, cell = workspace.path.with_name("items.csv"), kind_of(task.kind).cell
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"text number {at} of {name}", "" if one is None else cell(one)) for at, one in enumerate(labels)]
        csv.writer(file).writerows([("text", "label", "gold"), *((text, label, label) for text, label in rows)])
    with workspace.importing(project, open_table(path), Mapping("text", label="label", gold="gold")) as work:
        report = work.run()
    assert report.added == len(labels), report.reasons
    found = rows_of(workspace, "SELECT seq FROM item WHERE project_seq = :p ORDER BY seq", p=project.seq)
    return project, [int(row[0]) for row in found]


def decide(workspace: Workspace, project: ProjectInfo, item_seq: int, answer: Answer) -> bytes:
    """Answer an item; returns the decision's id."""

    def write(connection: Connection) -> bytes:
        who = reviewer_seq(connection, "ann")
        made = NewDecision(
            project.seq,
            item_seq,
            who,
            Verdict.ANSWERED,
            Provenance.UNASSISTED,
            Sample.NONE,
            "imported",
            0,
            answer=answer,
            apart=kind_of(project.task.kind).apart(project.task),
        )
        add(connection, made)
        add(connection, NewEvent(EventKind.DECIDED, project.seq, item_seq, who, decision_id=made.id))
        refold(connection, item_seq)
        return made.id

    return workspace.writer.submit(write).result()


def mark(workspace: Workspace, project: ProjectInfo, item_seq: int, decision_id: bytes, kind: EventKind) -> None:
    """Undo or redo a decision."""

    def write(connection: Connection) -> None:
        who = reviewer_seq(connection, "ann")
        add(connection, NewEvent(kind, project.seq, item_seq, who, decision_id=decision_id))
        refold(connection, item_seq)

    workspace.writer.submit(write).result()
