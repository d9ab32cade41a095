"""Answers that hold text stand apart from the ledger, where they can be erased; the ledger's row holds `APART` in their place.

`answer_text.body` is `{"answer": ..., "candidates": [...]}` under the id of the decision or suggestion. After an erasure `APART` is all
that is left: that there was an answer.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.storage.sql import run, to_json

#: what stands in the ledger for an answer that is kept apart
APART: Answer = {"apart": True}
APART_TEXT = to_json(APART)

Candidates = tuple[tuple[Answer, float], ...]

#: not for an item that was erased meanwhile: nothing would ever take it away again
_PUT = """INSERT INTO answer_text (id, item_seq, body) SELECT :id, :s, :body
WHERE EXISTS (SELECT 1 FROM item WHERE seq = :s AND erased_us IS NULL) ON CONFLICT DO NOTHING"""


def put_apart(connection: Connection, row_id: bytes, item_seq: int, answer: Answer, candidates: Candidates = ()) -> None:
    """Keep an answer, and the candidates that came with it, where they can be erased. Once more does nothing."""
    body = to_json({"answer": answer, "candidates": [[one, round(score, 6)] for one, score in candidates]})
    run(connection, _PUT, id=row_id, s=item_seq, body=body)


def answer_sql(alias: str) -> str:
    """SQL for the answer (JSON text) of a row of `decision` or `suggestion` under this alias, from wherever it stands."""
    apart = f"(SELECT t.body -> '$.answer' FROM answer_text t WHERE t.id = {alias}.id)"  # noqa: S608 (our own names)
    return f"CASE WHEN {alias}.answer = '{APART_TEXT}' THEN coalesce({apart}, {alias}.answer) ELSE {alias}.answer END"


def candidates_sql(alias: str) -> str:
    """SQL for the candidates (JSON text) of a row of `suggestion` under this alias, from wherever they stand."""
    apart = f"(SELECT t.body -> '$.candidates' FROM answer_text t WHERE t.id = {alias}.id)"  # noqa: S608 (our own names)
    return f"CASE WHEN {alias}.answer = '{APART_TEXT}' THEN coalesce({apart}, '[]') ELSE {alias}.candidates END"


def is_apart(answer: Answer) -> bool:
    """Whether this is not an answer but the mark of one that was kept apart and is erased."""
    return answer == APART
