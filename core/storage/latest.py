"""Which suggestion came last for an item, kept beside the ledger so that filters and facets need not look through it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.storage.sql import fetch, from_json, insert_rows, run

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


_MEANT = """SELECT s.item_seq, s.project_seq, s.seq, s.suggester_seq, s.answer IS NOT NULL, s.chance, s.failure, s.rationale
FROM suggestion s JOIN project p ON p.seq = s.project_seq AND p.deleted_us IS NULL
WHERE s.item_seq BETWEEN :low AND :high AND s.seq = (SELECT max(x.seq) FROM suggestion x WHERE x.item_seq = s.item_seq)"""
_STORED = """SELECT g.item_seq, g.project_seq, g.suggestion_seq, g.suggester_seq, g.answered, g.chance, g.failure, g.flags
FROM item_suggestion g JOIN project p ON p.seq = g.project_seq AND p.deleted_us IS NULL WHERE g.item_seq BETWEEN :low AND :high"""
_COLUMNS = ("item_seq", "project_seq", "suggestion_seq", "suggester_seq", "answered", "chance", "failure", "flags")


def wrong_latest(connection: Connection, low: int, high: int, *, repair: bool = False) -> list[int]:
    """The items with `low <= seq <= high` whose latest suggestion is not what the ledger says; with `repair` it is put right."""
    meant = {row[0]: (*row[:7], flags_text(from_json(row[7]))) for row in fetch(connection, _MEANT, low=low, high=high)}
    have = {row[0]: tuple(row) for row in fetch(connection, _STORED, low=low, high=high)}
    wrong = sorted(seq for seq in have.keys() | meant.keys() if have.get(seq) != meant.get(seq))
    if repair:
        for seq in wrong:
            run(connection, "DELETE FROM item_suggestion WHERE item_seq = :s", s=seq)
        insert_rows(connection, "item_suggestion", _COLUMNS, [meant[seq] for seq in wrong if seq in meant])
    return wrong


def flags_text(rationale: JsonValue) -> str:
    """The codes of the guard rails in a suggestion's rationale, each between spaces; empty when there are none."""
    flags = rationale.get("flags") if isinstance(rationale, dict) else None
    return f" {' '.join(map(str, flags))} " if isinstance(flags, list) and flags else ""
