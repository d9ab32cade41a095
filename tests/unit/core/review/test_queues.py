"""A session over a saved queue, an item that was chosen, and near-duplicates decided together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance
from core.errors import UserError
from core.queues.views import BulkRequest, QueueInfo
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.workspace import Workspace
from tests.conftest import checked, rows_of, settle, value_of
from tests.kinds import item, project_of, put_items


def open_on(workspace: Workspace, project: ProjectInfo, queue: QueueInfo | None = None) -> ReviewSession:
    session = settle(workspace.session(project, "Ada", queue))
    session.painted()
    return session


def walk(session: ReviewSession, limit: int = 50) -> list[str]:
    """Accept everything that comes; the external ids in that order."""
    seen: list[str] = []
    while session.screen().card.phase is Phase.REVIEW and len(seen) < limit:
        seen.append(session.screen().card.external_id)
        session.accept().finish()
        settle(session)
        session.painted()
    return seen


def test_a_queue_holds_what_its_filter_says_and_ends(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 12)
    first = open_on(workspace, project)
    for number in range(12):
        if number % 3 == 0:
            first.flag().finish()
        first.skip().finish()
        settle(first)
        first.painted()
    session = open_on(workspace, project, QueueInfo("Flagged", Filter(flagged=True), "imported"))
    assert session.screen().queue == "Flagged"
    assert walk(session) == ["n0", "n3", "n6", "n9"]
    assert session.screen().card.phase is Phase.FINISHED
    assert checked(workspace).clean


def test_decided_items_can_be_gone_through_once_more_and_each_comes_once(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 5)
    assert len(walk(open_on(workspace, project))) == 5
    workspace.tasks(project).set_guidelines("# Another version", "Lead")
    older = QueueInfo("Older", Filter(older_guidelines=True), "imported")
    again = open_on(workspace, workspace.project(project.name), older)
    assert walk(again) == ["n0", "n1", "n2", "n3", "n4"]
    assert again.screen().card.phase is Phase.FINISHED
    assert value_of(workspace, "SELECT count(DISTINCT guideline_seq) FROM decision") == 2


def test_the_samples_keep_their_places_in_a_queue_of_open_items(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 120, shares=Shares(0.5, 0.0))  # some sixty of them outside of the sample
    session = open_on(workspace, project, QueueInfo("All", Filter(statuses=("open",)), "imported"))
    phases: list[Phase] = []
    for _ in range(25):
        phases.append(session.screen().card.phase)
        session.choose("joy").finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            session.keep_mine().finish()
        settle(session)
        session.painted()
    assert 1 <= phases.count(Phase.BLIND) <= 3
    blind = rows_of(workspace, "SELECT selection_prob, order_name FROM decision WHERE provenance = 'blind'")
    assert set(blind) == {(0.05, "blind")}


def test_a_queue_that_holds_nothing_is_at_its_end_though_the_samples_are_not(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 30, shares=Shares(0.5, 0.2))
    session = open_on(workspace, project, QueueInfo("Flagged", Filter(flagged=True), "imported"))
    assert session.screen().card.phase is Phase.FINISHED


def test_a_queue_ends_with_its_own_items_and_not_with_the_samples(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 40, shares=Shares(0.5, 0.0))
    open_, free = Filter(statuses=("open",)), "SELECT count(*) FROM item WHERE sample = 'none'"
    session = open_on(workspace, project, QueueInfo("All", open_, "imported"))
    while session.screen().card.phase is not Phase.FINISHED:
        session.skip().finish()
        settle(session)
        session.painted()
    assert value_of(workspace, "SELECT count(*) FROM decision WHERE sample = 'none'") == value_of(workspace, free)
    assert value_of(workspace, "SELECT count(*) FROM decision WHERE sample = 'blind'") <= 3


def test_an_item_that_is_chosen_comes_before_the_one_on_screen(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 5)
    session = open_on(workspace, project)
    session.open_item(4).finish()
    assert session.screen().card.external_id == "n3"
    session.painted()
    session.accept().finish()
    assert session.screen().card.external_id == "n0"
    assert rows_of(workspace, "SELECT order_name, draw_no, selection_prob FROM decision") == [("chosen", 0, None)]
    session.open_item(4).finish()
    assert (session.screen().card.external_id, session.screen().card.why) is not None
    session.choose("anger").finish()
    assert value_of(workspace, "SELECT label FROM item_state WHERE item_seq = 4") == '"anger"'
    assert checked(workspace).clean


def test_a_retired_item_is_not_shown(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 3)
    items = workspace.items(project)
    items.run(Filter(items=(2,)), BulkRequest("retire"), "Lead")
    session = open_on(workspace, project)
    with pytest.raises(UserError) as refused:
        session.open_item(2)
    assert refused.value.code == "review.not_there"
    assert walk(session) == ["n0", "n2"]


def near_duplicates(workspace: Workspace) -> ProjectInfo:
    project = project_of(workspace, "choice", 1)
    text = "My card has not arrived yet, and I have been waiting for it since last week."
    alike = [
        item("choice", number)._replace(text=text + end)
        for number, end in ((10, ""), (11, "!"), (12, " "), (13, " Please help."))
    ]
    put_items(workspace, project, alike)
    workspace.items(project).keep_up().result(30)
    return project


def test_near_duplicates_are_decided_together_on_request(workspace: Workspace) -> None:
    project = near_duplicates(workspace)
    session = open_on(workspace, project)
    session.open_item(2).finish()
    assert session.screen().card.group_size >= 3
    session.group().finish()
    card = session.screen().card
    assert card.grouped
    session.accept().finish()
    given = rows_of(workspace, "SELECT provenance, count(*) FROM decision GROUP BY provenance ORDER BY provenance")
    assert given == [(Provenance.ASSISTED, 1), (Provenance.GROUPED, card.group_size - 1)]
    assert walk(session) == ["n0", *(f"n{n}" for n in range(10 + card.group_size, 14))]
    assert checked(workspace).clean


def test_grouping_is_off_unless_asked_for_and_can_be_taken_back(workspace: Workspace) -> None:
    project = near_duplicates(workspace)
    session = open_on(workspace, project)
    with pytest.raises(UserError):
        session.group()  # n0 is like nothing else
    session.open_item(2).finish()
    session.group().finish()
    session.group().finish()
    assert not session.screen().card.grouped
    session.accept().finish()
    assert value_of(workspace, "SELECT count(*) FROM decision") == 1


def test_what_was_decided_together_can_be_undone_as_one(workspace: Workspace) -> None:
    project = near_duplicates(workspace)
    session = open_on(workspace, project)
    session.open_item(2).finish()
    session.group().finish()
    session.accept().finish()
    items = workspace.items(project)
    action = items.actions()[0]
    items.undo(action.seq, "Lead")
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 1
    assert checked(workspace).clean
    assert replace(items.actions()[0], undone=False) == replace(action, undone=False)
