"""The ledger is insert-only, and holds no item text."""

from __future__ import annotations

from sqlite3 import IntegrityError

import pytest

from core.domain.filters import Filter
from core.domain.vocabulary import Provenance, Sample, Verdict
from core.queues.views import BulkRequest
from core.storage.ledger import NewDecision, NewSuggestion, add
from core.storage.projects import ProjectInfo
from core.storage.sql import run
from core.storage.triggers import LEDGER
from core.workspace import Workspace
from tests.conftest import checked, fill, note_call, rows_of, settle, value_of
from tests.unit.core.storage.ledger_rows import changes, note_datasets


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """A workspace with a few decisions, a call, a bulk action and a label that was renamed."""
    project = fill(workspace, 60)
    note_call(workspace, project, 1)
    session = settle(workspace.session(project, "ann"))
    for number in range(8):
        session.painted()
        (session.skip() if number == 5 else session.choose("red")).finish()
        settle(session)
    act(workspace, project)
    return workspace


def act(workspace: Workspace, project: ProjectInfo) -> None:
    """A bulk action, a label that is renamed, a dataset, a source with terms, and what was said elsewhere."""
    items = workspace.items(project)
    some = items.index(Filter(not_samples=True, statuses=("open",))).first[:2]
    items.run(Filter(items=some), BulkRequest("retire"), "ann")
    workspace.tasks(project).rename("yellow", "gold", "ann")
    note_datasets(workspace, project)


@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize("way", [0, 1, 2])
def test_no_line_of_the_ledger_can_be_changed_or_taken_out(reviewed: Workspace, table: str, way: int) -> None:
    before = rows_of(reviewed, f"SELECT * FROM {table} ORDER BY 1, 2, 3")
    assert before
    with pytest.raises(IntegrityError, match="the ledger is insert-only"):
        reviewed.writer.submit(lambda c: run(c, changes(table)[way])).result()
    assert rows_of(reviewed, f"SELECT * FROM {table} ORDER BY 1, 2, 3") == before


@pytest.mark.parametrize("table", LEDGER)
def test_replacing_a_line_is_refused_too(reviewed: Workspace, table: str) -> None:
    copy = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
    with pytest.raises(IntegrityError):
        reviewed.writer.submit(lambda c: run(c, copy)).result()


def test_the_rows_of_a_deleted_project_go(reviewed: Workspace) -> None:
    other = fill(reviewed, 5, name="Other", salt="o")
    session = settle(reviewed.session(other, "ann"))
    session.choose("red").finish()
    note_call(reviewed, other)
    act(reviewed, other)
    reviewed.delete_project(reviewed.project("Colours"))
    assert [project.name for project in reviewed.projects()] == ["Other"]
    tables = ("item", "queue", "identity", "counter", "suggester", "import_run", "call_run", "call_cache", "spending", "memory")
    for table in (*LEDGER, *tables):
        assert {row[0] for row in rows_of(reviewed, f"SELECT DISTINCT project_seq FROM {table}")} == {other.seq}, table
    assert value_of(reviewed, "SELECT count(*) FROM item_content") == 5
    assert checked(reviewed).clean


def test_the_same_items_can_be_imported_anew_after_the_project_was_deleted(reviewed: Workspace) -> None:
    reviewed.delete_project(reviewed.project("Colours"))
    again = fill(reviewed, 60)
    assert value_of(reviewed, "SELECT count(*) FROM item WHERE project_seq = :p", p=again.seq) == 60
    assert checked(reviewed).clean


def test_a_deletion_that_was_cut_short_is_finished_at_the_next_start(reviewed: Workspace) -> None:
    project = reviewed.project("Colours")
    reviewed.writer.submit(lambda c: run(c, "UPDATE project SET deleted_us = 1 WHERE seq = :s", s=project.seq)).result()
    path = reviewed.path
    reviewed.close()
    with Workspace(path) as opened:
        assert value_of(opened, "SELECT count(*) FROM event") == 0
        assert value_of(opened, "SELECT count(*) FROM project") == 0
        assert checked(opened).clean


def test_no_line_of_the_ledger_holds_item_text(reviewed: Workspace) -> None:
    said = [str(row[0]) for row in rows_of(reviewed, "SELECT text FROM item_content")]
    told = str([rows_of(reviewed, f"SELECT * FROM {table}") for table in LEDGER])
    assert len(said) == 60
    assert not [text for text in said if text in told]


def test_a_suggestion_that_is_written_again_stands_there_once(workspace: Workspace) -> None:
    project = fill(workspace, 3)
    session = settle(workspace.session(project, "ann"))
    session.painted()
    on = session.on
    assert on is not None
    row = on.given.row
    assert isinstance(row, NewSuggestion)
    seqs = [workspace.writer.submit(lambda c: add(c, row)).result() for _ in range(2)]
    assert seqs[0] == seqs[1]
    assert value_of(workspace, "SELECT count(*) FROM suggestion") == 1


def test_a_decision_about_a_suggestion_that_is_not_there_is_a_bug(workspace: Workspace) -> None:
    project = fill(workspace, 3)
    settle(workspace.session(project, "ann"))
    stray = NewDecision(
        project.seq, 1, 1, Verdict.ACCEPTED, Provenance.ASSISTED, Sample.NONE, "imported", 1, suggestion_id=b"0" * 16
    )
    with pytest.raises(KeyError):
        workspace.writer.submit(lambda c: add(c, stray)).result()
    assert value_of(workspace, "SELECT count(*) FROM decision") == 0
