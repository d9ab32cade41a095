"""The built-in suggester wired to a workspace: its state is a function of the ledger alone."""

from __future__ import annotations

import numpy as np
import pytest

from core.encode import load_encoder, rounded
from core.storage.erase import erase_item
from core.storage.projects import ProjectInfo
from core.suggest.builtin import BuiltinSuggester
from core.suggest.history import teaching_lines
from core.workspace import Workspace
from tests.conftest import Maker, add_items, fill, rows_of, settle, texts, value_of


def suggester_of(workspace: Workspace, project: ProjectInfo) -> BuiltinSuggester:
    return BuiltinSuggester(workspace.read, workspace.writer, project, None)


@pytest.fixture
def reviewed(make_workspace: Maker) -> Workspace:
    """A workspace in which enough was decided for a linear model and for percentages."""
    workspace = make_workspace()
    session = settle(workspace.session(fill(workspace, 300), "ann"))
    for number in range(110):
        on = session.on
        assert on is not None
        session.painted()
        (session.undo() if number % 20 == 9 else session.choose(on.drawn.item.gold)).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    return workspace


def test_two_suggesters_from_one_ledger_propose_the_same(reviewed: Workspace) -> None:
    project = reviewed.project("Colours")
    one, other = (suggester_of(reviewed, project) for _ in range(2))
    vectors = one.vectors.of(list(range(200, 240)))
    for vector in vectors.values():
        assert one.propose(vector) == other.propose(vector)
    assert one.learner.step == other.learner.step > 80
    proposal = one.propose(vectors[200])
    assert proposal is not None
    assert proposal.chances is not None


def test_what_was_decided_before_is_known_after_a_restart(reviewed: Workspace, make_workspace: Maker) -> None:
    steps = suggester_of(reviewed, reviewed.project("Colours")).learner.step
    reviewed.close()
    opened = make_workspace()
    assert suggester_of(opened, opened.project("Colours")).learner.step == steps


def test_blind_decisions_are_not_among_what_is_learnt(reviewed: Workspace) -> None:
    blind = value_of(reviewed, "SELECT count(*) FROM decision WHERE sample = 'blind'")
    assert blind > 0
    learner = suggester_of(reviewed, reviewed.project("Colours")).learner
    known = learner._examples.count  # pyright: ignore[reportPrivateUsage] - nothing else counts the examples
    standing = "SELECT count(*) FROM item_state WHERE status = 'decided' AND verdict <> 'rejected' AND sample <> 'blind'"
    assert known == value_of(reviewed, standing)


def test_before_fifty_judged_suggestions_there_is_no_percentage(workspace: Workspace) -> None:
    project = fill(workspace, 120)
    session = settle(workspace.session(project, "ann"))
    judged = 0
    while judged < 60:
        on = session.on
        assert on is not None
        if on.view is not None:
            assert (on.view.top.percent is not None) == (judged >= 50), judged
            if on.view.top.percent is not None:
                assert 0 <= on.view.top.percent <= 100
            judged += on.drawn.draw.sample != "blind"
        session.choose(on.drawn.item.gold).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)


def test_a_vector_is_made_once_kept_and_forgotten_with_its_item(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, texts(3))
    suggester = suggester_of(workspace, project)
    made = suggester.vectors.of([1, 2, 3])
    workspace.writer.submit_bulk(lambda _: None).result()
    assert rows_of(workspace, "SELECT item_seq, encoder FROM embedding ORDER BY 1") == [(n, "characters/1") for n in (1, 2, 3)]
    fresh = rounded(load_encoder("characters/1").encode(texts(3)[1][0]))
    assert np.array_equal(made[2], fresh)
    assert np.array_equal(suggester_of(workspace, project).vectors.stored([2])[2], fresh)
    workspace.writer.submit(lambda c: erase_item(c, 2, "asked")).result()
    assert set(suggester.vectors.of([1, 2, 3])) == {1, 3}


def test_new_content_gets_a_new_vector(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [("red ball", "red")])
    suggester = suggester_of(workspace, project)
    before = suggester.vectors.of([1])[1]
    workspace.writer.submit_bulk(lambda _: None).result()
    add_items(workspace, project, [("blue hat", "blue")], update=True)
    assert not np.array_equal(suggester.vectors.of([1])[1], before)


def test_an_erased_item_is_still_a_step_but_teaches_nothing(reviewed: Workspace) -> None:
    project = reviewed.project("Colours")
    before = suggester_of(reviewed, project).learner.step
    seq = value_of(reviewed, "SELECT item_seq FROM item_state WHERE verdict = 'accepted' AND sample = 'none' LIMIT 1")
    reviewed.erase(int(seq), "asked")
    assert suggester_of(reviewed, project).learner.step == before


def test_the_encoder_is_chosen_once_and_kept(workspace: Workspace) -> None:
    from tests.conftest import TASK

    project = workspace.create_project("Chosen", TASK)
    assert suggester_of(workspace, project).seq > 0
    assert workspace.project("Chosen").encoder is None
    path = workspace.path.with_name("zh.csv")
    path.write_text("text\n" + "".join(f"第{n}个红色的球在门口\n" for n in range(20)), encoding="utf-8")
    from core.ingest.mapping import Mapping
    from core.ingest.table import open_table

    with workspace.importing(project, open_table(path), Mapping("text")) as work:
        work.run()
    suggester_of(workspace, workspace.project("Chosen"))
    assert workspace.project("Chosen").encoder == "characters/1"


def test_the_lines_that_teach_come_in_the_order_of_the_ledger(reviewed: Workspace) -> None:
    with reviewed.read.connect() as connection:
        lines = list(teaching_lines(connection, reviewed.project("Colours").seq))
    assert [kind for kind, _ in lines] == [
        row[0] for row in rows_of(reviewed, "SELECT kind FROM event WHERE kind IN ('decided', 'undone', 'redone') ORDER BY seq")
    ]
