"""Suggestions of prompt versions in the ledger: written with their rationale apart, and read again instead of asking twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.learn.signals import Signals
from core.storage.apart import answer_sql, candidates_sql
from core.storage.ledger import NewSuggestion, add
from core.storage.prompts import SUGGESTER
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_one, fetch_value, from_json, insert_one
from core.suggest.made import Made
from core.suggest.versions import PromptVersion

#: suggesters of a version: its own, and those of its fallbacks
_OF_VERSION = "g.project_seq = :p AND g.kind = :k AND (g.version = :v OR substr(g.version, 1, length(:w)) = :w)"
_SEQS = f"SELECT g.seq FROM suggester g WHERE {_OF_VERSION}"  # noqa: S608 (constant)
_STORED = f"""SELECT s.seq, s.id, {answer_sql("s")} AS answer, {candidates_sql("s")} AS candidates, s.signals, s.rationale,
  s.failure, s.suggester_seq, s.call_seq, s.created_us,
g.name, f.body
FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq LEFT JOIN free_text f ON f.id = s.id
WHERE s.item_seq = :i AND {_OF_VERSION} AND (s.answer IS NOT NULL OR s.failure = 'no_idea')
ORDER BY s.seq DESC LIMIT 1"""  # noqa: S608 (constant)


def suggester_seqs(connection: Connection, project_seq: int, version: PromptVersion) -> list[int]:
    """The numbers under which a version's suggestions stand."""
    return [int(row[0]) for row in fetch(connection, _SEQS, **_named(project_seq, version))]


def stored(connection: Connection, project_seq: int, item_seq: int, version: PromptVersion) -> Made | None:
    """The suggestion of a version that the ledger has for an item, or None. "Does not know" is one; other failures are not."""
    row = fetch_one(connection, _STORED, i=item_seq, **_named(project_seq, version))
    if row is None:
        return None
    renames = Renames(connection)
    suggestion = NewSuggestion(
        project_seq,
        item_seq,
        row.suggester_seq,
        renames.suggested(project_seq, row.seq, from_json(row.answer)),
        tuple((renames.suggested(project_seq, row.seq, one), share) for one, share in _pairs(from_json(row.candidates))),
        rationale=from_json(row.rationale),
        failure=row.failure,
        signals=from_json(row.signals),
        call_seq=row.call_seq,
        id=bytes(row.id),
        created_us=row.created_us,
    )
    return Made(suggestion, row.name, Signals.from_json(suggestion.signals), row.body or "", _flags(suggestion.rationale))


def write(connection: Connection, made: Made) -> None:
    """Write a suggestion, and its rationale where it can be erased; nothing for an item that was erased meanwhile."""
    item_seq = made.row.item_seq
    if fetch_value(connection, "SELECT erased_us FROM item WHERE seq = :s", s=item_seq) is not None:
        return
    add(connection, made.row)
    if made.rationale:
        values = {"id": made.row.id, "item_seq": item_seq, "role": "rationale", "body": made.rationale}
        insert_one(connection, "free_text", values)


def ranked(answers: Sequence[Answer]) -> tuple[tuple[Answer, float], ...]:
    """Different answers in the order in which they were given, with the share of candidates that gave each."""
    distinct: list[Answer] = []
    for answer in answers:
        if answer not in distinct:
            distinct.append(answer)
    return tuple((answer, sum(one == answer for one in answers) / len(answers)) for answer in distinct)


def _named(project_seq: int, version: PromptVersion) -> dict[str, Any]:
    name = f"{version.hash}/{version.connection}"
    return {"p": project_seq, "k": SUGGESTER, "v": name, "w": name + "+"}


def _pairs(candidates: JsonValue) -> list[tuple[Answer, float]]:
    rows = candidates if isinstance(candidates, list) else []
    return [(row[0], float(row[1])) for row in rows if isinstance(row, list) and isinstance(row[1], int | float)]


def _flags(rationale: JsonValue) -> tuple[str, ...]:
    """What the guard rails noticed, as it was written with the suggestion."""
    flags = rationale.get("flags") if isinstance(rationale, dict) else None
    return tuple(str(flag) for flag in flags) if isinstance(flags, list) else ()
