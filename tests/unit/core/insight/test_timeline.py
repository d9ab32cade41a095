"""The history of one item: everything in order, nothing of a model's before a blind answer, and what was erased."""

from __future__ import annotations

import pytest

from core.domain.vocabulary import EventKind
from core.insight.timeline import Timeline, item_timeline
from core.review.cards import Phase
from core.review.session import ReviewSession
from core.storage.projects import ProjectInfo
from core.suggest.batch import suggest_project
from core.workspace import Workspace
from tests.conftest import fill, settle, value_of


def timeline(workspace: Workspace, item_seq: int) -> Timeline:
    workspace.writer.submit(lambda _: None).result()
    with workspace.read.connect() as connection:
        return item_timeline(connection, item_seq)


def until(session: ReviewSession, phase: Phase) -> int:
    """Decide until an item of this phase is on screen; returns its number."""
    settle(session).painted()
    while session.screen().card.phase is not phase:
        session.choose("red").finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            session.keep_mine().finish()
        settle(session).painted()
    return session.screen().card.item_seq


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    """Items enough for a suggestion and a blind item."""
    return fill(workspace, 120)


def test_everything_is_there_in_order(workspace: Workspace, project: ProjectInfo) -> None:
    session = workspace.session(project, "Ada")
    seq = until(session, Phase.REVIEW)
    suggested = session.screen().card.suggestion
    assert suggested is not None
    other = next(name for name in project.task.names if name != suggested.top.answer)
    session.flag().finish()
    session.comment("odd one").finish()
    session.thumb(-1).finish()
    session.choose(other).finish()
    session.undo().finish()
    settle(session).painted()
    session.reject("several_fit").finish()
    lines = timeline(workspace, seq).lines
    kinds = [
        "shown",
        "revealed",
        "flagged",
        "commented",
        "thumb_down",
        "edited",
        "decided",
        "undone",
        "shown",
        "revealed",
        "decided",
    ]
    assert [line.kind for line in lines] == kinds
    assert [line.at_us for line in lines] == sorted(line.at_us for line in lines)
    by_kind = {line.kind: line for line in lines}
    assert (by_kind[EventKind.REVEALED].answer, lines[6].answer) == (suggested.top.answer, other)
    assert (lines[6].verdict, lines[6].provenance, lines[7].verdict) == ("corrected", "assisted", "corrected")
    assert (lines[10].verdict, lines[10].reason, lines[10].answer) == ("rejected", "several_fit", None)
    assert by_kind[EventKind.COMMENTED].comment == "odd one"
    assert {line.reviewer for line in lines} == {"Ada"}
    assert by_kind[EventKind.REVEALED].suggester


def test_a_blind_item_shows_nothing_of_a_model_before_its_answer(workspace: Workspace, project: ProjectInfo) -> None:
    suggest_project(workspace.read, workspace.writer, project)
    session = workspace.session(project, "Ada")
    seq = until(session, Phase.BLIND)
    assert value_of(workspace, "SELECT count(*) FROM suggestion WHERE item_seq = :s", s=seq) > 0
    session.flag().finish()
    before = timeline(workspace, seq)
    assert before.hidden
    assert [line.kind for line in before.lines] == ["shown", "flagged"]
    assert not any(line.suggester or line.chance is not None or line.answer is not None for line in before.lines)
    session.choose("blue").finish()
    after = timeline(workspace, seq)
    assert not after.hidden
    assert [line.kind for line in after.lines] == ["shown", "flagged", "decided", "revealed"]
    assert (after.lines[2].answer, after.lines[2].provenance) == ("blue", "blind")
    assert after.lines[3].suggester


def test_a_skipped_blind_item_stays_hidden(workspace: Workspace, project: ProjectInfo) -> None:
    session = workspace.session(project, "Ada")
    seq = until(session, Phase.BLIND)
    session.skip().finish()
    found = timeline(workspace, seq)
    assert found.hidden
    assert [(line.kind, line.verdict) for line in found.lines] == [("shown", ""), ("decided", "skipped")]


def test_an_erasure_is_on_record_and_comments_are_gone(workspace: Workspace, project: ProjectInfo) -> None:
    session = workspace.session(project, "Ada")
    seq = until(session, Phase.REVIEW)
    session.comment("call them on 555 0199").finish()
    session.choose("red").finish()
    workspace.erase(seq, "asked for it")
    found = timeline(workspace, seq)
    assert found.erased
    assert (found.lines[-1].kind, found.lines[-1].reason) == ("erased", "asked for it")
    assert "commented" in [line.kind for line in found.lines]
    assert "decided" in [line.kind for line in found.lines]
    assert not any(line.comment for line in found.lines)


def test_an_item_that_nobody_has_seen_has_no_history(workspace: Workspace, project: ProjectInfo) -> None:
    last = int(value_of(workspace, "SELECT max(seq) FROM item"))
    assert timeline(workspace, last).lines == ()
    with pytest.raises(KeyError):
        timeline(workspace, last + 1)
