"""Connections as the workspace keeps them: those that were removed stay on record, out of sight."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.storage.connections import list_connections, remove_connection, save_connection
from core.workspace import Workspace
from tests.conftest import rows_of


def save(workspace: Workspace, name: str, **settings: JsonValue) -> str:
    return workspace.writer.submit(lambda c: save_connection(c, name, settings)).result()


def remove(workspace: Workspace, name: str) -> None:
    workspace.writer.submit(lambda c: remove_connection(c, name)).result()


def listed(workspace: Workspace) -> list[tuple[str, str, dict[str, JsonValue]]]:
    with workspace.read.connect() as connection:
        return list_connections(connection)


def test_the_oldest_comes_first_and_a_change_keeps_its_place(workspace: Workspace) -> None:
    first, second = save(workspace, "b", model="x"), save(workspace, "a", model="y")
    save(workspace, "b", model="z")
    assert listed(workspace) == [(first, "b", {"model": "z"}), (second, "a", {"model": "y"})]


def test_one_that_was_removed_stays_on_record_and_its_name_is_free(workspace: Workspace) -> None:
    old = save(workspace, "a", model="x")
    remove(workspace, "a")
    assert listed(workspace) == []
    new = save(workspace, "a", model="y")
    assert new != old
    assert listed(workspace) == [(new, "a", {"model": "y"})]
    remove(workspace, "a")
    assert rows_of(workspace, "SELECT name, removed_us IS NOT NULL FROM model_connection") == [("a", 1), ("a", 1)]


def test_removing_one_that_is_not_there_changes_nothing(workspace: Workspace) -> None:
    kept = save(workspace, "a")
    remove(workspace, "b")
    assert listed(workspace) == [(kept, "a", {})]
