"""The list of calls: filters, pages, one call whole."""

from __future__ import annotations

import pytest

from core.errors import UserError
from core.storage.call_list import UNDER_WAY, CallFilter, CallRow, list_calls, whole_call
from core.storage.calls import ANSWERED, CallEnd, DayBudget, NewCall, begin_run, note_unsent, reserve, settle
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import fill, note_call

OUTCOMES = ("answered", "server", "timeout", "answered", "budget", None)


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 3)


@pytest.fixture
def made(workspace: Workspace, project: ProjectInfo) -> list[int]:
    """Six calls about two items, the last of them under way."""

    def write(number: int, outcome: str | None) -> int:
        def work(connection: object) -> int:
            run_seq = begin_run(connection, project.seq, "trial")  # pyright: ignore[reportArgumentType]  (the writer's connection)
            item_seq, held = 1 + number % 2, ((3, "nearest"),)
            call = NewCall(
                project.seq, item_seq, None, run_seq, "fake", "openai/fake", f"k{number}", '{"n":1}', 5_000, examples=held
            )
            if outcome == "budget":
                return note_unsent(connection, call, CallEnd(outcome))  # pyright: ignore[reportArgumentType]
            seq = reserve(connection, call, DayBudget())  # pyright: ignore[reportArgumentType]
            assert seq is not None
            if outcome is not None:
                settle(connection, seq, CallEnd(outcome, "why", 3, 4, 2_000_000, 15, response='"said"'))  # pyright: ignore[reportArgumentType]
            return seq

        return workspace.writer.submit(work).result()

    return [write(number, outcome) for number, outcome in enumerate(OUTCOMES)]


def listed(workspace: Workspace, project: ProjectInfo, wanted: CallFilter | None = None, **page: int) -> list[CallRow]:
    with workspace.read.connect() as connection:
        return list_calls(connection, project.seq, wanted or CallFilter(), **page)


def test_the_latest_come_first_with_all_that_is_known(workspace: Workspace, project: ProjectInfo, made: list[int]) -> None:
    rows = listed(workspace, project)
    assert [row.seq for row in rows] == made[::-1]
    first = rows[-1]
    assert (first.item_seq, first.item, first.run, first.outcome, first.detail) == (1, "n0", "trial", "answered", "why")
    assert (first.connection, first.model, first.cost, first.latency_ms) == ("fake", "openai/fake", 0.002, 15)
    assert (first.tokens_in, first.tokens_out, first.cache_hit, first.version) == (3, 4, False, None)


def test_a_call_that_is_under_way_says_so_and_what_is_held_for_it(
    workspace: Workspace, project: ProjectInfo, made: list[int]
) -> None:
    (row,) = listed(workspace, project, CallFilter(outcome=UNDER_WAY))
    assert (row.seq, row.outcome, row.cost) == (made[-1], UNDER_WAY, 0.000005)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (CallFilter(failed=True), [4, 2, 1]),
        (CallFilter(outcome="timeout"), [2]),
        (CallFilter(outcome=ANSWERED), [3, 0]),
        (CallFilter(item_seq=2), [5, 3, 1]),
        (CallFilter(item_seq=2, failed=True), [1]),
        (CallFilter(version=1), []),
        (CallFilter(outcome="refusal"), []),
    ],
)
def test_each_filter(workspace: Workspace, project: ProjectInfo, made: list[int], wanted: CallFilter, places: list[int]) -> None:
    assert [row.seq for row in listed(workspace, project, wanted)] == [made[place] for place in places]


def test_calls_of_a_version(workspace: Workspace, project: ProjectInfo, made: list[int]) -> None:
    seq = note_call(workspace, project, 1)
    assert [(row.seq, row.version) for row in listed(workspace, project, CallFilter(version=1))] == [(seq, 1)]


def test_pages_hold_each_call_once(workspace: Workspace, project: ProjectInfo, made: list[int]) -> None:
    found: list[int] = []
    while rows := listed(workspace, project, limit=4, before=found[-1] if found else 1 << 60):
        found += [row.seq for row in rows]
    assert found == made[::-1]


def test_another_project_has_none_of_them(workspace: Workspace, project: ProjectInfo, made: list[int]) -> None:
    assert listed(workspace, fill(workspace, 1, name="Other", salt="o")) == []


def test_one_call_whole_with_its_examples_by_name(workspace: Workspace, project: ProjectInfo, made: list[int]) -> None:
    with workspace.read.connect() as connection:
        whole = whole_call(connection, made[0])
    assert (whole.request, whole.response, whole.examples) == ({"n": 1}, "said", (("n2", "nearest"),))


def test_of_an_erased_item_the_call_stays_and_its_text_does_not(
    workspace: Workspace, project: ProjectInfo, made: list[int]
) -> None:
    workspace.erase(1, "asked")
    with workspace.read.connect() as connection:
        whole = whole_call(connection, made[0])
    assert (whole.request, whole.response, whole.row.outcome, whole.row.cost) == (None, None, "answered", 0.002)
    assert whole.row.item != "n0"


def test_a_call_that_is_not_there(workspace: Workspace, project: ProjectInfo) -> None:
    with workspace.read.connect() as connection, pytest.raises(UserError) as told:
        whole_call(connection, 99)
    assert told.value.code == "call.unknown"
