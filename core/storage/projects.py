"""Projects, reviewers and suggesters: making, naming, archiving and deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.engine import Connection

from core import clock
from core.domain.kinds import kind_of
from core.domain.task import Task
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch, fetch_one, fetch_value, insert_one, run, to_json

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """A project as the rest of the program sees it."""

    seq: int
    id: bytes
    name: str
    task: Task
    guidelines: str
    order_name: str
    order_seed: int
    encoder: str | None
    archived: bool


def checked_name(name: str) -> str:
    """A project's name, stripped. Raises `UserError` when it is empty, too long or not one line."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise UserError("project.bad_name", f"A project's name is one line of 1 to {MAX_NAME} characters.")
    return name


def create_project(connection: Connection, name: str, task: Task, guidelines: str = "", order: str = "uncertain") -> int:
    """Make a project. Raises `UserError` when the name is taken or not a name."""
    task = kind_of(task.kind).check(task)
    name = checked_name(name)
    _require_free(connection, name)
    values = {
        "id": uuid7_bytes(),
        "name": name,
        "task": to_json(task.to_json()),
        "guidelines": guidelines,
        "order_name": order,
        "order_seed": 0,
        "created_us": clock.now_us(),
    }
    seq = insert_one(connection, "project", values)
    insert_one(connection, "guideline_version", first_guidelines(seq, guidelines))
    add(connection, NewEvent(EventKind.PROJECT_CREATED, seq))
    return seq


def first_guidelines(project_seq: int, text: str) -> dict[str, Any]:
    """The row of a project's first guidelines."""
    return {"id": uuid7_bytes(), "project_seq": project_seq, "number": 1, "text": text, "created_us": clock.now_us()}


def _require_free(connection: Connection, name: str) -> None:
    if fetch_one(connection, "SELECT 1 FROM project WHERE name = :n AND deleted_us IS NULL", n=name):
        raise UserError("project.exists", f"There is already a project called {name!r}.", todo="Choose another name.")


_PROJECTS = """SELECT seq, id, name, task, guidelines, order_name, order_seed, encoder, archived_us
FROM project WHERE deleted_us IS NULL ORDER BY seq"""


def list_projects(connection: Connection) -> list[ProjectInfo]:
    """All projects that are not deleted, oldest first."""
    return [_info(row) for row in fetch(connection, _PROJECTS)]


def get_project(connection: Connection, name: str) -> ProjectInfo:
    """The project called `name`. Raises `UserError` when there is none."""
    projects = list_projects(connection)
    for project in projects:
        if project.name == name:
            return project
    known = ", ".join(project.name for project in projects[:10]) or "none yet"
    raise UserError("project.unknown", f"There is no project called {name!r}.", todo=f"Known: {known}.")


def _info(row: Any) -> ProjectInfo:
    task = Task.from_json(orjson.loads(row.task))
    return ProjectInfo(
        row.seq, row.id, row.name, task, row.guidelines, row.order_name, row.order_seed, row.encoder, row.archived_us is not None
    )


def rename_project(connection: Connection, project_seq: int, name: str) -> None:
    """Give a project another name. Raises `UserError` when it is taken or not a name."""
    name = checked_name(name)
    old = fetch_value(connection, "SELECT name FROM project WHERE seq = :s", s=project_seq)
    if name == old:
        return
    _require_free(connection, name)
    run(connection, "UPDATE project SET name = :n WHERE seq = :s", n=name, s=project_seq)
    add(connection, NewEvent(EventKind.PROJECT_RENAMED, project_seq, data={"from": old, "to": name}))


def archive_project(connection: Connection, project_seq: int, archived: bool = True) -> None:
    """Put a project away, or take it out again."""
    when = clock.now_us() if archived else None
    run(connection, "UPDATE project SET archived_us = :w WHERE seq = :s", w=when, s=project_seq)
    add(connection, NewEvent(EventKind.PROJECT_ARCHIVED if archived else EventKind.PROJECT_UNARCHIVED, project_seq))


def set_order(connection: Connection, project_seq: int, order: str, seed: int) -> None:
    """Choose the order in which the project's queue is drawn."""
    run(connection, "UPDATE project SET order_name = :o, order_seed = :d WHERE seq = :s", o=order, d=seed, s=project_seq)


