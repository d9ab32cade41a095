"""Adding lines to the ledger. Rows name each other by id, so that a screen can make them before the writer has numbered them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import Answer, JsonValue
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict
from core.ids import uuid7_bytes
from core.storage.apart import APART_TEXT, put_apart
from core.storage.latest import note_latest
from core.storage.sql import fetch_value, insert_one, json_ids, to_json


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """A suggestion to be written; see `tables.Suggestion`. `answer` None with a `failure`: the failure to give one.

    `apart`: the answer holds text, and is kept where it can be erased.
    """

    project_seq: int
    item_seq: int
    suggester_seq: int
    answer: Answer
    candidates: tuple[tuple[Answer, float], ...] = ()
    raw: float | None = None
    chance: float | None = None
    rationale: JsonValue = None
    step: int | None = None
    fit_step: int | None = None
    failure: str | None = None
    signals: JsonValue = None
    call_seq: int | None = None
    apart: bool = False
    id: bytes = field(default_factory=uuid7_bytes)
    created_us: int = field(default_factory=clock.now_us)


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be written; see `tables.Decision`. `apart`: the answer holds text, and is kept where it can be erased."""

    project_seq: int
    item_seq: int
    reviewer_seq: int
    verdict: Verdict
    provenance: Provenance
    sample: Sample
    order_name: str
    draw_no: int
    answer: Answer = None
    suggestion_id: bytes | None = None
    revealed: tuple[bytes, ...] = ()
    selection_prob: float | None = None
    reason: str | None = None
    dwell_ms: int = 0
    guideline_seq: int | None = None
    detail: JsonValue = None
    action_seq: int | None = None
    apart: bool = False
    id: bytes = field(default_factory=uuid7_bytes)
    created_us: int = field(default_factory=clock.now_us)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be written; see `tables.Event`."""

    kind: EventKind
    project_seq: int
    item_seq: int | None = None
    reviewer_seq: int | None = None
    decision_id: bytes | None = None
    suggestion_id: bytes | None = None
    data: JsonValue = None
    action_seq: int | None = None
    id: bytes = field(default_factory=uuid7_bytes)
    created_us: int = field(default_factory=clock.now_us)


LedgerRow = NewSuggestion | NewDecision | NewEvent


def add(connection: Connection, row: LedgerRow) -> int:
    """Write one row of the ledger; returns its `seq`. Rows it refers to by id must have been written before."""
    match row:
        case NewSuggestion():
            return _add_suggestion(connection, row)
        case NewDecision():
            return _add_decision(connection, row)
        case NewEvent():
            return _add_event(connection, row)


def _add_suggestion(connection: Connection, row: NewSuggestion) -> int:
    """A suggestion that is shown again, or whose first note failed, may be there already."""
    there = fetch_value(connection, "SELECT seq FROM suggestion WHERE id = :id", id=row.id)
    if there is not None:
        return int(there)
    values = _columns(row)
    apart = bool(values.pop("apart")) and row.answer is not None
    values["answer"] = APART_TEXT if apart else None if row.answer is None else to_json(row.answer)
    values["candidates"] = "[]" if apart else to_json([[answer, round(raw, 6)] for answer, raw in row.candidates])
    values["rationale"] = None if row.rationale is None else to_json(row.rationale)
    values["signals"] = None if row.signals is None else to_json(row.signals)
    if apart:
        put_apart(connection, row.id, row.item_seq, row.answer, row.candidates)
    seq = insert_one(connection, "suggestion", values)
    _note(connection, row, seq)
    return seq


def _note(connection: Connection, row: NewSuggestion, seq: int) -> None:
    note_latest(
        connection,
        item_seq=row.item_seq,
        project_seq=row.project_seq,
        suggestion_seq=seq,
        suggester_seq=row.suggester_seq,
        answered=row.answer is not None,
        chance=row.chance,
        failure=row.failure,
        rationale=row.rationale,
    )


def _add_decision(connection: Connection, row: NewDecision) -> int:
    values = _columns(row)
    apart = bool(values.pop("apart")) and row.answer is not None
    values["answer"] = APART_TEXT if apart else None if row.answer is None else to_json(row.answer)
    values["detail"] = None if row.detail is None else to_json(row.detail)
    if apart:
        put_apart(connection, row.id, row.item_seq, row.answer)
    values["revealed"] = json_ids(row.revealed)
    values["suggestion_seq"] = seq_of(connection, "suggestion", values.pop("suggestion_id"))
    return insert_one(connection, "decision", values)


def _add_event(connection: Connection, row: NewEvent) -> int:
    values = _columns(row)
    values["data"] = None if row.data is None else to_json(row.data)
    values["decision_seq"] = seq_of(connection, "decision", values.pop("decision_id"))
    values["suggestion_seq"] = seq_of(connection, "suggestion", values.pop("suggestion_id"))
    return insert_one(connection, "event", values)


def _columns(row: LedgerRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}


_SEQ_OF = {
    "suggestion": "SELECT seq FROM suggestion WHERE id = :id",
    "decision": "SELECT seq FROM decision WHERE id = :id",
}


def seq_of(connection: Connection, table: Literal["suggestion", "decision"], row_id: object) -> int | None:
    """The number of a ledger row, None for no id. Raises `KeyError` when there is no such row."""
    if row_id is None:
        return None
    seq = fetch_value(connection, _SEQ_OF[table], id=row_id)
    if seq is None:
        raise KeyError(table)
    return int(seq)
