"""Bulk actions: each item has its own line, one undo takes the whole back, people and samples come first."""

from __future__ import annotations

import contextlib
import threading
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.filters import Filter
from core.domain.kinds import kind_of
from core.domain.vocabulary import EventKind, Provenance, Sample, Status, Verdict
from core.errors import UserError
from core.queues.views import BulkRequest
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sql import from_json, run, to_json
from core.workspace import Workspace
from tests.conftest import COLOURS, Maker, checked, fill, rows_of, settle, value_of
from tests.kinds import ANSWERS, TASKS, project_of

STATES = """SELECT i.seq, coalesce(s.status, 'open'), coalesce(s.sample, i.sample), s.label, s.label_source, s.verdict, s.decision_seq,
coalesce(s.flagged, 0) FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq ORDER BY i.seq"""


def states(workspace: Workspace) -> list[tuple[Any, ...]]:
    return rows_of(workspace, STATES)


def review(workspace: Workspace, project: ProjectInfo, n: int, reviewer: str = "ann") -> None:
    session = settle(workspace.session(project, reviewer))
    for number in range(n):
        session.painted()
        (session.skip() if number % 5 == 4 else session.choose(COLOURS[number % 3])).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """120 items, 30 of them dealt with by a person."""
    made = fill(workspace, 120)
    review(workspace, made, 30)
    return made


