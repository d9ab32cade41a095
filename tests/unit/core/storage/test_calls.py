"""The record of calls and what they cost each day, on a real workspace file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.engine import Connection

from core.domain.calls import FailureKind
from core.storage import calls
from core.storage.calls import ANSWERED, CallEnd, DayBudget, NewCall
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, rows_of, value_of
from tests.llm import records, spent

T = TypeVar("T")
ROOT = Path(__file__).parents[4]
END = CallEnd(ANSWERED, None, 5, 2, 300, 12, response='{"text":"red"}', reusable=True)


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 3)


def do(workspace: Workspace, work: Callable[[Connection], T]) -> T:
    return workspace.writer.submit(work).result()


def new(workspace: Workspace, project: ProjectInfo, reserved: int = 1_000) -> NewCall:
    run_seq = do(workspace, lambda c: calls.begin_run(c, project.seq, "batch"))
    return NewCall(project.seq, 1, None, run_seq, "fake", "openai/fake", "key", '{"messages":[]}', reserved)


def test_a_call_is_held_then_costs_what_it_cost(workspace: Workspace, project: ProjectInfo) -> None:
    call = new(workspace, project)
    seq = do(workspace, lambda c: calls.reserve(c, call, DayBudget()))
    assert seq is not None
    assert spent(workspace, project) == (1, 0, 1_000)
    assert checked(workspace).clean
    do(workspace, lambda c: calls.settle(c, seq, END))
    assert spent(workspace, project) == (1, 300, 0)
    (record,) = records(workspace)
    assert (record.outcome, record.tokens_in, record.tokens_out, record.cost) == (ANSWERED, 5, 2, 300)
    assert (record.request, record.response) == ('{"messages":[]}', '{"text":"red"}')
    assert checked(workspace).clean


@pytest.mark.parametrize(
    ("budget", "allowed"),
    [
        (DayBudget(nano=1_000), 1),
        (DayBudget(nano=2_999), 2),
        (DayBudget(nano=3_000), 3),
        (DayBudget(nano=999), 0),
        (DayBudget(calls=2), 2),
        (DayBudget(calls=0), 0),
        (DayBudget(nano=10_000, calls=1), 1),
        (DayBudget(), 5),
    ],
)
def test_a_budget_is_filled_to_the_last_billionth_and_not_beyond(
    workspace: Workspace, project: ProjectInfo, budget: DayBudget, allowed: int
) -> None:
    call = new(workspace, project)
    made = [do(workspace, lambda c: calls.reserve(c, new_in(call), budget)) for _ in range(5)]
    assert [one is not None for one in made] == [True] * allowed + [False] * (5 - allowed)
    assert len(records(workspace)) == allowed
    assert spent(workspace, project)[0] == allowed


def new_in(call: NewCall) -> NewCall:
    """The same call once more, as one of its own."""
    return NewCall(**{name: getattr(call, name) for name in NewCall.__slots__ if name not in ("id", "created_us")})


def test_what_is_settled_makes_room_for_the_next(workspace: Workspace, project: ProjectInfo) -> None:
    call, budget = new(workspace, project), DayBudget(nano=1_500)
    seq = do(workspace, lambda c: calls.reserve(c, call, budget))
    assert seq is not None
    assert do(workspace, lambda c: calls.reserve(c, new_in(call), budget)) is None
    do(workspace, lambda c: calls.settle(c, seq, END))
    assert do(workspace, lambda c: calls.reserve(c, new_in(call), budget)) is not None


def test_another_day_and_another_project_have_a_budget_of_their_own(workspace: Workspace, project: ProjectInfo) -> None:
    call, budget = new(workspace, project), DayBudget(calls=1)
    other = fill(workspace, 1, name="Other", salt="o")
    yesterday = replace(new_in(call), created_us=call.created_us - 86_400_000_000)
    elsewhere = replace(new_in(call), project_seq=other.seq, item_seq=None)
    for one in (call, yesterday, elsewhere):
        assert do(workspace, lambda c, one=one: calls.reserve(c, one, budget)) is not None
    assert value_of(workspace, "SELECT count(*) FROM spending") == 3
    assert checked(workspace).clean


@pytest.mark.parametrize("kind", [FailureKind.BUDGET, FailureKind.LOCAL_ONLY])
def test_a_call_that_was_not_sent_does_not_count(workspace: Workspace, project: ProjectInfo, kind: FailureKind) -> None:
    call = new(workspace, project)
    seq = do(workspace, lambda c: calls.reserve(c, call, DayBudget()))
    assert seq is not None
    do(workspace, lambda c: calls.settle(c, seq, CallEnd(kind)))
    do(workspace, lambda c: calls.note_unsent(c, new_in(call), CallEnd(kind)))
    do(workspace, lambda c: calls.note_unsent(c, new_in(call), CallEnd(ANSWERED, cache_hit=True)))
    assert spent(workspace, project) == (0, 0, 0)
    assert len(records(workspace)) == 3
    assert checked(workspace).clean


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE spending SET cost_nano = cost_nano + 1",
        "UPDATE spending SET calls = 7",
        "UPDATE spending SET reserved_nano = 5",
        "DELETE FROM spending",
        "INSERT INTO spending (project_seq, day, calls, cost_nano, reserved_nano) VALUES (1, 20200101, 1, 1, 0)",
    ],
)
def test_a_wrong_bill_is_found_and_put_right(workspace: Workspace, project: ProjectInfo, damage: str) -> None:
    call = new(workspace, project)
    seq = do(workspace, lambda c: calls.reserve(c, call, DayBudget()))
    assert seq is not None
    do(workspace, lambda c: calls.settle(c, seq, END))
    do(workspace, lambda c: c.exec_driver_sql(damage) and None)
    found = checked(workspace)
    assert (found.clean, found.wrong_spending > 0, bool(found.differences)) == (False, True, True)
    assert checked(workspace, repair=True).repaired
    assert spent(workspace, project) == (1, 300, 0)
    assert checked(workspace).clean


def test_the_cache_serves_the_latest_reusable_response_only(workspace: Workspace, project: ProjectInfo) -> None:
    call = new(workspace, project)
    for response, reusable in (("one", True), ("two", True), ("three", False)):
        seq = do(workspace, lambda c: calls.reserve(c, new_in(call), DayBudget()))
        assert seq is not None
        end = CallEnd(ANSWERED, response=response, reusable=reusable)
        do(workspace, lambda c, seq=seq, end=end: calls.settle(c, seq, end))
    assert do(workspace, lambda c: calls.cached(c, project.seq, "key")) == "two"
    assert do(workspace, lambda c: calls.cached(c, project.seq, "other key")) is None
    assert do(workspace, lambda c: calls.cached(c, project.seq + 1, "key")) is None


# --- what a process that is gone left behind ---

_HOLDER = """
import sys, psutil
from pathlib import Path
from core.storage.calls import DayBudget, NewCall, begin_run, reserve
from core.workspace import Workspace
with Workspace(Path(sys.argv[1])) as workspace:
    run = workspace.writer.submit(lambda c: begin_run(c, 1, "batch")).result()
    call = NewCall(1, 1, None, run, "fake", "openai/fake", "key", "{}", 777)
    workspace.writer.submit(lambda c: reserve(c, call, DayBudget())).result()
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(workspace: Workspace) -> subprocess.Popen[str]:
    """A process that has a call in flight, until it is ended."""
    command = (sys.executable, "-c", _HOLDER, str(workspace.path))
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_calls_of_a_living_process_are_left_alone_and_those_of_a_killed_one_settled_at_what_was_held(
    make_workspace: Maker, workspace: Workspace, project: ProjectInfo
) -> None:
    child = holder(workspace)
    with child:
        make_workspace()
        assert [record.outcome for record in records(workspace)] == [None]
        assert spent(workspace, project) == (1, 0, 777)
        child.kill()
    make_workspace()
    (record,) = records(workspace)
    assert (record.outcome, record.cost) == (FailureKind.INTERRUPTED, 777)
    assert spent(workspace, project) == (1, 777, 0)
    assert value_of(workspace, "SELECT count(*) FROM call_run WHERE ended_us IS NULL") == 0
    assert checked(workspace).clean


