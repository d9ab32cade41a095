"""Suggestions for many items at once, ahead of any review: resumable, since an item with a current suggestion is passed over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.clock import now_us
from core.domain.uses import Use
from core.errors import Cancelled
from core.storage.ledger import NewSuggestion, add
from core.storage.projection import counters
from core.storage.projects import ProjectInfo
from core.storage.sources import forbidden_spans, outside
from core.storage.sql import fetch
from core.storage.writer import Writer
from core.suggest.builtin import BuiltinSuggester

_BATCH = 50

# Open items in the order of their numbers that have no suggestion by this suggester at this step yet, and that may be reviewed.
_NEXT = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq > :after AND i.erased_us IS NULL AND coalesce(s.status, 'open') = 'open'
AND NOT EXISTS (SELECT 1 FROM suggestion g WHERE g.item_seq = i.seq AND g.suggester_seq = :g AND g.step = :k) {allowed}
ORDER BY i.seq LIMIT :n"""


def suggest_project(
    read: Engine,
    writer: Writer,
    project: ProjectInfo,
    *,
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> int:
    """Suggest for up to `limit` open items (all without one); returns for how many. `progress` gets (done, of at most).

    Raises `Cancelled`; what was suggested until then stays.
    """
    suggester = BuiltinSuggester(read, writer, project, None)
    total = _total(read, project, limit)
    done = after = 0
    while done < total and (seqs := _next(read, project, suggester, after, min(_BATCH, total - done))):
        _suggest(writer, suggester, seqs)
        done, after = done + len(seqs), seqs[-1]
        if progress is not None:
            progress(done, total)
        if cancel is not None and cancel.is_set():
            raise Cancelled("Suggesting was cancelled.", kept=f"The suggestions for {done:,} items stay.")
    return done


def _total(read: Engine, project: ProjectInfo, limit: int | None) -> int:
    with read.connect() as connection:
        left = counters(connection, project.seq).get("status:open", 0)
    return left if limit is None else min(limit, left)


def _next(read: Engine, project: ProjectInfo, suggester: BuiltinSuggester, after: int, n: int) -> list[int]:
    with read.connect() as connection:
        step = suggester.step
        sql = _NEXT.format(allowed=outside("i.seq", forbidden_spans(connection, project.seq, Use.REVIEW, now_us())))
        return [int(row[0]) for row in fetch(connection, sql, p=project.seq, g=suggester.seq, k=step, after=after, n=n)]


def _suggest(writer: Writer, suggester: BuiltinSuggester, seqs: Sequence[int]) -> None:
    vectors = suggester.vectors.of(seqs)
    rows: list[NewSuggestion] = [suggester.proposed(seq, vector) for seq, vector in vectors.items()]

    def write(connection: Connection) -> Any:
        for row in rows:
            add(connection, row)

    writer.submit_bulk(write).result()
