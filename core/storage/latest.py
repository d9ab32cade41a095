"""Which suggestion came last for an item, kept beside the ledger so that filters and facets need not look through it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.storage.sql import run

_LATEST = """INSERT INTO item_suggestion
  (item_seq, project_seq, suggestion_seq, suggester_seq, answered, chance, failure, flags)
VALUES (:item_seq, :project_seq, :suggestion_seq, :suggester_seq, :answered, :chance, :failure, :flags)
ON CONFLICT (item_seq) DO UPDATE SET suggestion_seq = excluded.suggestion_seq, suggester_seq = excluded.suggester_seq,
  answered = excluded.answered, chance = excluded.chance, failure = excluded.failure, flags = excluded.flags
WHERE excluded.suggestion_seq > item_suggestion.suggestion_seq"""


def note_latest(
    connection: Connection,
    *,
    item_seq: int,
    project_seq: int,
    suggestion_seq: int,
    suggester_seq: int,
    answered: bool,
    chance: float | None,
    failure: str | None,
    rationale: JsonValue,
) -> None:
    """A suggestion was written: it is its item's latest."""
    run(
        connection,
        _LATEST,
        item_seq=item_seq,
        project_seq=project_seq,
        suggestion_seq=suggestion_seq,
        suggester_seq=suggester_seq,
        answered=int(answered),
        chance=chance,
        failure=failure,
        flags=flags_text(rationale),
    )


def flags_text(rationale: JsonValue) -> str:
    """The codes of the guard rails in a suggestion's rationale, each between spaces; empty when there are none."""
    flags = rationale.get("flags") if isinstance(rationale, dict) else None
    return f" {' '.join(map(str, flags))} " if isinstance(flags, list) and flags else ""
