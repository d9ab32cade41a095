"""Reading the record of calls: a page of a filtered list, one call whole, and what each prompt version came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.errors import UserError
from core.storage.calls import ANSWERED
from core.storage.limits import NANO
from core.storage.sql import fetch, fetch_one, from_json

#: what a call that has no result yet is called in lists
UNDER_WAY = "under_way"


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls to list: those that failed, of one outcome, of one prompt version, of one item. None: all."""

    failed: bool = False
    outcome: str | None = None
    version: int | None = None
    item_seq: int | None = None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the list. `item` is what a person calls the item; `outcome`: `answered`, a failure kind or `under_way`.

    `cost` in US dollars; of a call that is under way, what is held for it.
    """

    seq: int
    created_us: int
    item_seq: int | None
    item: str
    version: int | None
    run: str
    step: int
    attempt: int
    candidate: int
    connection: str
    model: str
    outcome: str
    detail: str
    tokens_in: int
    tokens_out: int
    cost: float
    latency_ms: int
    cache_hit: bool


@dataclass(frozen=True, slots=True)
class CallWhole:
    """A call with what was sent and received; `request` and `response` are None when they were erased, or nothing came."""

    row: CallRow
    request: JsonValue
    response: JsonValue
    examples: tuple[tuple[str, str], ...]


_COLUMNS = """SELECT c.seq, c.created_us, c.item_seq, coalesce(t.external_id, lower(hex(i.id)), '') AS item, v.number, u.kind, c.step,
c.attempt, c.candidate, c.connection, c.model, coalesce(r.outcome, 'under_way') AS outcome, coalesce(r.detail, '') AS detail,
coalesce(r.tokens_in, 0), coalesce(r.tokens_out, 0), coalesce(r.cost_nano, c.reserved_nano), coalesce(r.latency_ms, 0),
coalesce(r.cache_hit, 0)
FROM model_call c JOIN call_run u ON u.seq = c.run_seq LEFT JOIN call_result r ON r.call_seq = c.seq
LEFT JOIN item i ON i.seq = c.item_seq LEFT JOIN item_content t ON t.item_seq = c.item_seq
LEFT JOIN prompt_version v ON v.seq = c.prompt_seq"""


def list_calls(
    connection: Connection, project_seq: int, wanted: CallFilter, *, before: int | None = None, limit: int = 100
) -> list[CallRow]:
    """The latest calls first, from the one before `before` on."""
    asked: dict[str, tuple[str, Any]] = {
        "before": ("c.seq < :before", before),
        "answered": ("r.outcome <> :answered", ANSWERED if wanted.failed else None),
        "outcome": ("coalesce(r.outcome, 'under_way') = :outcome", wanted.outcome),
        "version": ("v.number = :version", wanted.version),
        "item": ("c.item_seq = :item", wanted.item_seq),
    }
    given = {name: pair for name, pair in asked.items() if pair[1] is not None}
    where = " AND ".join(["c.project_seq = :p", *(clause for clause, _ in given.values())])
    values = {name: value for name, (_, value) in given.items()}
    rows = fetch(connection, f"{_COLUMNS} WHERE {where} ORDER BY c.seq DESC LIMIT :n", p=project_seq, n=limit, **values)
    return [_row(row) for row in rows]


def whole_call(connection: Connection, call_seq: int) -> CallWhole:
    """One call with its bodies. Raises `UserError` when there is none."""
    row = fetch_one(connection, f"{_COLUMNS} WHERE c.seq = :s", s=call_seq)
    if row is None:
        raise UserError("call.unknown", "There is no such call on record.")
    body = fetch_one(connection, "SELECT request, response FROM call_body WHERE call_seq = :s", s=call_seq)
    sql = """SELECT coalesce(t.external_id, lower(hex(i.id))), e.why FROM call_example e JOIN item i ON i.seq = e.item_seq
    LEFT JOIN item_content t ON t.item_seq = e.item_seq WHERE e.call_seq = :s"""
    held = tuple((str(one[0]), str(one[1])) for one in fetch(connection, sql, s=call_seq))
    request, response = (None, None) if body is None else (from_json(body.request), from_json(body.response))
    return CallWhole(_row(row), request, response, held)


def _row(row: Any) -> CallRow:
    values = list(row)
    values[15], values[17] = values[15] / NANO, bool(values[17])
    return CallRow(*values)