def set_encoder(connection: Connection, project_seq: int, encoder: str) -> None:
    """Note which encoder the project's items are embedded with; vectors of another one are dropped as they are met."""
    run(connection, "UPDATE project SET encoder = :e WHERE seq = :s", e=encoder, s=project_seq)


def mark_deleted(connection: Connection, project_seq: int) -> None:
    """Take a project out of sight for good; `purge_slice` then removes its rows."""
    add(connection, NewEvent(EventKind.PROJECT_DELETED, project_seq))
    run(connection, "UPDATE project SET deleted_us = :w WHERE seq = :s", w=clock.now_us(), s=project_seq)


#: what a deleted project leaves, in the order in which foreign keys allow it to go; :p project, :n rows at most
_PURGE = (
    "DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE project_seq = :p LIMIT :n)",
    "DELETE FROM {table} WHERE item_seq IN (SELECT t.item_seq FROM {table} t JOIN item i ON i.seq = t.item_seq"
    " WHERE i.project_seq = :p LIMIT :n)",
    "DELETE FROM {table} WHERE project_seq = :p",
    "DELETE FROM {table} WHERE call_seq IN (SELECT t.call_seq FROM {table} t JOIN model_call c ON c.seq = t.call_seq"
    " WHERE c.project_seq = :p LIMIT :n)",
    # children before their parents: a version points at the one that it was made from
    "DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table} WHERE project_seq = :p)",
)
_PURGED: tuple[tuple[str, int], ...] = (
    ("event", 0),
    ("decision", 0),
    ("outside_signal", 0),
    ("annotation", 0),
    ("source_terms", 0),
    ("item_source", 0),
    ("item_split", 2),
    ("dataset", 0),
    ("suggestion", 0),
    ("call_result", 0),
    ("call_body", 3),
    ("call_example", 1),
    ("call_cache", 2),
    ("model_call", 0),
    ("call_run", 2),
    ("prompt_version", 4),
    ("spending", 2),
    ("memory", 2),
    ("free_text", 1),
    ("answer_text", 1),
    ("item_suggestion", 2),
    ("near_duplicate", 2),
    ("background_work", 2),
    ("saved_queue", 2),
    ("bulk_action", 0),
    ("label_change", 0),
    ("guideline_version", 0),
    ("embedding", 1),
    ("item_state", 1),
    ("item_content", 1),
    ("queue", 2),
    ("identity", 2),
    ("item", 0),
    ("suggester", 2),
    ("import_run", 2),
    ("counter", 2),
    ("learner_fit", 2),
)


def purge_slice(connection: Connection, project_seq: int, rows: int = 500) -> bool:
    """Remove some rows of a deleted project; returns whether more are left."""
    for table, form in _PURGED:
        if run(connection, _PURGE[form].format(table=f'"{table}"'), p=project_seq, n=rows) > 0:
            return True
    run(connection, "DELETE FROM project WHERE seq = :p", p=project_seq)
    return False


def deleted_projects(connection: Connection) -> list[int]:
    """Projects whose rows are still to be purged."""
    return [int(row[0]) for row in fetch(connection, "SELECT seq FROM project WHERE deleted_us IS NOT NULL")]


def reviewer_seq(connection: Connection, name: str) -> int:
    """The number of the reviewer called `name`, made on first use."""
    found = fetch_value(connection, "SELECT seq FROM reviewer WHERE name = :n", n=name)
    if found is not None:
        return int(found)
    return insert_one(connection, "reviewer", {"id": uuid7_bytes(), "name": name, "created_us": clock.now_us()})


def suggester_seq(connection: Connection, project_seq: int, kind: str, name: str, version: str) -> int:
    """The number of a suggester of the project, made on first use."""
    sql = "SELECT seq FROM suggester WHERE project_seq = :p AND kind = :k AND name = :n AND version = :v"
    found = fetch_value(connection, sql, p=project_seq, k=kind, n=name, v=version)
    if found is not None:
        return int(found)
    values = {"project_seq": project_seq, "kind": kind, "name": name, "version": version}
    return insert_one(connection, "suggester", {"id": uuid7_bytes(), "created_us": clock.now_us(), **values})


def suggester_names(connection: Connection, project_seq: int) -> Sequence[tuple[int, str, str]]:
    """(number, name, version) of the project's suggesters."""
    rows = fetch(connection, "SELECT seq, name, version FROM suggester WHERE project_seq = :p", p=project_seq)
    return [(row.seq, row.name, row.version) for row in rows]
