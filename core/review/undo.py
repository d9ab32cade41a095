"""What a reviewer can undo and redo, read backwards from the ledger: without limit and across restarts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import Answer
from core.domain.vocabulary import EventKind
from core.learn.signals import NO_SIGNALS, Signals
from core.review.given import Given
from core.storage.apart import answer_sql
from core.storage.ledger import NewDecision
from core.storage.renames import Renames
from core.storage.sql import fetch, fetch_one, fetch_value, from_json

_BATCH = 200

_BACKWARDS = f"""SELECT e.seq AS event_seq, e.kind, d.seq, d.id, d.item_seq, d.verdict, {answer_sql("d")} AS answer,
  d.provenance, d.reason, d.sample,
  d.order_name, d.selection_prob, d.draw_no, s.id AS suggestion_id,
  CASE WHEN g.kind = 'builtin' THEN s.raw END AS raw, s.suggester_seq, s.signals, i.id AS item_id
FROM event e JOIN decision d ON d.seq = e.decision_seq LEFT JOIN suggestion s ON s.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = s.suggester_seq
JOIN item i ON i.seq = d.item_seq AND i.erased_us IS NULL
WHERE e.project_seq = :p AND e.reviewer_seq = :r AND e.seq < :before AND e.kind IN ('decided', 'undone', 'redone')
AND e.action_seq IS NULL ORDER BY e.seq DESC LIMIT :n"""  # noqa: S608 (constant)

_LAST = 1 << 62


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision of the ledger, with what is needed to show its item as it was."""

    seq: int
    id: bytes
    item_seq: int
    verdict: str
    answer: Answer
    provenance: str
    reason: str | None
    sample: str
    order_name: str
    selection_prob: float | None
    draw_no: int
    suggestion_id: bytes | None
    raw: float | None
    suggester_seq: int | None = None
    signals: Signals = NO_SIGNALS
    item_id: bytes = b""


_STANDING = f"""SELECT 0 AS event_seq, 'decided' AS kind, d.seq, d.id, d.item_seq, d.verdict, {answer_sql("d")} AS answer,
  d.provenance, d.reason, d.sample, d.order_name, d.selection_prob, d.draw_no, s.id AS suggestion_id,
  CASE WHEN g.kind = 'builtin' THEN s.raw END AS raw, s.suggester_seq, s.signals,
  i.id AS item_id
FROM item_state t JOIN item i ON i.seq = t.item_seq JOIN decision d ON d.seq = t.decision_seq
LEFT JOIN suggestion s ON s.seq = d.suggestion_seq
LEFT JOIN suggester g ON g.seq = s.suggester_seq
WHERE t.item_seq = :s AND t.status = 'decided'"""  # noqa: S608 (constant)


def standing_decision(connection: Connection, project_seq: int, item_seq: int) -> PastDecision | None:
    """The decision that stands for an item, whoever made it; None when there is none."""
    row = fetch_one(connection, _STANDING, s=item_seq)
    return None if row is None else _past(row, Renames(connection).decided(project_seq, row.seq, row.answer))


_SINCE = """SELECT count(*) FROM event WHERE item_seq = :s AND kind IN ('decided', 'redone', 'requeued', 'retired', 'erased')
AND seq > (SELECT coalesce(max(seq), 0) FROM event WHERE item_seq = :s AND decision_seq = :d AND kind = 'undone')"""


