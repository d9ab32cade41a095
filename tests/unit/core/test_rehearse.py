"""Rehearsals go through the session and tell what a review would cost."""

from __future__ import annotations

import pytest

from core.errors import UserError
from core.rehearse import REVIEWER, Rehearsal, rehearse, throwaway
from core.workspace import Workspace
from tests.conftest import add_items, checked, fill, rows_of, texts, value_of


def test_a_rehearsal_labels_every_item_with_its_gold(workspace: Workspace) -> None:
    project = fill(workspace, 150)
    told: list[int] = []
    done = rehearse(workspace, project, progress=lambda at: told.append(at.decisions))
    assert done.decisions == 150
    assert done.accepted + done.corrected + done.answered == 150
    wrong = "SELECT count(*) FROM item_content c JOIN item_state s ON s.item_seq = c.item_seq WHERE s.label IS NOT c.gold"
    assert value_of(workspace, wrong) == 0
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 150
    assert rows_of(workspace, "SELECT DISTINCT r.name FROM decision d JOIN reviewer r ON r.seq = d.reviewer_seq") == [(REVIEWER,)]
    assert checked(workspace).clean
    assert told == [20, 40, 60, 80, 100, 120, 140]


def test_its_figures_are_those_of_the_ledger(workspace: Workspace) -> None:
    project = fill(workspace, 250, order="uncertain")
    done = rehearse(workspace, project, decisions=120)
    verdicts = dict(rows_of(workspace, "SELECT verdict, count(*) FROM decision GROUP BY 1"))
    assert (done.accepted, done.corrected, done.answered) == tuple(
        verdicts.get(name, 0) for name in ("accepted", "corrected", "answered")
    )
    assert done.decisions == 120
    assert done.blind == value_of(workspace, "SELECT count(*) FROM decision WHERE provenance = 'blind'")
    assert done.acceptance_rate == done.accepted / (done.accepted + done.corrected)
    assert [sum(column) for column in zip(*done.by_100, strict=True)] == [done.accepted, done.accepted + done.corrected]
    assert len(done.acceptance_by_100) == 2


def test_the_learning_curve_goes_by_hundreds() -> None:
    made = Rehearsal()
    for number in range(250):
        made.count("accepted" if number < 100 else "corrected" if number < 200 else "answered", blind=number % 20 == 0)
    assert made.acceptance_by_100 == [1.0, 0.0, None]
    assert (made.decisions, made.blind, made.acceptance_rate) == (250, 13, 0.5)
    assert Rehearsal().acceptance_rate is None


def test_on_a_throwaway_copy_nothing_is_left(workspace: Workspace) -> None:
    project = fill(workspace, 60)
    with throwaway(workspace) as copy:
        assert rehearse(copy, copy.project("Colours"), decisions=30).decisions == 30
        path = copy.path
        assert value_of(copy, "SELECT count(*) FROM decision") == 30
    assert not path.exists()
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0
    assert project.name == "Colours"


def test_without_gold_there_is_nothing_to_rehearse(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [(text, "") for text, _ in texts(5)])
    with pytest.raises(UserError) as told:
        rehearse(workspace, project)
    assert told.value.code == "rehearse.no_gold"
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0


def test_items_without_gold_are_skipped_and_counted(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [(text, gold if at % 3 else "") for at, (text, gold) in enumerate(texts(30))])
    done = rehearse(workspace, project)
    assert (done.decisions, done.without_gold) == (20, 10)
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'skipped'") == 10


def test_a_rehearsal_that_is_kept_goes_on_where_it_stopped(workspace: Workspace) -> None:
    project = fill(workspace, 100)
    for _ in range(2):
        assert rehearse(workspace, project, decisions=50).decisions == 50
    assert rehearse(workspace, project, decisions=50).decisions == 0
    assert value_of(workspace, "SELECT count(DISTINCT item_seq) FROM decision") == 100
