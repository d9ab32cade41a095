"""Items whose source does not allow a review, or is over, are not drawn: in no order, from no queue, of no sample."""

from __future__ import annotations

import pytest

from core.domain.filters import Filter
from core.domain.uses import ALL_USES, Use
from core.queues.views import QueueInfo
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import checked, fill, rows_of, settle
from tests.llm import keep
from tests.sources import LONG_AGO, allow, bring

OPEN = QueueInfo("Open", Filter(statuses=("open",)), "imported")
MIXED = QueueInfo("Mixed", Filter(statuses=("open",)), "random")
FOUND = QueueInfo("Found", Filter(text="ball"), "imported")


def shop(workspace: Workspace, order: str) -> ProjectInfo:
    """120 items, the middle third of which are a partner's."""
    project = fill(workspace, 0, order=order)
    for name in ("a.csv", "partner.csv", "c.csv"):
        bring(workspace, project, name, [f"{name[0]} ball {number}" for number in range(40)])
    return project


def drawn(session: ReviewSession) -> list[str]:
    """Decide whatever comes; the texts in their order."""
    settle(session)
    seen: list[str] = []
    while (on := session.on) is not None:
        seen.append(on.drawn.item.text)
        session.painted()
        session.choose("red").finish()
        keep(session)
    assert session.screen().card.phase is Phase.FINISHED
    return seen


@pytest.mark.parametrize("order", ["imported", "random", "uncertain"])
@pytest.mark.parametrize("why", ["terms", "retention"])
def test_no_order_draws_them_and_all_others_come(workspace: Workspace, order: str, why: str) -> None:
    project = shop(workspace, order)
    if why == "terms":
        allow(workspace, project, "partner.csv", Use.TRAINING)
    else:
        allow(workspace, project, "partner.csv", *ALL_USES, until=LONG_AGO)
    session = settle(workspace.session(project, "ann"))
    assert session.screen().progress.left == 80
    seen = drawn(session)
    assert (len(seen), {text[0] for text in seen}) == (80, {"a", "c"})
    assert session.screen().progress.left == 0
    assert checked(workspace).clean


@pytest.mark.parametrize("queue", [OPEN, MIXED, FOUND], ids=lambda one: one.name)
def test_no_saved_queue_draws_them(workspace: Workspace, queue: QueueInfo) -> None:
    project = shop(workspace, "imported")
    workspace.items(project).keep_up().result()
    allow(workspace, project, "partner.csv")
    seen = drawn(workspace.session(project, "ann", queue))
    assert seen
    assert {text[0] for text in seen} == {"a", "c"}


def test_the_chance_of_a_random_draw_is_one_of_those_that_may_be_drawn(workspace: Workspace) -> None:
    project = shop(workspace, "random")
    allow(workspace, project, "partner.csv")
    free = (
        "SELECT count(*) FROM item i JOIN item_content c ON c.item_seq = i.seq WHERE i.sample = 'none' AND c.text NOT LIKE 'p%'"
    )
    left = int(rows_of(workspace, free)[0][0])
    drawn(workspace.session(project, "ann"))
    chances = rows_of(workspace, "SELECT selection_prob FROM decision WHERE order_name = 'random' ORDER BY seq")
    assert [round(1 / row[0]) for row in chances] == list(range(left, 0, -1))


def test_a_project_of_which_nothing_may_be_reviewed_is_at_its_end(workspace: Workspace) -> None:
    project = fill(workspace, 30, order="random")
    allow(workspace, project, "items.csv")
    assert drawn(workspace.session(project, "ann")) == []


def test_terms_that_change_hold_from_the_next_session_on(workspace: Workspace) -> None:
    project = shop(workspace, "imported")
    allow(workspace, project, "partner.csv")
    assert len(drawn(workspace.session(project, "ann"))) == 80
    allow(workspace, project, "partner.csv", *ALL_USES)
    session = settle(workspace.session(project, "ann"))
    assert session.screen().progress.left == 40
    assert {text[0] for text in drawn(session)} == {"p"}
    assert checked(workspace).clean


def test_what_was_skipped_before_is_not_met_again_either(workspace: Workspace) -> None:
    project = shop(workspace, "imported")
    first = settle(workspace.session(project, "ann"))
    while first.on is not None:
        first.painted()
        first.skip().finish()
        settle(first)
    allow(workspace, project, "partner.csv")
    again = settle(workspace.session(project, "ann"))
    assert again.on is None
    again.next_pass().finish()
    seen = drawn(again)
    assert (len(seen), {text[0] for text in seen}) == (80, {"a", "c"})
