"""Bulk actions in the ledger: a row for the action, and for each item a decision or an event that carries its number.

What an action did is undone by one more event for each item; folding then leaves out every line of the action (core/storage/fold.py), so
that what a person decided since stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import Answer, JsonValue
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.ids import uuid7_batch, uuid7_bytes
from core.storage.apart import APART_TEXT, put_apart
from core.storage.ledger import NewEvent, add
from core.storage.refolding import refold_many
from core.storage.sql import fetch, fetch_value, from_json, insert_one, insert_rows, to_json

#: what stands for the order in decisions that were not drawn
ORDER = "bulk"


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action to be written: who did what over which filter. `wanted` and `detail` hold no item text."""

    project_seq: int
    reviewer_seq: int
    kind: str
    wanted: JsonValue
    detail: JsonValue


@dataclass(frozen=True, slots=True)
class Mark:
    """What an action does with one item: an event, and with `DECIDED` a decision. `suggestion_seq`: the suggestion that it accepts."""

    item_seq: int
    event: EventKind
    verdict: Verdict = Verdict.ANSWERED
    provenance: Provenance = Provenance.BULK
    answer: Answer = None
    suggestion_seq: int | None = None
    apart: bool = False


def begin_action(connection: Connection, action: NewAction) -> int:
    """Write the row of an action; returns its number."""
    values = {
        "id": uuid7_bytes(),
        "project_seq": action.project_seq,
        "reviewer_seq": action.reviewer_seq,
        "kind": action.kind,
        "filter": to_json(action.wanted),
        "detail": to_json(action.detail),
        "created_us": clock.now_us(),
    }
    return insert_one(connection, "bulk_action", values)


def write_marks(connection: Connection, action: NewAction, action_seq: int, marks: Sequence[Mark]) -> None:
    """Write the lines of an action for these items (each once), and fold them anew."""
    decided = [mark for mark in marks if mark.event is EventKind.DECIDED]
    numbers = _write_decisions(connection, action, action_seq, decided) if decided else {}
    now = clock.now_us()
    rows: list[tuple[Any, ...]] = [
        (
            row_id,
            action.project_seq,
            mark.item_seq,
            action.reviewer_seq,
            mark.event.value,
            numbers.get(mark.item_seq),
            now,
            action_seq,
        )
        for row_id, mark in zip(uuid7_batch(len(marks)), marks, strict=True)
    ]
    insert_rows(connection, "event", _EVENT, rows)
    refold_many(connection, [mark.item_seq for mark in marks])


_EVENT = ("id", "project_seq", "item_seq", "reviewer_seq", "kind", "decision_seq", "created_us", "action_seq")
_DECISION = (
    *("id", "project_seq", "item_seq", "reviewer_seq", "verdict", "answer", "provenance", "suggestion_seq", "revealed", "sample"),
    *("order_name", "draw_no", "dwell_ms", "created_us", "guideline_seq", "action_seq"),
)
_NEWEST_GUIDELINES = "SELECT max(seq) FROM guideline_version WHERE project_seq = :p"
_WRITTEN = "SELECT item_seq, seq FROM decision WHERE seq > :before AND action_seq = :a"


def _write_decisions(connection: Connection, action: NewAction, action_seq: int, marks: Sequence[Mark]) -> dict[int, int]:
    """Write a decision for each item; returns their numbers by item. They were not drawn, and nothing was revealed."""
    before = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM decision"))
    guideline_seq, now = fetch_value(connection, _NEWEST_GUIDELINES, p=action.project_seq), clock.now_us()
    who = (action.project_seq, action.reviewer_seq)
    rows: list[tuple[Any, ...]] = []
    for row_id, mark in zip(uuid7_batch(len(marks)), marks, strict=True):
        if mark.apart:
            put_apart(connection, row_id, mark.item_seq, mark.answer)
        text = APART_TEXT if mark.apart else to_json(mark.answer)
        what = (mark.verdict.value, text, mark.provenance.value, mark.suggestion_seq, "[]", Sample.NONE.value, ORDER, 0, 0)
        rows.append((row_id, who[0], mark.item_seq, who[1], *what, now, guideline_seq, action_seq))
    insert_rows(connection, "decision", _DECISION, rows)
    return {int(row[0]): int(row[1]) for row in fetch(connection, _WRITTEN, before=before, a=action_seq)}


