"""The figures of a project against a recount from its ledger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.insight.stats import Stats, project_stats
from core.review.cards import Phase
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, settle, value_of
from tests.unit.core.export.mixed import ledger, of_type, review, standing


def stats(workspace: Workspace, project: ProjectInfo) -> Stats:
    workspace.writer.submit(lambda _: None).result()
    with workspace.read.connect() as connection:
        return project_stats(connection, project.seq)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_those_of_the_ledger(make_workspace: Maker, tmp_path: Path, seed: int) -> None:
    workspace = make_workspace(f"shop{seed}")
    project = fill(workspace, 250)
    review(workspace, project, 160, seed)
    have, lines = stats(workspace, project), ledger(workspace, project, tmp_path)
    stands = standing(lines)
    verdicts = Counter(decision["verdict"] for decision in stands.values())
    assert {name: getattr(have, name) for name in ("accepted", "corrected", "answered", "rejected", "skipped")} == {
        name: verdicts[name] for name in ("accepted", "corrected", "answered", "rejected", "skipped")
    }
    assert {"accepted", "corrected", "rejected", "skipped"} <= set(verdicts)
    assert have.decided == verdicts.total() - verdicts["skipped"]
    assert (have.items, have.open) == (250, 250 - verdicts.total())
    judged = Counter(one["verdict"] for one in stands.values() if one["provenance"] == "assisted" and one["verdict"] != "skipped")
    assert have.acceptance_rate == judged["accepted"] / judged.total()
    assert have.blind == len({one["item"] for one in of_type(lines, "decision") if is_blind_answer(one)})
    flags = {event["item"]: event["kind"] for event in of_type(lines, "event") if event["kind"] in ("flagged", "unflagged")}
    assert have.flagged == list(flags.values()).count("flagged")
    assert checked(workspace).clean


def is_blind_answer(decision: dict[str, str]) -> bool:
    return decision["provenance"] == "blind" and decision["verdict"] != "skipped"


def test_the_samples_are_counted_down(make_workspace: Maker) -> None:
    workspace = make_workspace()
    project = fill(workspace, 300)
    before = stats(workspace, project)
    for name, left in (("blind", before.blind_left), ("control", before.control_left)):
        assert left == value_of(workspace, "SELECT count(*) FROM item WHERE sample = :s", s=name) > 0
    session = workspace.session(project, "Ada")
    for _ in range(40):
        settle(session).painted()
        session.choose("red").finish()
        if session.screen().card.phase is Phase.SECOND_OPINION:
            session.keep_mine().finish()
    after = stats(workspace, project)
    assert after.blind == before.blind_left - after.blind_left == 2
    assert before.control_left - after.control_left == 2
    assert (before.acceptance_rate, before.blind, before.exposed) == (None, 0, 0)


def test_an_erased_item_stays_in_what_was_decided(workspace: Workspace) -> None:
    project = fill(workspace, 10)
    session = settle(workspace.session(project, "Ada"))
    for _ in range(3):
        session.painted()
        session.choose("red").finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()  # a blind item whose suggestion differs
        settle(session)
    decided = int(value_of(workspace, "SELECT min(item_seq) FROM decision"))
    untouched = int(value_of(workspace, "SELECT max(seq) FROM item WHERE seq NOT IN (SELECT item_seq FROM decision)"))
    for seq in (decided, untouched):
        workspace.erase(seq, "asked for it")
    have = stats(workspace, project)
    assert (have.items, have.decided, have.erased, have.open) == (10, 3, 2, 6)


def test_a_project_knows_only_its_own_figures(workspace: Workspace) -> None:
    first, second = fill(workspace, 5), fill(workspace, 7, name="Other", salt="x")
    session = settle(workspace.session(second, "Ada"))
    session.painted()
    session.choose("red").finish()
    assert (stats(workspace, first).items, stats(workspace, first).decided) == (5, 0)
    assert (stats(workspace, second).items, stats(workspace, second).decided) == (7, 1)
