"""The whole ledger as JSON Lines: every suggestion, decision, event, annotation and outside signal of a project, table by table.

The first line describes the file: format version, signal table version, project, task, and where each table was cut (the last `seq`
of the workspace then). Every line has a `type`. Items are named by their external id, or by their own id where they have none.
Answers stand in it as they were given, also those that are kept apart from the ledger; no other item text does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from core import clock
from core.domain.json import JsonValue
from core.domain.signals import SIGNAL_TABLE_VERSION, SIGNALS, Action, action_of_decision, action_of_event, part_signals
from core.domain.uses import Purpose
from core.domain.vocabulary import EventKind, Provenance, Verdict
from core.export.cut import Cut
from core.export.formats.format import FormatBase
from core.export.output import Output
from core.storage.apart import answer_sql, candidates_sql
from core.storage.sql import fetch, from_json

VERSION = "countersign-ledger/1"
_BATCH = 5_000

_SUGGESTIONS = f"""SELECT t.*, {answer_sql("t")} AS said, {candidates_sql("t")} AS offered,
 i.id AS item, c.external_id, g.kind AS suggester_kind, g.name AS suggester, g.version AS suggester_version
FROM suggestion t JOIN item i ON i.seq = t.item_seq LEFT JOIN item_content c ON c.item_seq = t.item_seq
JOIN suggester g ON g.seq = t.suggester_seq
WHERE t.project_seq = :p AND t.seq > :after AND t.seq <= :last ORDER BY t.seq LIMIT :n"""  # noqa: S608 (constant)

_DECISIONS = f"""SELECT t.*, {answer_sql("t")} AS said,
 i.id AS item, c.external_id, r.name AS reviewer, s.id AS suggestion, v.number AS guideline,
CASE WHEN s.call_seq IS NULL THEN NULL ELSE {candidates_sql("s")} END AS candidates
FROM decision t JOIN item i ON i.seq = t.item_seq LEFT JOIN item_content c ON c.item_seq = t.item_seq
JOIN reviewer r ON r.seq = t.reviewer_seq LEFT JOIN suggestion s ON s.seq = t.suggestion_seq
LEFT JOIN guideline_version v ON v.seq = t.guideline_seq
WHERE t.project_seq = :p AND t.seq > :after AND t.seq <= :last ORDER BY t.seq LIMIT :n"""  # noqa: S608 (constant)

_EVENTS = """SELECT t.*, i.id AS item, c.external_id, r.name AS reviewer, d.id AS decision, s.id AS suggestion
FROM event t LEFT JOIN item i ON i.seq = t.item_seq LEFT JOIN item_content c ON c.item_seq = t.item_seq
LEFT JOIN reviewer r ON r.seq = t.reviewer_seq LEFT JOIN decision d ON d.seq = t.decision_seq
LEFT JOIN suggestion s ON s.seq = t.suggestion_seq
WHERE t.project_seq = :p AND t.seq > :after AND t.seq <= :last ORDER BY t.seq LIMIT :n"""


_ANNOTATIONS = f"""SELECT t.*, {answer_sql("t")} AS said, i.id AS item, c.external_id, o.name AS source
FROM annotation t JOIN item i ON i.seq = t.item_seq LEFT JOIN item_content c ON c.item_seq = t.item_seq
JOIN item_source o ON o.seq = t.source_seq
WHERE t.project_seq = :p AND t.seq > :after AND t.seq <= :last ORDER BY t.seq LIMIT :n"""  # noqa: S608 (constant)

_OUTSIDE = """SELECT t.*, i.id AS item, c.external_id, s.id AS suggestion
FROM outside_signal t JOIN item i ON i.seq = t.item_seq LEFT JOIN item_content c ON c.item_seq = t.item_seq
LEFT JOIN suggestion s ON s.seq = t.suggestion_seq
WHERE t.project_seq = :p AND t.seq > :after AND t.seq <= :last ORDER BY t.seq LIMIT :n"""

LedgerRecord = dict[str, JsonValue]


class Ledger(FormatBase):
    """The audit format."""

    name: str = "ledger"
    title: str = "The whole ledger (JSON Lines)"
    told: str = "every event as it happened, for audits and for merging"
    suffix: str = ".ledger.jsonl"
    purposes: tuple[Purpose, ...] = (Purpose.AUDIT,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`; the line of the header is no record."""
        with output.file().open("wb") as file:
            file.write(_line(_header(cut)))
            for _, records in ledger_records(cut):
                lines = b"".join(map(_line, records))
                cut.hashed(lines)
                cut.records += len(records)
                file.write(lines)


