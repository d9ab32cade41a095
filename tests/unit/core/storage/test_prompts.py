"""Prompt versions: immutable, numbered, one of them live."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError

from core.errors import UserError
from core.storage import prompts
from core.storage.projects import ProjectInfo
from core.storage.prompts import StoredVersion
from core.workspace import Workspace
from tests.conftest import fill, rows_of


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 0)


def add(
    workspace: Workspace, project: ProjectInfo, content: str, *, via: str = "fake", parent: int | None = None, note: str = ""
) -> int:
    def write(connection: object) -> int:
        return prompts.add_version(
            connection,  # pyright: ignore[reportArgumentType]  (the writer's connection)
            project.seq,
            content=content,
            content_hash=f"sha256:{content}",
            model="openai/fake",
            via=via,
            parent=parent,
            note=note,
        )

    return workspace.writer.submit(write).result()


def listed(workspace: Workspace, project: ProjectInfo) -> list[StoredVersion]:
    with workspace.read.connect() as connection:
        return prompts.list_versions(connection, project.seq)


def set_live(workspace: Workspace, project: ProjectInfo, number: int | None) -> None:
    workspace.writer.submit(lambda c: prompts.set_live(c, project.seq, number)).result()


def live(workspace: Workspace, project: ProjectInfo) -> int | None:
    with workspace.read.connect() as connection:
        version = prompts.live_version(connection, project.seq)
    return None if version is None else version.number


def test_versions_count_from_one_in_each_project_and_know_their_parent(workspace: Workspace, project: ProjectInfo) -> None:
    other = fill(workspace, 0, name="Other")
    assert [add(workspace, project, "a"), add(workspace, project, "b", parent=1, note="shorter"), add(workspace, other, "a")] == [
        1,
        2,
        1,
    ]
    one, two = listed(workspace, project)
    assert (one.number, one.content, one.parent, one.note) == (1, "a", None, "")
    assert (two.number, two.content, two.parent, two.note) == (2, "b", 1, "shorter")
    assert rows_of(workspace, "SELECT name FROM suggester WHERE seq = :s", s=two.suggester_seq) == [("openai/fake @ v2",)]


def test_the_same_content_through_the_same_connection_is_there_once(workspace: Workspace, project: ProjectInfo) -> None:
    assert [add(workspace, project, "a", note=note) for note in ("first", "second")] == [1, 1]
    assert add(workspace, project, "a", via="spare") == 2
    assert [one.note for one in listed(workspace, project)] == ["first", ""]
    assert len({one.suggester_seq for one in listed(workspace, project)}) == 2
    assert len(rows_of(workspace, "SELECT 1 FROM event WHERE kind = 'prompt_saved'")) == 2


def test_a_version_cannot_be_changed_or_removed(workspace: Workspace, project: ProjectInfo) -> None:
    add(workspace, project, "a")
    for statement in ("UPDATE prompt_version SET content = 'b'", "DELETE FROM prompt_version"):
        with pytest.raises((UserError, DatabaseError, sqlite3.Error)):
            workspace.writer.submit(lambda c, s=statement: c.exec_driver_sql(s) and None).result()
    assert [one.content for one in listed(workspace, project)] == ["a"]


def test_one_is_live_and_going_back_is_one_action_that_the_ledger_notes(workspace: Workspace, project: ProjectInfo) -> None:
    for content in "ab":
        add(workspace, project, content)
    assert live(workspace, project) is None
    for number in (1, 2, 1, None):
        set_live(workspace, project, number)
        assert live(workspace, project) == number
        assert [one.number for one in listed(workspace, project) if one.live] == [number] * (number is not None)
    noted = rows_of(workspace, "SELECT data FROM event WHERE kind = 'prompt_activated' ORDER BY seq")
    assert [str(row[0]) for row in noted] == [
        '{"from":null,"to":1}',
        '{"from":1,"to":2}',
        '{"from":2,"to":1}',
        '{"from":1,"to":null}',
    ]


def test_a_version_that_is_not_there_is_told_with_those_that_are(workspace: Workspace, project: ProjectInfo) -> None:
    add(workspace, project, "a")
    with pytest.raises(UserError) as told:
        set_live(workspace, project, 7)
    assert (told.value.code, "v7" in told.value.what, "v1" in told.value.todo) == ("prompt.unknown", True, True)
    assert live(workspace, project) is None


def test_who_needs_a_connection_is_told_by_name(workspace: Workspace, project: ProjectInfo) -> None:
    add(workspace, project, "a")
    with workspace.read.connect() as connection:
        assert prompts.live_through(connection, "fake") == ""
    set_live(workspace, project, 1)
    with workspace.read.connect() as connection:
        assert "v1" in prompts.live_through(connection, "fake")
        assert prompts.live_through(connection, "spare") == ""