ALL = Filter()
REQUESTS = [
    BulkRequest("label", answer="blue"),
    BulkRequest("accept", 0.3),
    BulkRequest("requeue"),
    BulkRequest("retire"),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_one_undo_takes_the_whole_back(workspace: Workspace, project: ProjectInfo, request_: BulkRequest) -> None:
    items, before = workspace.items(project), states(workspace)
    seen = items.preview(ALL, request_).result()
    done = items.run(ALL, request_, "bea")
    assert done.items == seen.count > 0
    assert (done.kind, done.reviewer, done.undone, done.partial) == (request_.kind, "bea", False, False)
    changed = {row[0] for row, old in zip(states(workspace), before, strict=True) if row != old}
    assert len(changed) == done.items
    assert checked(workspace).clean
    assert items.undo(done.seq, "cleo").undone
    assert states(workspace) == before
    assert checked(workspace).clean
    kinds = rows_of(
        workspace, "SELECT kind, count(*) FROM event WHERE action_seq = :a AND item_seq IS NOT NULL GROUP BY 1", a=done.seq
    )
    assert sorted(n for _, n in kinds) == [done.items, done.items]
    assert EventKind.ACTION_UNDONE in dict(kinds)


def test_every_item_has_its_own_line_with_its_provenance(workspace: Workspace, project: ProjectInfo) -> None:
    done = workspace.items(project).run(Filter(statuses=("open",)), BulkRequest("label", answer="green"), "bea")
    lines = rows_of(
        workspace,
        """SELECT d.item_seq, d.verdict, d.answer, d.provenance, d.order_name, d.draw_no, d.sample, d.revealed, r.name, e.kind
        FROM decision d JOIN event e ON e.decision_seq = d.seq JOIN reviewer r ON r.seq = d.reviewer_seq
        WHERE d.action_seq = :a AND e.action_seq = :a""",
        a=done.seq,
    )
    assert len({line[0] for line in lines}) == len(lines) == done.items
    assert {line[1:] for line in lines} == {("answered", '"green"', "bulk", "bulk", 0, "none", "[]", "bea", "decided")}
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE label_source = 'bulk'") == done.items
    newest = value_of(workspace, "SELECT max(seq) FROM guideline_version")
    assert rows_of(workspace, "SELECT DISTINCT guideline_seq FROM decision WHERE action_seq = :a", a=done.seq) == [(newest,)]


def test_neither_sample_is_touched(workspace: Workspace, project: ProjectInfo) -> None:
    items = workspace.items(project)
    waiting = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
    WHERE i.sample = 'blind' AND s.blind_decision_seq IS NULL"""
    control = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
    WHERE i.sample = 'control' AND coalesce(s.status, 'open') IN ('open', 'skipped')"""
    blind, kept = {row[0] for row in rows_of(workspace, waiting)}, {row[0] for row in rows_of(workspace, control)}
    assert blind and kept
    left = {one.reason: one.count for one in items.preview(ALL, BulkRequest("label", answer="red")).result().left_out}
    assert (left[Sample.BLIND], left[Sample.CONTROL]) == (len(blind), len(kept))
    touched = "SELECT DISTINCT item_seq FROM event WHERE action_seq IS NOT NULL"
    for request in (*REQUESTS, BulkRequest("restore")):
        with contextlib.suppress(UserError):  # nothing is left for it to change
            items.run(ALL, request, "bea")
        assert not blind & {row[0] for row in rows_of(workspace, touched)}
    assert {row[0] for row in rows_of(workspace, waiting)} == blind


def test_accepting_takes_what_is_sure_enough_and_says_what_it_left(make_workspace: Maker) -> None:
    workspace = make_workspace()
    project = project_of(workspace, "choice", 6)
    for number, chance in enumerate((0.1, 0.5, 0.9, None)):
        sql = f"UPDATE item_suggestion SET chance = {'NULL' if chance is None else chance} WHERE item_seq = {number + 1}"
        workspace.writer.submit(partial(run, sql=sql)).result()
    items = workspace.items(project)
    request = BulkRequest("accept", 0.6)  # what has no chance has its own score, .75
    seen = items.preview(ALL, request).result()
    assert (seen.count, [(one.reason, one.count) for one in seen.left_out]) == (4, [("unsure", 2)])
    assert [(one.value, one.count) for one in seen.by_label] == [("joy", 4)]
    assert {row.item_seq for row in seen.sample} == {3, 4, 5, 6}
    items.run(ALL, request, "bea")
    decided = rows_of(workspace, "SELECT item_seq, verdict, provenance, suggestion_seq FROM decision ORDER BY item_seq")
    assert [row[:3] for row in decided] == [(seq, Verdict.ACCEPTED, Provenance.BULK) for seq in (3, 4, 5, 6)]
    assert all(row[3] for row in decided)


def test_the_sample_of_a_preview_is_random_and_of_what_would_change(workspace: Workspace, project: ProjectInfo) -> None:
    items, request = workspace.items(project), BulkRequest("requeue")
    drawn = {tuple(row.item_seq for row in items.preview(ALL, request, sample=3).result().sample) for _ in range(12)}
    assert len(drawn) > 1
    assert {seq for one in drawn for seq in one} <= {
        row[0] for row in states(workspace) if row[1] in (Status.DECIDED, Status.SKIPPED)
    }


@pytest.mark.parametrize("name", list(TASKS))
def test_every_kind_of_answer_can_be_accepted_and_undone(make_workspace: Maker, name: str) -> None:
    workspace = make_workspace()
    project = project_of(workspace, name, 5)
    items, before = workspace.items(project), states(workspace)
    seen = items.preview(ALL, BulkRequest("accept", 0.5)).result()
    assert [one.value for one in seen.by_label] == [kind_of(project.task.kind).text(from_json(to_json(ANSWERS[name][0])))]
    done = items.run(ALL, BulkRequest("accept", 0.5), "bea")
    assert done.items == 5
    assert {row[3] for row in states(workspace)} == {to_json(ANSWERS[name][0])}
    assert checked(workspace).clean
    items.undo(done.seq, "bea")
    assert states(workspace) == before
    set_ = items.run(ALL, BulkRequest("label", answer=ANSWERS[name][1]), "bea")
    assert {row[3] for row in states(workspace)} == {to_json(ANSWERS[name][1])}
    apart = kind_of(project.task.kind).apart(project.task)
    kept = str(rows_of(workspace, "SELECT * FROM decision")) + str(rows_of(workspace, "SELECT * FROM bulk_action"))
    assert (to_json(ANSWERS[name][1]) in kept.replace("\\\\", "\\")) == (not apart)
    assert ("answer" in set_.detail) == (not apart)
    assert checked(workspace).clean


def test_what_a_person_decided_since_stands(workspace: Workspace, project: ProjectInfo) -> None:
    items, before = workspace.items(project), states(workspace)
    decided = Filter(statuses=("decided",))
    done = items.run(decided, BulkRequest("requeue"), "bea")
    review(workspace, project, 3, "dora")
    after = {row[0]: row for row in states(workspace)}
    own = [
        row[0]
        for row in rows_of(
            workspace, "SELECT item_seq FROM decision d JOIN reviewer r ON r.seq = d.reviewer_seq WHERE r.name = 'dora'"
        )
    ]
    items.undo(done.seq, "bea")
    now = {row[0]: row for row in states(workspace)}
    for row in before:
        expected = after[row[0]] if row[0] in own and after[row[0]][5] != Verdict.SKIPPED else row
        assert now[row[0]][3:7] == expected[3:7], row[0]
    assert own
    assert checked(workspace).clean


def test_a_second_undo_is_refused(workspace: Workspace, project: ProjectInfo) -> None:
    items = workspace.items(project)
    done = items.run(ALL, BulkRequest("retire"), "bea")
    items.undo(done.seq, "bea")
    events = value_of(workspace, "SELECT count(*) FROM event")
    with pytest.raises(UserError) as told:
        items.undo(done.seq, "bea")
    assert told.value.code == "bulk.undone"
    assert value_of(workspace, "SELECT count(*) FROM event") == events
    with pytest.raises(UserError) as told:
        items.undo(9_999, "bea")
    assert told.value.code == "bulk.unknown_action"


def test_an_action_of_another_project_cannot_be_undone_here(workspace: Workspace, project: ProjectInfo) -> None:
    done = workspace.items(project).run(ALL, BulkRequest("retire"), "bea")
    other = workspace.items(fill(workspace, 3, name="Other", salt="o"))
    with pytest.raises(UserError):
        other.undo(done.seq, "bea")
    assert other.actions() == []


def test_what_was_stopped_midway_stands_and_is_undone_as_well(workspace: Workspace, project: ProjectInfo) -> None:
    items, before, cancel = workspace.items(project), states(workspace), threading.Event()
    done = items.run(ALL, BulkRequest("label", answer="red"), "bea", progress=lambda _done, _of: cancel.set(), cancel=cancel)
    assert done.partial
    assert 0 < done.items < 110
    assert checked(workspace).clean
    assert items.actions()[0] == done
    items.undo(done.seq, "bea")
    assert states(workspace) == before


def test_what_was_killed_midway_can_be_undone(workspace: Workspace, project: ProjectInfo) -> None:
    items, before = workspace.items(project), states(workspace)

    def killed(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        items.run(ALL, BulkRequest("label", answer="red"), "bea", progress=killed)
    done = items.actions()[0]
    assert done.partial
    assert done.items > 0
    with pytest.raises(KeyboardInterrupt):
        items.undo(done.seq, "bea", progress=killed)
    assert not items.actions()[0].undone
    assert checked(workspace).clean
    assert items.undo(done.seq, "bea").undone
    assert states(workspace) == before


def test_nothing_to_change_is_said_and_leaves_no_trace(workspace: Workspace, project: ProjectInfo) -> None:
    with pytest.raises(UserError) as told:
        workspace.items(project).run(Filter(text="of this there is nothing"), BulkRequest("retire"), "bea")
    assert told.value.code == "bulk.nothing"
    assert value_of(workspace, "SELECT count(*) FROM bulk_action") == 0


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (BulkRequest("label", answer="magenta"), "bulk.answer"),
        (BulkRequest("label"), "bulk.answer"),
        (BulkRequest("accept", 2.0), "bulk.confidence"),
        (BulkRequest("burn"), "bulk.unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    workspace: Workspace, project: ProjectInfo, request_: BulkRequest, code: str
) -> None:
    items, before = workspace.items(project), states(workspace)
    for attempt in (lambda: items.run(ALL, request_, "bea"), lambda: items.preview(ALL, request_).result()):
        with pytest.raises(UserError) as told:
            attempt()
        assert told.value.code == code
    assert states(workspace) == before


def test_a_suggestion_with_a_label_that_was_retired_since_is_left_alone(make_workspace: Maker) -> None:
    workspace = make_workspace()
    project = project_of(workspace, "choice", 4)
    workspace.tasks(project).retire("joy")
    items = workspace.items(workspace.project("choice"))
    seen = items.preview(ALL, BulkRequest("accept", 0.0)).result()
    assert (seen.count, [one.reason for one in seen.left_out]) == (0, ["invalid"])


def test_an_item_that_was_erased_since_stays_erased(workspace: Workspace, project: ProjectInfo) -> None:
    items = workspace.items(project)
    done = items.run(ALL, BulkRequest("label", answer="red"), "bea")
    seq = value_of(workspace, "SELECT item_seq FROM decision WHERE action_seq = :a LIMIT 1", a=done.seq)
    workspace.erase(seq, "asked")
    items.undo(done.seq, "bea")
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=seq) == Status.ERASED
    assert checked(workspace).clean


def test_the_ledger_keeps_the_filter_without_what_was_searched_for(workspace: Workspace, project: ProjectInfo) -> None:
    done = workspace.items(project).run(Filter(text="ball"), BulkRequest("retire", note="spring cleaning"), "bea")
    assert done.filter == {"text": ""}
    assert done.detail == {"note": "spring cleaning"}


ACTS = st.lists(
    st.tuples(st.sampled_from([*REQUESTS, BulkRequest("restore")]), st.sampled_from(["all", "open", "decided", "ball", "undo"])),
    min_size=1,
    max_size=6,
)
FILTERS = {"all": ALL, "open": Filter(statuses=("open",)), "decided": Filter(statuses=("decided",)), "ball": Filter(text="ball")}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(ACTS)
def test_whatever_is_done_and_undone_the_state_is_what_the_ledger_says(
    make_workspace: Maker, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[BulkRequest, str]]
) -> None:
    with Workspace(tmp_path_factory.mktemp("acts") / "shop.countersign") as workspace:
        project = fill(workspace, 60)
        review(workspace, project, 12)
        items, done, before = workspace.items(project), list[int](), states(workspace)
        for request, where in acts:
            try:
                if where == "undo" and done:
                    items.undo(done.pop(), "bea")
                else:
                    done.append(items.run(FILTERS.get(where, ALL), request, "bea").seq)
            except UserError as error:
                assert error.code == "bulk.nothing"
        assert checked(workspace).clean
        while done:
            items.undo(done.pop(), "bea")
        assert states(workspace) == before
        assert checked(workspace).clean


def test_shares_can_leave_no_sample(make_workspace: Maker) -> None:
    """Where there is no sample nothing is left out for one."""
    workspace = make_workspace()
    project = project_of(workspace, "choice", 30, shares=Shares(0.0, 0.0))
    assert workspace.items(project).preview(ALL, BulkRequest("label", answer="joy")).result().left_out == ()