def ledger_records(cut: Cut) -> Iterator[tuple[str, list[LedgerRecord]]]:
    """(table, some of its records) up to the cut's position: suggestions, decisions, events, annotations, signals from outside."""
    at = cut.position
    parts = (
        ("suggestion", _SUGGESTIONS, _suggestion, at.suggestion),
        ("decision", _DECISIONS, _decision, at.decision),
        ("event", _EVENTS, _event, at.event),
        ("annotation", _ANNOTATIONS, _annotation, at.annotation),
        ("outside_signal", _OUTSIDE, _outside, at.outside_signal),
    )
    for name, sql, record, last in parts:
        for rows in _batches(cut, sql, last):
            yield name, [record(row) for row in rows]


def _batches(cut: Cut, sql: str, last: int) -> Iterator[Any]:
    after = 0
    while rows := fetch(cut.connection, sql, p=cut.project.seq, after=after, last=last, n=_BATCH):
        cut.step(0)
        yield rows
        after = int(rows[-1].seq)
        if cut.limit is not None and cut.records >= cut.limit:
            return


def _line(record: dict[str, JsonValue]) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _header(cut: Cut) -> dict[str, JsonValue]:
    return {
        "type": "header",
        "format": VERSION,
        "signal_table_version": SIGNAL_TABLE_VERSION,
        "project": cut.project.name,
        "task": cut.task.to_json(),
        "cut": cut.position.to_json(),
        "exported_at": clock.iso(cut.created_us),
    }


def _common(row: Any, kind: str) -> dict[str, JsonValue]:
    item = row.external_id if row.external_id is not None else _hex(row.item)
    return {"type": kind, "seq": row.seq, "id": row.id.hex(), "item": item, "at": clock.iso(row.created_us)}


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def _suggestion(row: Any) -> dict[str, JsonValue]:
    return {
        **_common(row, "suggestion"),
        "suggester": {"kind": row.suggester_kind, "name": row.suggester, "version": row.suggester_version},
        "answer": from_json(row.said),
        "candidates": from_json(row.offered),
        "raw": row.raw,
        "chance": row.chance,
        "rationale": from_json(row.rationale),
        "step": row.step,
        "fit_step": row.fit_step,
        "failure": row.failure,
        "signals": from_json(row.signals),
    }


def _decision(row: Any) -> dict[str, JsonValue]:
    detail = from_json(row.detail)
    small = isinstance(detail, dict) and bool(detail.get("small_edit"))
    verdict, provenance = Verdict(row.verdict), Provenance(row.provenance)
    action = action_of_decision(verdict, provenance, picked=_picked(row), small_edit=small)
    return {
        **_common(row, "decision"),
        "reviewer": row.reviewer,
        "verdict": row.verdict,
        "answer": from_json(row.said),
        "provenance": row.provenance,
        "suggestion": _hex(row.suggestion),
        "revealed": from_json(row.revealed),
        "sample": row.sample,
        "order": row.order_name,
        "selection_prob": row.selection_prob,
        "draw_no": row.draw_no,
        "reason": row.reason,
        "dwell_ms": row.dwell_ms,
        "detail": detail,
        "guidelines": row.guideline,
        "bulk_action": row.action_seq,
        "signal": _signal(action),
        "part_signals": part_signals(action, detail),
    }


def _annotation(row: Any) -> dict[str, JsonValue]:
    return {
        **_common(row, "annotation"),
        "source": row.source,
        "annotator": row.annotator,
        "answer": from_json(row.said),
        "status": row.status,
        "lead_ms": row.lead_ms,
        "given_at": None if row.given_us is None else clock.iso(row.given_us),
    }


def _outside(row: Any) -> dict[str, JsonValue]:
    """A comment on it is item text, or a person's, and stands in no ledger."""
    return {
        **_common(row, "outside_signal"),
        "origin": row.origin,
        "name": row.name,
        "value": row.value,
        "suggestion": _hex(row.suggestion),
    }


def _picked(row: Any) -> bool:
    """Whether the answer is one of several candidates that the model gave."""
    candidates, answer = from_json(row.candidates), from_json(row.said)
    return isinstance(candidates, list) and any(isinstance(one, list) and one[0] == answer for one in candidates)


def _event(row: Any) -> dict[str, JsonValue]:
    return {
        **_common(row, "event"),
        "kind": row.kind,
        "reviewer": row.reviewer,
        "decision": _hex(row.decision),
        "suggestion": _hex(row.suggestion),
        "data": from_json(row.data),
        "signal": _signal(action_of_event(EventKind(row.kind))),
    }


def _signal(action: Action | None) -> JsonValue:
    """What the row says of the suggestion, by the signal table; null when it says nothing."""
    if action is None:
        return None
    signal = SIGNALS[action]
    return {
        "action": action.value,
        "suggestion": signal.suggestion.value,
        "strength": signal.strength.value,
        "answer": signal.answer.value,
        "preferred_over": signal.preferred_over.value,
        "revokes": signal.revokes,
    }
