"""The record of calls to models: reserved before they are sent, settled when they end, and what they cost each day.

A call is one row of `model_call`, written before it is sent with the most it can cost, and one row of `call_result`. A call without a
result whose process is gone was interrupted; it is settled at its reserved cost, since the provider may have charged for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psutil
from sqlalchemy.engine import Connection

from core import clock
from core.domain.calls import UNSENT, FailureKind
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage.sql import fetch, fetch_one, fetch_value, insert_one, insert_rows, run

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call to be made; see `tables.ModelCall`. `request`: messages and parameters as JSON; `examples`: (item, why)."""

    project_seq: int
    item_seq: int | None
    prompt_seq: int | None
    run_seq: int
    connection: str
    model: str
    cache_key: str
    request: str
    reserved_nano: int = 0
    step: int = 1
    attempt: int = 1
    candidate: int = 0
    examples: tuple[tuple[int, str], ...] = ()
    id: bytes = field(default_factory=uuid7_bytes)
    created_us: int = field(default_factory=clock.now_us)

    @property
    def day(self) -> int:
        """The UTC day that the call counts for, as 20261121."""
        return clock.day_of(self.created_us)


@dataclass(frozen=True, slots=True)
class CallEnd:
    """How a call ended. `response`: what came, as JSON; `reusable`: whether the cache may serve it again."""

    outcome: str
    detail: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost_nano: int = 0
    latency_ms: int = 0
    cache_hit: bool = False
    response: str | None = None
    reusable: bool = False


@dataclass(frozen=True, slots=True)
class DayBudget:
    """The most that a project may spend on one day; None: no limit."""

    nano: int | None = None
    calls: int | None = None


# --- runs ---


def begin_run(connection: Connection, project_seq: int, kind: str) -> int:
    """Note that this process begins to call models for a project; returns the run's number."""
    me = psutil.Process()
    values = {"id": uuid7_bytes(), "project_seq": project_seq, "kind": kind, "created_us": clock.now_us()}
    return insert_one(connection, "call_run", {**values, "pid": me.pid, "process_started": me.create_time()})


def end_run(connection: Connection, run_seq: int) -> None:
    """Note that a run is over."""
    run(connection, "UPDATE call_run SET ended_us = :w WHERE seq = :s", w=clock.now_us(), s=run_seq)


_OPEN_RUNS = "SELECT seq, pid, process_started FROM call_run WHERE ended_us IS NULL"
_OPEN_CALLS = """SELECT c.seq, c.project_seq, c.reserved_nano, c.day FROM model_call c LEFT JOIN call_result r ON r.call_seq = c.seq
WHERE c.run_seq = :r AND r.call_seq IS NULL"""


def settle_interrupted(connection: Connection) -> int:
    """Settle the calls of processes that are gone as interrupted, at their reserved cost; returns how many those were."""
    gone = [row.seq for row in fetch(connection, _OPEN_RUNS) if not _alive(row.pid, row.process_started)]
    found = [row for run_seq in gone for row in fetch(connection, _OPEN_CALLS, r=run_seq)]
    for row in found:
        end = CallEnd(FailureKind.INTERRUPTED, "The program ended while the call was under way.", cost_nano=row.reserved_nano)
        _settle(connection, row, end)
    for run_seq in gone:
        end_run(connection, run_seq)
    return len(found)


def _alive(pid: int, started: float) -> bool:
    try:
        process = psutil.Process(pid)
        # A number is given anew after a while; the process that it is now may have started later. One that was killed keeps its number
        # until its parent has asked what became of it.
        return abs(process.create_time() - started) < 1.0 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


# --- calls ---

_CALL = (
    *("id", "project_seq", "item_seq", "prompt_seq", "run_seq", "step", "attempt", "candidate", "connection", "model"),
    *("cache_key", "reserved_nano", "day", "created_us"),
)
_SPEND = """INSERT INTO spending (project_seq, day, calls, cost_nano, reserved_nano) VALUES (:p, :d, :calls, :cost, :reserved)
ON CONFLICT (project_seq, day) DO UPDATE SET calls = spending.calls + excluded.calls,
cost_nano = spending.cost_nano + excluded.cost_nano, reserved_nano = spending.reserved_nano + excluded.reserved_nano"""


def reserve(connection: Connection, call: NewCall, budget: DayBudget) -> int | None:
    """Write a call that is about to be sent and hold its cost; None, and nothing written, when it could exceed the budget."""
    if fetch_value(connection, "SELECT deleted_us IS NULL FROM project WHERE seq = :p", p=call.project_seq) != 1:
        raise UserError("project.gone", "The project was deleted.", kept="No call was sent.")
    spent = spent_on(connection, call.project_seq, call.day)
    over_money = budget.nano is not None and spent[1] + spent[2] + call.reserved_nano > budget.nano and call.reserved_nano > 0
    if over_money or (budget.calls is not None and spent[0] + 1 > budget.calls):
        return None
    _spend(connection, call.project_seq, call.day, calls=1, reserved=call.reserved_nano)
    return _write(connection, call)


def settle(connection: Connection, call_seq: int, end: CallEnd) -> None:
    """Write how a call ended: its cost takes the place of what was held for it."""
    sql = "SELECT seq, project_seq, reserved_nano, day, cache_key FROM model_call WHERE seq = :s"
    row = fetch_one(connection, sql, s=call_seq)
    if row is None:
        return  # its project was deleted meanwhile, and the record with it
    _settle(connection, row, end)
    if end.reusable:
        columns = ("project_seq", "cache_key", "call_seq")
        tail = " ON CONFLICT (project_seq, cache_key) DO UPDATE SET call_seq = excluded.call_seq"
        insert_rows(connection, "call_cache", columns, [(row.project_seq, row.cache_key, call_seq)], tail=tail)


