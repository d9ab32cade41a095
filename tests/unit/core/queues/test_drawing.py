"""Drawing from a queue: what matches, of neither sample, each item once a pass, in the order asked for."""

from __future__ import annotations

import pytest

from core.domain.filters import Filter
from core.errors import UserError
from core.queues.drawing import candidates
from core.queues.views import BulkRequest
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import COLOURS, fill, rows_of, settle, value_of

FOREVER = 2**62
WANTED = [
    Filter(),
    Filter(statuses=("open",)),
    Filter(statuses=("skipped",)),
    Filter(statuses=("decided",)),
    Filter(statuses=("open", "skipped")),
    Filter(labels=("red",)),
    Filter(text="red"),
    Filter(text="red", statuses=("open",)),
    Filter(flagged=False, statuses=("skipped", "decided")),
]


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """200 items, 40 of them dealt with, some of them retired."""
    made = fill(workspace, 200)
    session = settle(workspace.session(made, "ann"))
    for number in range(40):
        session.painted()
        (session.skip() if number % 4 == 3 else session.choose(COLOURS[number % 3])).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    workspace.items(made).run(Filter(items=tuple(range(150, 160))), BulkRequest("retire"), "ann")
    workspace.erase(170, "asked")
    return made


def draw(
    workspace: Workspace,
    project: ProjectInfo,
    wanted: Filter,
    order: str,
    n: int,
    *,
    started: int = FOREVER,
    after: int = 0,
    seed_start: int = 0,
) -> list[int]:
    exclude = frozenset({5, 60})
    with workspace.read.connect() as connection:
        return candidates(connection, project.seq, wanted, order, exclude, started, n, after=after, seed_start=seed_start)


def expected(workspace: Workspace, project: ProjectInfo, wanted: Filter) -> list[int]:
    drawable = ("open", "skipped", "decided")
    rows = workspace.items(project).rows(workspace.items(project).index(wanted.also(not_samples=True)).all.result().tolist())
    return [row.item_seq for row in rows if row.status in drawable and row.item_seq not in (5, 60)]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_all_that_matches_comes_once_and_nothing_else(workspace: Workspace, project: ProjectInfo, wanted: Filter) -> None:
    right = expected(workspace, project, wanted)
    assert right
    assert draw(workspace, project, wanted, "imported", 500) == right
    for order in ("random", "uncertain"):
        drawn = draw(workspace, project, wanted, order, 500)
        assert sorted(drawn) == right
        assert len(right) < 7 or drawn != right


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_a_walk_in_import_order_comes_to_the_same(workspace: Workspace, project: ProjectInfo, wanted: Filter) -> None:
    found: list[int] = []
    while part := draw(workspace, project, wanted, "imported", 7, after=found[-1] if found else 0):
        found += part
    assert found == expected(workspace, project, wanted)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_was_decided_in_this_pass_does_not_come_again(workspace: Workspace, project: ProjectInfo, wanted: Filter) -> None:
    middle = value_of(workspace, "SELECT max(seq) - 15 FROM decision WHERE action_seq IS NULL")
    later = {row[0] for row in rows_of(workspace, "SELECT item_seq FROM item_state WHERE decision_seq > :d", d=middle)}
    for order in ("imported", "random"):
        drawn = draw(workspace, project, wanted, order, 500, started=middle)
        assert sorted(drawn) == [seq for seq in expected(workspace, project, wanted) if seq not in later]


def test_a_seed_starts_elsewhere_on_the_same_circle(workspace: Workspace, project: ProjectInfo) -> None:
    wanted = Filter(statuses=("open",))
    one, other = (draw(workspace, project, wanted, "random", 500, seed_start=start) for start in (0, 1 << 62))
    assert one != other
    at = one.index(other[0])
    assert one[at:] + one[:at] == other
    assert draw(workspace, project, wanted, "random", 5, seed_start=1 << 62) == other[:5]


def test_a_queue_of_what_cannot_be_drawn_is_empty(workspace: Workspace, project: ProjectInfo) -> None:
    for order in ("imported", "random"):
        assert draw(workspace, project, Filter(statuses=("retired", "erased")), order, 10) == []
        assert draw(workspace, project, Filter(text="of this there is nothing"), order, 10) == []


def test_a_daily_sample_is_drawn_from_as_it_is(workspace: Workspace, project: ProjectInfo) -> None:
    wanted = Filter(daily=12)
    chosen = set(workspace.items(project).index(wanted).all.result().tolist())
    drawn = draw(workspace, project, wanted, "imported", 50)
    assert set(drawn) <= chosen
    assert drawn == sorted(draw(workspace, project, wanted, "random", 50))


def test_a_project_that_is_gone_is_said_to_be(workspace: Workspace, project: ProjectInfo) -> None:
    with workspace.read.connect() as connection, pytest.raises(UserError):
        candidates(connection, 99, Filter(), "imported", frozenset(), 0, 5)
