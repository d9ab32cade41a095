"""Who may do what in a project, and the like: small switches that stand beside the task."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.vocabulary import EventKind
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch_value, from_json, run, to_json


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The switches of one project. `reviewers_add_labels`: labels may be added while reviewing, by whoever reviews."""

    reviewers_add_labels: bool = True


def read_settings(connection: Connection, project_seq: int) -> ProjectSettings:
    """The settings of a project; what is not stored is as it is by default."""
    stored = from_json(fetch_value(connection, "SELECT settings FROM project WHERE seq = :p", p=project_seq))
    held = stored if isinstance(stored, dict) else {}
    return ProjectSettings(reviewers_add_labels=bool(held.get("reviewers_add_labels", True)))


def write_settings(connection: Connection, project_seq: int, settings: ProjectSettings, reviewer_seq: int | None = None) -> None:
    """Set them; the ledger notes it. What other releases may have stored beside them stays."""
    stored = from_json(fetch_value(connection, "SELECT settings FROM project WHERE seq = :p", p=project_seq))
    values: dict[str, JsonValue] = {**asdict(settings)}
    held = stored if isinstance(stored, dict) else {}
    run(connection, "UPDATE project SET settings = :s WHERE seq = :p", s=to_json({**held, **values}), p=project_seq)
    add(connection, NewEvent(EventKind.TASK_CHANGED, project_seq, reviewer_seq=reviewer_seq, data={"settings": values}))