def test_a_killed_process_that_nobody_has_waited_for_is_gone_too(
    make_workspace: Maker, workspace: Workspace, project: ProjectInfo
) -> None:
    child = holder(workspace)
    with child:
        child.kill()
        assert child.stdout is not None
        assert child.stdout.read() == ""  # it is dead, and stays in the table of processes until it is waited for
        make_workspace()
        assert [record.outcome for record in records(workspace)] == [FailureKind.INTERRUPTED]


def test_calls_of_this_process_are_under_way(make_workspace: Maker, workspace: Workspace, project: ProjectInfo) -> None:
    call = new(workspace, project)
    do(workspace, lambda c: calls.reserve(c, call, DayBudget()))
    make_workspace()
    assert [record.outcome for record in records(workspace)] == [None]


def test_a_process_number_that_was_given_anew_is_another_process(
    make_workspace: Maker, workspace: Workspace, project: ProjectInfo
) -> None:
    call = new(workspace, project)
    do(workspace, lambda c: calls.reserve(c, call, DayBudget()))
    do(workspace, lambda c: c.exec_driver_sql("UPDATE call_run SET process_started = process_started - 60") and None)
    make_workspace()
    assert [record.outcome for record in records(workspace)] == [FailureKind.INTERRUPTED]
    assert rows_of(workspace, "SELECT ended_us IS NOT NULL FROM call_run") == [(1,)]
