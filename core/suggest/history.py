"""The part of a project's ledger that teaches, read once when a session starts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from core.storage.apart import answer_sql
from core.storage.renames import Renames
from core.storage.sql import fetch, from_json
from core.suggest.teaching import Taught

_BATCH = 2_000

_LINES = f"""SELECT e.seq AS event_seq, e.kind, d.seq, d.id, d.item_seq, d.verdict, {answer_sql("d")} AS answer,
  d.provenance, d.sample, CASE WHEN g.kind = 'builtin' THEN s.raw END AS raw
FROM event e JOIN decision d ON d.seq = e.decision_seq LEFT JOIN suggestion s ON s.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = s.suggester_seq
WHERE e.project_seq = :p AND e.kind IN ('decided', 'undone', 'redone') AND e.action_seq IS NULL
AND e.seq > :after ORDER BY e.seq LIMIT :n"""  # noqa: S608 (constant)


def teaching_lines(connection: Connection, project_seq: int) -> Iterator[tuple[str, Taught]]:
    """The lines (kind, decision) of the project that can teach, in the order of the ledger."""
    after, renames = 0, Renames(connection)
    while rows := fetch(connection, _LINES, p=project_seq, after=after, n=_BATCH):
        for row in rows:
            answer = from_json(renames.decided(project_seq, row.seq, row.answer))
            yield row.kind, Taught(row.id, row.item_seq, row.verdict, answer, row.provenance, row.sample, row.raw)
        after = int(rows[-1].event_seq)
