"""Projects: making, naming, putting away, taking out again."""

from __future__ import annotations

import pytest

from core.errors import UserError
from core.workspace import Workspace
from tests.conftest import TASK, fill, rows_of


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201, "\u200f\x00"])
def test_a_name_is_one_line(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserError) as told:
        workspace.create_project(name, TASK)
    assert told.value.code == "project.bad_name"
    assert workspace.projects() == []


def test_a_name_is_taken_once(workspace: Workspace) -> None:
    fill(workspace, 0)
    other = workspace.create_project("颜色 ✓", TASK, "# Guide")
    for attempt in (lambda: workspace.create_project(" Colours ", TASK), lambda: workspace.rename_project(other, "Colours")):
        with pytest.raises(UserError) as told:
            attempt()
        assert told.value.code == "project.exists"
    assert workspace.rename_project(other, "颜色 ✓").name == "颜色 ✓"
    assert workspace.project("颜色 ✓").guidelines == "# Guide"


def test_the_name_of_a_deleted_project_is_free(workspace: Workspace) -> None:
    workspace.delete_project(fill(workspace, 3))
    assert fill(workspace, 3).name == "Colours"


def test_what_happens_to_a_project_is_recorded(workspace: Workspace) -> None:
    project = workspace.rename_project(fill(workspace, 0), "Hues")
    workspace.archive_project(project)
    assert workspace.project("Hues").archived
    workspace.archive_project(project, archived=False)
    assert not workspace.project("Hues").archived
    assert rows_of(workspace, "SELECT kind, data FROM event ORDER BY seq") == [
        ("project_created", None),
        ("project_renamed", '{"from":"Colours","to":"Hues"}'),
        ("project_archived", None),
        ("project_unarchived", None),
    ]


def test_an_unknown_project_is_told_with_those_there_are(workspace: Workspace) -> None:
    fill(workspace, 0)
    with pytest.raises(UserError, match="Known: Colours"):
        workspace.project("Hues")


def test_an_unknown_order_is_refused(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    for attempt in (
        lambda: workspace.create_project("Hues", TASK, order="alphabetical"),
        lambda: workspace.set_order(project, ""),
    ):
        with pytest.raises(UserError) as told:
            attempt()
        assert told.value.code == "order.unknown"
    assert workspace.set_order(project, "random", 7).order_seed == 7
    assert [one.name for one in workspace.projects()] == ["Colours"]
