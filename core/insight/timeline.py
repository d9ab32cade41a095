"""Everything that happened to one item, in the order of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.vocabulary import EventKind, Sample
from core.storage.apart import answer_sql
from core.storage.sql import fetch, fetch_one, fetch_value, from_json

_EVENTS = f"""SELECT e.created_us, e.kind, e.data, r.name AS reviewer, d.verdict, {answer_sql("d")} AS decided, d.provenance,
  d.reason, d.dwell_ms, {answer_sql("s")} AS suggested, s.chance, g.name AS suggester, g.version
FROM event e LEFT JOIN reviewer r ON r.seq = e.reviewer_seq LEFT JOIN decision d ON d.seq = e.decision_seq
LEFT JOIN suggestion s ON s.seq = e.suggestion_seq LEFT JOIN suggester g ON g.seq = s.suggester_seq
WHERE e.item_seq = :s ORDER BY e.seq"""  # noqa: S608 (constant)

_ITEM = """SELECT i.sample, i.erased_us, coalesce(t.blind_decision_seq, 0) AS answered, coalesce(t.exposed, 0) AS exposed
FROM item i LEFT JOIN item_state t ON t.item_seq = i.seq WHERE i.seq = :s"""


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One event. `answer` is what was decided or suggested; `comment` the text of a comment, empty once erased."""

    at_us: int
    kind: EventKind
    reviewer: str = ""
    verdict: str = ""
    answer: JsonValue = None
    provenance: str = ""
    reason: str = ""
    dwell_ms: int = 0
    suggester: str = ""
    chance: float | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The history of one item. `hidden`: a blind item that awaits its answer, so nothing of a model's is in `lines`."""

    lines: tuple[TimelineLine, ...]
    erased: bool
    hidden: bool


def item_timeline(connection: Connection, item_seq: int) -> Timeline:
    """The history of an item, oldest line first. Raises `KeyError` when there is no such item."""
    item = fetch_one(connection, _ITEM, s=item_seq)
    if item is None:
        raise KeyError(item_seq)
    hidden = item.sample == Sample.BLIND and not item.answered and not item.exposed
    lines = tuple(_line(connection, row, hidden=hidden) for row in fetch(connection, _EVENTS, s=item_seq))
    return Timeline(lines, item.erased_us is not None, hidden)


def _line(connection: Connection, row: Any, *, hidden: bool) -> TimelineLine:
    data = from_json(row.data)
    suggested = None if hidden else from_json(row.suggested)
    return TimelineLine(
        at_us=row.created_us,
        kind=EventKind(row.kind),
        reviewer=row.reviewer or "",
        verdict=row.verdict or "",
        answer=from_json(row.decided) if row.decided else suggested,
        provenance=row.provenance or "",
        reason=row.reason or (str(data.get("why", "")) if isinstance(data, dict) else ""),
        dwell_ms=row.dwell_ms or 0,
        suggester="" if hidden or not row.suggester else _suggester(row),
        chance=None if hidden else _chance(row, data),
        comment=_comment(connection, data) if row.kind == EventKind.COMMENTED else "",
    )


def _suggester(row: Any) -> str:
    """What a person calls it; the version of a prompt is a hash, and its name has the number already."""
    return str(row.suggester) if str(row.version).startswith("sha256:") else f"{row.suggester} {row.version}"


def _chance(row: Any, data: JsonValue) -> float | None:
    """The chance that was shown: of a model's suggestion it stands with the event, since it was known after the row was written."""
    told = data.get("chance") if isinstance(data, dict) else None
    return float(told) if isinstance(told, int | float) else row.chance


def _comment(connection: Connection, data: JsonValue) -> str:
    text_id = str(data.get("text", "")) if isinstance(data, dict) else ""
    return str(fetch_value(connection, "SELECT body FROM free_text WHERE id = :i", i=bytes.fromhex(text_id)) or "")
