"""Prompt versions as the workspace keeps them: insert-only; which one is live stands with the project, and in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core import clock
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage import projects
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch, fetch_one, fetch_value, insert_one, run

SUGGESTER = "prompt"


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A prompt version. `number` counts from 1 in its project; `content` is canonical JSON, `parent` the number it was made from."""

    seq: int
    number: int
    hash: str
    content: str
    connection: str
    parent: int | None
    suggester_seq: int
    note: str
    created_us: int
    live: bool


_VERSIONS = """SELECT v.seq, v.number, v.hash, v.content, v.connection, o.number AS parent, v.suggester_seq, v.note, v.created_us,
coalesce(p.live_prompt_seq, 0) = v.seq AS live
FROM prompt_version v JOIN project p ON p.seq = v.project_seq LEFT JOIN prompt_version o ON o.seq = v.parent_seq
WHERE v.project_seq = :p"""


def list_versions(connection: Connection, project_seq: int) -> list[StoredVersion]:
    """All prompt versions of a project, oldest first."""
    return [_version(row) for row in fetch(connection, _VERSIONS + " ORDER BY v.number", p=project_seq)]


def get_version(connection: Connection, project_seq: int, number: int) -> StoredVersion:
    """The version with this number. Raises `UserError` when there is none."""
    row = fetch_one(connection, _VERSIONS + " AND v.number = :n", p=project_seq, n=number)
    if row is None:
        known = [version.number for version in list_versions(connection, project_seq)]
        todo = f"Known: {', '.join(f'v{one}' for one in known[-10:])}." if known else "countersign prompt add makes one."
        raise UserError("prompt.unknown", f"There is no prompt version v{number} in this project.", todo=todo)
    return _version(row)


def live_version(connection: Connection, project_seq: int) -> StoredVersion | None:
    """The version that suggests now, or None when the built-in suggester does."""
    row = fetch_one(connection, _VERSIONS + " AND v.seq = p.live_prompt_seq", p=project_seq)
    return None if row is None else _version(row)


def live_through(connection: Connection, name: str) -> str:
    """A project whose live prompt goes through this connection, in words; nothing when there is none."""
    sql = """SELECT p.name, v.number FROM project p JOIN prompt_version v ON v.seq = p.live_prompt_seq
    WHERE v.connection = :c AND p.deleted_us IS NULL LIMIT 1"""
    row = fetch_one(connection, sql, c=name)
    return "" if row is None else f"v{row.number} of {row.name!r} is live"


def add_version(
    connection: Connection,
    project_seq: int,
    *,
    content: str,
    content_hash: str,
    model: str,
    via: str,
    parent: int | None,
    note: str,
) -> int:
    """Write a version; returns its number. The same content through the same connection is there once: then that one's number."""
    same = "SELECT number FROM prompt_version WHERE project_seq = :p AND hash = :h AND connection = :c"
    there = fetch_value(connection, same, p=project_seq, h=content_hash, c=via)
    if there is not None:
        return int(there)
    last = fetch_value(connection, "SELECT coalesce(max(number), 0) FROM prompt_version WHERE project_seq = :p", p=project_seq)
    number = int(last) + 1
    values = {
        "id": uuid7_bytes(),
        "project_seq": project_seq,
        "number": number,
        "hash": content_hash,
        "content": content,
        "connection": via,
        "parent_seq": None if parent is None else get_version(connection, project_seq, parent).seq,
        "suggester_seq": projects.suggester_seq(
            connection, project_seq, SUGGESTER, f"{model} @ v{number}", content_hash + "/" + via
        ),
        "note": note,
        "created_us": clock.now_us(),
    }
    insert_one(connection, "prompt_version", values)
    add(connection, NewEvent(EventKind.PROMPT_SAVED, project_seq, data={"version": number, "hash": content_hash}))
    return number


def set_live(connection: Connection, project_seq: int, number: int | None) -> None:
    """Make a version the one that suggests; None: the built-in suggester. Raises `UserError` when there is no such version."""
    before = live_version(connection, project_seq)
    seq = None if number is None else get_version(connection, project_seq, number).seq
    run(connection, "UPDATE project SET live_prompt_seq = :s WHERE seq = :p", s=seq, p=project_seq)
    data = {"from": before.number if before else None, "to": number}
    add(connection, NewEvent(EventKind.PROMPT_ACTIVATED, project_seq, data=dict(data)))


def _version(row: Any) -> StoredVersion:
    return StoredVersion(*row[:-1], live=bool(row.live))