def note_unsent(connection: Connection, call: NewCall, end: CallEnd) -> int:
    """Put a call on record that was not sent: served from the cache, or held back by a limit. It costs nothing."""
    call_seq = _write(connection, call)
    _result(connection, call_seq, call.project_seq, end)
    return call_seq


def _write(connection: Connection, call: NewCall) -> int:
    call_seq = insert_one(connection, "model_call", {name: getattr(call, name) for name in _CALL})
    if not _erased(connection, [call.item_seq, *(item_seq for item_seq, _ in call.examples)]):
        insert_rows(connection, "call_body", ("call_seq", "item_seq", "request"), [(call_seq, call.item_seq, call.request)])
    held = [(item_seq, call_seq, why) for item_seq, why in call.examples]
    insert_rows(connection, "call_example", ("item_seq", "call_seq", "why"), held)
    return call_seq


def _erased(connection: Connection, item_seqs: Sequence[int | None]) -> bool:
    """Whether one of these items was erased since the request was composed."""
    sql = "SELECT 1 FROM item WHERE seq = :s AND erased_us IS NOT NULL"
    return any(fetch_one(connection, sql, s=seq) is not None for seq in item_seqs if seq is not None)


def _settle(connection: Connection, row: Any, end: CallEnd) -> None:
    unsent = end.outcome in UNSENT
    _spend(connection, row.project_seq, row.day, calls=-int(unsent), cost=end.cost_nano, reserved=-row.reserved_nano)
    _result(connection, row.seq, row.project_seq, end)


def _result(connection: Connection, call_seq: int, project_seq: int, end: CallEnd) -> None:
    values = {"id": uuid7_bytes(), "call_seq": call_seq, "project_seq": project_seq, "outcome": str(end.outcome)}
    counts = {"tokens_in": end.tokens_in, "tokens_out": end.tokens_out, "cost_nano": end.cost_nano, "latency_ms": end.latency_ms}
    more = {"detail": end.detail, "cache_hit": int(end.cache_hit), "created_us": clock.now_us()}
    insert_one(connection, "call_result", {**values, **counts, **more})
    if end.response is not None:
        run(connection, "UPDATE call_body SET response = :r WHERE call_seq = :s", r=end.response, s=call_seq)


def _spend(connection: Connection, project_seq: int, day: int, *, calls: int = 0, cost: int = 0, reserved: int = 0) -> None:
    run(connection, _SPEND, p=project_seq, d=day, calls=calls, cost=cost, reserved=reserved)


def spent_on(connection: Connection, project_seq: int, day: int) -> tuple[int, int, int]:
    """(calls, cost, reserved) of one UTC day, money in billionths of a US dollar."""
    sql = "SELECT calls, cost_nano, reserved_nano FROM spending WHERE project_seq = :p AND day = :d"
    row = fetch_one(connection, sql, p=project_seq, d=day)
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))


# --- the cache ---

_CACHED = """SELECT b.response FROM call_cache k JOIN call_body b ON b.call_seq = k.call_seq
WHERE k.project_seq = :p AND k.cache_key = :k"""


def cached(connection: Connection, project_seq: int, cache_key: str) -> str | None:
    """The response that serves for this key, or None."""
    found = fetch_value(connection, _CACHED, p=project_seq, k=cache_key)
    return None if found is None else str(found)


# --- what `check` compares ---

_BY_DAY = """SELECT c.project_seq, c.day,
sum(CASE WHEN r.outcome IN ('budget', 'local_only') OR r.cache_hit = 1 THEN 0 ELSE 1 END) AS calls,
sum(coalesce(r.cost_nano, 0)) AS cost, sum(CASE WHEN r.seq IS NULL THEN c.reserved_nano ELSE 0 END) AS reserved
FROM model_call c LEFT JOIN call_result r ON r.call_seq = c.seq JOIN project p ON p.seq = c.project_seq AND p.deleted_us IS NULL
GROUP BY c.project_seq, c.day"""
_STORED = """SELECT s.project_seq, s.day, s.calls, s.cost_nano, s.reserved_nano FROM spending s
JOIN project p ON p.seq = s.project_seq AND p.deleted_us IS NULL"""

Days = dict[tuple[int, int], tuple[int, int, int]]


def spending_by_calls(connection: Connection) -> Days:
    """(calls, cost, reserved) by project and day, added up from the record of calls."""
    return _days(fetch(connection, _BY_DAY))


def spending_stored(connection: Connection) -> Days:
    """(calls, cost, reserved) by project and day as they are kept."""
    return _days(fetch(connection, _STORED))


def replace_spending(connection: Connection, days: Days) -> None:
    """Put these in the place of all that is kept."""
    run(connection, "DELETE FROM spending")
    columns = ("project_seq", "day", "calls", "cost_nano", "reserved_nano")
    insert_rows(connection, "spending", columns, [(*key, *value) for key, value in days.items()])


def _days(rows: Sequence[Any]) -> Days:
    found = {(int(row[0]), int(row[1])): (int(row[2]), int(row[3]), int(row[4])) for row in rows}
    return {key: value for key, value in found.items() if any(value)}
