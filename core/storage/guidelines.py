"""The guidelines of a project, version by version. Versions are only ever added; the newest is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from core import clock
from core.domain.vocabulary import EventKind
from core.errors import BugError, UserError
from core.ids import uuid7_bytes
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch, fetch_one, insert_one, run

MAX_LENGTH = 1_000_000


class InForce(NamedTuple):
    """The guidelines that hold now: the row's `seq`, which decisions note, the version's number from 1, the Markdown."""

    seq: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class GuidelineVersion:
    """One version. `reviewer` is empty where nobody is known; `created_us` in microseconds, UTC."""

    seq: int
    number: int
    text: str
    reviewer: str
    created_us: int


_CURRENT = "SELECT seq, number, text FROM guideline_version WHERE project_seq = :p ORDER BY number DESC LIMIT 1"
_VERSIONS = """SELECT g.seq, g.number, g.text, coalesce(r.name, '') AS reviewer, g.created_us
FROM guideline_version g LEFT JOIN reviewer r ON r.seq = g.reviewer_seq WHERE g.project_seq = :p ORDER BY g.number DESC"""
_DECIDED_UNDER = """SELECT d.guideline_seq, count(*) FROM item_state s JOIN decision d ON d.seq = s.decision_seq
WHERE s.project_seq = :p AND s.status = 'decided' GROUP BY d.guideline_seq"""


def current(connection: Connection, project_seq: int) -> InForce:
    """The version in force. Every project has one, an empty one at least."""
    row = fetch_one(connection, _CURRENT, p=project_seq)
    if row is None:
        raise BugError("a project without guidelines")
    return InForce(row.seq, row.number, row.text)


def versions(connection: Connection, project_seq: int) -> list[GuidelineVersion]:
    """All versions, the newest first."""
    return [_version(row) for row in fetch(connection, _VERSIONS, p=project_seq)]


def version(connection: Connection, project_seq: int, number: int) -> GuidelineVersion:
    """The version with this number. Raises `UserError` when there is none."""
    found = versions(connection, project_seq)
    for one in found:
        if one.number == number:
            return one
    what = f"There is no version {number} of the guidelines."
    raise UserError("guidelines.unknown", what, todo=f"There are versions 1 to {len(found)}.")


def decided_under(connection: Connection, project_seq: int) -> dict[int, int]:
    """How many decided items stand by a decision under each version (its `seq`); decisions without one are left out."""
    return {int(row[0]): int(row[1]) for row in fetch(connection, _DECIDED_UNDER, p=project_seq) if row[0] is not None}


def save(connection: Connection, project_seq: int, text: str, reviewer_seq: int | None = None) -> InForce:
    """Put a new version in force; the text that is in force already makes none. Raises `UserError` when it is too long."""
    if len(text) > MAX_LENGTH:
        raise UserError("guidelines.too_long", f"Guidelines hold at most {MAX_LENGTH:,} characters.", kept="Nothing was changed.")
    before = current(connection, project_seq)
    if text == before.text:
        return before
    number = before.number + 1
    row = {"id": uuid7_bytes(), "project_seq": project_seq, "number": number, "text": text, "reviewer_seq": reviewer_seq}
    seq = insert_one(connection, "guideline_version", {**row, "created_us": clock.now_us()})
    run(connection, "UPDATE project SET guidelines = :t WHERE seq = :p", t=text, p=project_seq)
    data = {"version": number}
    add(connection, NewEvent(EventKind.GUIDELINES_CHANGED, project_seq, reviewer_seq=reviewer_seq, data={**data}))
    return InForce(seq, number, text)


def _version(row: Any) -> GuidelineVersion:
    return GuidelineVersion(row.seq, row.number, row.text, row.reviewer, row.created_us)