class UndoLog:
    """The decisions of one reviewer in one project that can be undone (newest last) and redone."""

    def __init__(self, read: Engine, project_seq: int, reviewer_seq: int) -> None:
        self._read = read
        self._project_seq = project_seq
        self._reviewer_seq = reviewer_seq
        self._new: list[PastDecision] = []
        self._older = self._standing()
        self._undone = self._redoable()

    def decided(self, decision: PastDecision) -> None:
        """A new decision was saved: it is the first to be undone, and nothing can be redone any more."""
        self._new.append(decision)
        self._undone.clear()

    def next_undo(self) -> PastDecision | None:
        """The decision that undo would take back."""
        if not self._new:
            older = next(self._older, None)
            self._new = [older] if older is not None else []
        return self._new[-1] if self._new else None

    def next_redo(self) -> PastDecision | None:
        """The decision that redo would bring back."""
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        """`next_undo` was undone."""
        self._undone.append(self._new.pop())

    def redone(self) -> None:
        """`next_redo` was redone."""
        self._new.append(self._undone.pop())

    def forget_redo(self) -> None:
        """What was undone cannot be brought back any more."""
        self._undone.clear()

    def overtaken(self, decision: PastDecision) -> bool:
        """Whether something else was done with the item since the decision was undone: by another reviewer, or in bulk."""
        with self._read.connect() as connection:
            return bool(fetch_value(connection, _SINCE, s=decision.item_seq, d=decision.seq))

    def latest(self, n: int) -> list[PastDecision]:
        """The newest `n` standing decisions, newest first, for the history strip at the start."""
        found: list[PastDecision] = []
        for decision in self._standing():
            found.append(decision)
            if len(found) == n:
                break
        return found

    def find(self, decision_id: bytes, within: int = 500) -> PastDecision | None:
        """The standing decision with this id among the newest ones, or None."""
        return next((decision for decision in self.latest(within) if decision.id == decision_id), None)

    def _lines(self) -> Iterator[tuple[str, PastDecision]]:
        before = _LAST
        while rows := self._batch(before):
            for row in rows:
                yield row[1], row[2]
            before = rows[-1][0]

    def _batch(self, before: int) -> list[tuple[int, str, PastDecision]]:
        with self._read.connect() as connection:
            return _fetch(connection, self._project_seq, self._reviewer_seq, before)

    def _standing(self) -> Iterator[PastDecision]:
        """Standing decisions, newest first: the newest mark on a decision says whether it stands."""
        marked: dict[int, str] = {}
        for kind, decision in self._lines():
            if kind != EventKind.DECIDED:
                marked.setdefault(decision.seq, kind)
            elif marked.pop(decision.seq, EventKind.REDONE) != EventKind.UNDONE:
                yield decision

    def _redoable(self) -> list[PastDecision]:
        """What was undone after the last decision and not redone, oldest undo first."""
        tail: list[tuple[str, PastDecision]] = []
        for kind, decision in self._lines():
            if kind == EventKind.DECIDED:
                break
            tail.append((kind, decision))
        undone: list[PastDecision] = []
        for kind, decision in reversed(tail):
            if kind == EventKind.UNDONE:
                undone.append(decision)
            elif undone:
                undone.pop()
        return undone


def _fetch(connection: Connection, project_seq: int, reviewer_seq: int, before: int) -> list[tuple[int, str, PastDecision]]:
    rows = fetch(connection, _BACKWARDS, p=project_seq, r=reviewer_seq, before=before, n=_BATCH)
    renames = Renames(connection)
    return [(row.event_seq, row.kind, _past(row, renames.decided(project_seq, row.seq, row.answer))) for row in rows]


def _past(row: Any, answer: str | None) -> PastDecision:
    return PastDecision(
        row.seq,
        row.id,
        row.item_seq,
        row.verdict,
        from_json(answer),
        row.provenance,
        row.reason,
        row.sample,
        row.order_name,
        row.selection_prob,
        row.draw_no,
        row.suggestion_id,
        row.raw,
        row.suggester_seq,
        Signals.from_json(from_json(row.signals)),
        bytes(row.item_id),
    )


def past_of(decision: NewDecision, seq: int, given: Given | None, builtin_seq: int) -> PastDecision:
    """The decision as undo needs it; a score counts for calibration where it is the built-in suggester's."""
    return PastDecision(
        seq,
        decision.id,
        decision.item_seq,
        decision.verdict,
        decision.answer,
        decision.provenance,
        decision.reason,
        decision.sample,
        decision.order_name,
        decision.selection_prob,
        decision.draw_no,
        decision.suggestion_id,
        None if given is None or given.row.suggester_seq != builtin_seq else given.row.raw,
        None if given is None else given.row.suggester_seq,
        NO_SIGNALS if given is None or given.made is None else given.made.signals,
    )
