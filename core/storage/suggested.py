"""Suggestions that came with the data (`countersign import --suggestion`), read for the item that is being reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.storage.apart import answer_sql
from core.storage.renames import Renames
from core.storage.sql import fetch, from_json

_IMPORTED = f"""SELECT s.seq, s.id, {answer_sql("s")} AS answer, s.raw, s.suggester_seq, g.name, f.body AS reason
FROM suggestion s JOIN suggester g ON g.seq = s.suggester_seq
LEFT JOIN free_text f ON f.id = s.id AND f.role = 'rationale'
WHERE s.item_seq = :s AND g.kind = 'import' AND g.name <> 'import' AND s.answer IS NOT NULL ORDER BY s.seq DESC"""  # noqa: S608 (constant)


@dataclass(frozen=True, slots=True)
class ImportedSuggestion:
    """One of them. `raw`: the score that came with it, 0 to 1; `reason` in words, empty when there is none."""

    id: bytes
    suggester_seq: int
    suggester: str
    answer: Answer
    raw: float | None
    reason: str


def imported_suggestions(connection: Connection, project_seq: int, item_seq: int) -> list[ImportedSuggestion]:
    """Those of an item, the one that the mapping names first before the others: it is proposed (an import writes it last)."""
    rows = fetch(connection, _IMPORTED, s=item_seq)
    renames = Renames(connection)
    answers = [renames.suggested(project_seq, row.seq, from_json(row.answer)) for row in rows]
    return [
        ImportedSuggestion(bytes(row.id), row.suggester_seq, row.name, answer, row.raw, row.reason or "")
        for row, answer in zip(rows, answers, strict=True)
    ]