def end_action(connection: Connection, action: NewAction, action_seq: int, items: int, *, whole: bool) -> None:
    """Note that an action has ended, and whether it went over all that matched."""
    _note(connection, EventKind.BULK_DONE, action.project_seq, action.reviewer_seq, action_seq, {"items": items, "whole": whole})


_LEFT = """SELECT e.item_seq FROM event e WHERE e.action_seq = :a AND e.item_seq IS NOT NULL AND e.kind <> 'action_undone'
AND NOT EXISTS (SELECT 1 FROM event u WHERE u.item_seq = e.item_seq AND +u.action_seq = :a AND u.kind = 'action_undone')
AND e.seq > :after ORDER BY e.seq LIMIT :n"""


def undo_slice(
    connection: Connection, project_seq: int, reviewer_seq: int, action_seq: int, after: int, n: int
) -> tuple[int, int]:
    """Undo an action for `n` of its items at most; returns for how many, and the number of the event to go on after."""
    sql = _LEFT.replace("SELECT e.item_seq", "SELECT e.item_seq, e.seq")
    found = fetch(connection, sql, a=action_seq, after=after, n=n)
    seqs, now = list(dict.fromkeys(int(row[0]) for row in found)), clock.now_us()
    rows: list[tuple[Any, ...]] = [
        (row_id, project_seq, seq, reviewer_seq, EventKind.ACTION_UNDONE.value, None, now, action_seq)
        for row_id, seq in zip(uuid7_batch(len(seqs)), seqs, strict=True)
    ]
    insert_rows(connection, "event", _EVENT, rows)
    if seqs:
        refold_many(connection, seqs)
    return len(seqs), int(found[-1][1]) if found else after


def end_undo(connection: Connection, project_seq: int, reviewer_seq: int, action_seq: int) -> None:
    """Note that an action was undone as a whole."""
    _note(connection, EventKind.ACTION_UNDONE, project_seq, reviewer_seq, action_seq, None)


def _note(connection: Connection, kind: EventKind, project_seq: int, reviewer_seq: int, action_seq: int, data: JsonValue) -> None:
    add(connection, NewEvent(kind, project_seq, None, reviewer_seq, data=data, action_seq=action_seq))


@dataclass(frozen=True, slots=True)
class StoredAction:
    """A bulk action as the ledger knows it. `items`: how many it changed; `whole`: it went over all that matched; `undone`: as a whole."""

    seq: int
    kind: str
    reviewer: str
    wanted: JsonValue
    detail: JsonValue
    created_us: int
    items: int
    whole: bool
    undone: bool


_LIST = """SELECT b.seq, b.kind, coalesce(r.name, '') AS reviewer, b.filter, b.detail, b.created_us,
  (SELECT e.data FROM event e WHERE e.action_seq = b.seq AND e.item_seq IS NULL AND e.kind = 'bulk_done') AS ended,
  EXISTS (SELECT 1 FROM event e WHERE e.action_seq = b.seq AND e.item_seq IS NULL AND e.kind = 'action_undone') AS undone
FROM bulk_action b LEFT JOIN reviewer r ON r.seq = b.reviewer_seq
WHERE b.project_seq = :p AND (:s = 0 OR b.seq = :s) ORDER BY b.seq DESC LIMIT :n"""
_ITEMS = "SELECT count(*) FROM event WHERE action_seq = :a AND item_seq IS NOT NULL AND kind <> 'action_undone'"


def list_actions(connection: Connection, project_seq: int, *, limit: int = 50, action_seq: int = 0) -> list[StoredAction]:
    """The bulk actions of a project, the latest first; with `action_seq` that one alone."""
    return [_stored(connection, row) for row in fetch(connection, _LIST, p=project_seq, n=limit, s=action_seq)]


def _stored(connection: Connection, row: Any) -> StoredAction:
    """Of an action that was cut short the items are counted."""
    ended: Any = from_json(row.ended)
    items = ended["items"] if ended is not None else fetch_value(connection, _ITEMS, a=row.seq)
    told = (row.seq, row.kind, row.reviewer, from_json(row.filter), from_json(row.detail), row.created_us)
    return StoredAction(*told, int(items), ended is not None and bool(ended["whole"]), bool(row.undone))
