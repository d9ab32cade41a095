"""A project's settings between the workspace and its file: what is stored of it, and a project made of it, all or nothing."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.mapping import Mapping
from core.ingest.task_file import ProjectFile
from core.ingest.task_file_reader import QueueSetting
from core.review.orders import order_for
from core.storage import guidelines, projects
from core.storage.projects import ProjectInfo
from core.storage.queues import list_queues, save_queue
from core.storage.settings import ProjectSettings, read_settings, write_settings
from core.storage.sql import fetch_value, from_json, run, to_json

#: where the mapping stands among what is stored with a project
_MAPPING = "import"


def read_project(connection: Connection, project: ProjectInfo) -> ProjectFile:
    """The settings of a project, with the mapping of its imports: the one that was settled, else that of the last import."""
    queues = tuple(QueueSetting(one.name, one.filter, one.order) for one in list_queues(connection, project.seq))
    return ProjectFile(
        project.name,
        project.task,
        guidelines.current(connection, project.seq).text,
        project.order_name,
        project.order_seed,
        read_mapping(connection, project.seq),
        queues,
        reviewers_add_labels=read_settings(connection, project.seq).reviewers_add_labels,
    )


def make_project(connection: Connection, wanted: ProjectFile) -> int:
    """A project with these settings, in the caller's transaction; returns its number. Raises `UserError`, as `create_project` does."""
    order = order_for(wanted.order, wanted.task)
    seq = projects.create_project(connection, wanted.name, wanted.task, wanted.guidelines, order)
    if wanted.seed:
        projects.set_order(connection, seq, order, wanted.seed)
    if not wanted.reviewers_add_labels:
        write_settings(connection, seq, ProjectSettings(reviewers_add_labels=False))
    if wanted.mapping is not None:
        write_mapping(connection, seq, wanted.mapping)
    for queue in wanted.queues:
        save_queue(connection, seq, queue.name, queue.filter, queue.order)
    return seq


def read_mapping(connection: Connection, project_seq: int) -> Mapping | None:
    """How the project's files are imported; None where neither was settled nor anything imported."""
    held = _stored(connection, project_seq).get(_MAPPING)
    last = "SELECT mapping FROM import_run WHERE project_seq = :p ORDER BY seq DESC LIMIT 1"
    value = from_json(fetch_value(connection, last, p=project_seq)) if held is None else held
    try:
        return None if value is None else Mapping.from_json(value)
    except UserError:  # what another release wrote
        return None


def write_mapping(connection: Connection, project_seq: int, mapping: Mapping) -> None:
    """Settle how the project's files are imported; what is stored beside it stays."""
    value: dict[str, JsonValue] = {**_stored(connection, project_seq), _MAPPING: mapping.to_json()}
    run(connection, "UPDATE project SET settings = :s WHERE seq = :p", s=to_json(value), p=project_seq)


def _stored(connection: Connection, project_seq: int) -> dict[str, JsonValue]:
    value = from_json(fetch_value(connection, "SELECT settings FROM project WHERE seq = :p", p=project_seq))
    return value if isinstance(value, dict) else {}
