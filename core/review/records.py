"""What an action of the reviewer writes: rows of the ledger, made here and written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.errors import UserError
from core.ids import uuid7_bytes
from core.review.details import Seen, detail_of, verdict_on
from core.review.draws import Draw
from core.storage.ledger import LedgerRow, NewDecision, NewEvent, add
from core.storage.projection import counters, refold
from core.storage.sql import fetch_value, insert_one


@dataclass(frozen=True, slots=True)
class Saved:
    """What a transaction left: the number of the last decision written (0: none) and the project's counters."""

    decision_seq: int
    counters: dict[str, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reviews which project. `apart`: answers hold text, and are kept where they can be erased; `guideline_seq`: those in force."""

    project_seq: int
    reviewer_seq: int
    apart: bool = False
    guideline_seq: int | None = None

    def event(self, kind: EventKind, item_seq: int, **refs: bytes | None) -> NewEvent:
        """An event of this reviewer about an item; `refs` are `decision_id` and `suggestion_id`."""
        return NewEvent(kind, self.project_seq, item_seq, self.reviewer_seq, refs.get("decision_id"), refs.get("suggestion_id"))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the reviewer decided, before it is known what was in view."""

    verdict: Verdict
    answer: Answer = None
    reason: str | None = None
    detail: JsonValue = None


def ruling_on(kind: Kind, answer: Answer, seen: Seen, *, in_view: bool) -> Ruling:
    """What an answer is against the suggestion in view, and what became of its parts."""
    verdict = verdict_on(kind, answer, seen, in_view=in_view)
    return Ruling(verdict, answer, detail=detail_of(kind, answer, seen, in_view=in_view))


def decision_rows(
    desk: Desk, draw: Draw, ruling: Ruling, *, suggestion_id: bytes | None, revealed: Sequence[bytes], blind: bool, dwell_ms: int
) -> list[LedgerRow]:
    """The rows of a decision: itself, the edit that led to it, and its event."""
    provenance = Provenance.BLIND if blind else Provenance.ASSISTED if suggestion_id is not None else Provenance.UNASSISTED
    decision = NewDecision(
        desk.project_seq,
        draw.item_seq,
        desk.reviewer_seq,
        ruling.verdict,
        provenance,
        Sample(draw.sample),
        draw.order_name,
        draw.draw_no,
        answer=ruling.answer,
        suggestion_id=None if blind else suggestion_id,
        revealed=tuple(revealed),
        selection_prob=draw.selection_prob,
        reason=ruling.reason,
        dwell_ms=dwell_ms,
        guideline_seq=desk.guideline_seq,
        detail=ruling.detail,
        apart=desk.apart,
    )
    edited = ruling.verdict == Verdict.CORRECTED or (isinstance(ruling.detail, dict) and "small_edit" in ruling.detail)
    edits = [desk.event(EventKind.EDITED, draw.item_seq, suggestion_id=suggestion_id)] if edited else []
    return [decision, *edits, desk.event(EventKind.DECIDED, draw.item_seq, decision_id=decision.id)]


def write(connection: Connection, rows: Sequence[LedgerRow], project_seq: int, item_seq: int) -> Saved:
    """Write rows about one item, refold it, and tell where that leaves the project."""
    decision_seq = 0
    for row in rows:
        seq = add(connection, row)
        decision_seq = seq if isinstance(row, NewDecision) else decision_seq
    refold(connection, item_seq)
    return Saved(decision_seq, counters(connection, project_seq))


def require_task(connection: Connection, project_seq: int, task: str) -> None:
    """Raise `UserError` when the project's task is not this one (JSON) any more: its labels were changed from outside."""
    if fetch_value(connection, "SELECT task FROM project WHERE seq = :p", p=project_seq) != task:
        what = "The labels of this project have changed meanwhile."
        raise UserError("review.task_changed", what, kept="Nothing was decided.", todo="Open the project again.")


def write_comment(connection: Connection, desk: Desk, item_seq: int, body: str) -> Saved:
    """Write a comment: its text where it can be erased, and a line of the ledger that there is one.

    Raises `UserError` when the item was erased meanwhile: the comment would outlive what a person wanted forgotten.
    """
    if fetch_value(connection, "SELECT erased_us FROM item WHERE seq = :s", s=item_seq) is not None:
        raise UserError("review.erased", "This item was erased.", kept="The comment was not kept.")
    text_id = uuid7_bytes()
    insert_one(connection, "free_text", {"id": text_id, "item_seq": item_seq, "role": "comment", "body": body})
    event = NewEvent(EventKind.COMMENTED, desk.project_seq, item_seq, desk.reviewer_seq, data={"text": text_id.hex()})
    return write(connection, [event], desk.project_seq, item_seq)
