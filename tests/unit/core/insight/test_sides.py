"""Whether the longer or the first candidate wins more often than it should."""

from __future__ import annotations

from core.domain.content import Content, Part
from core.insight.sides import sides
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import settle
from tests.kinds import project_of, put_items


def decide(workspace: Workspace, project: ProjectInfo, *, longer: int, tie: int = 0, bad: int = 0) -> None:
    """Prefer the longer one of two so many times, then tie, then find all bad, then prefer the shorter one to the end."""
    session = settle(workspace.session(project, "Ada"))
    for number in range(10):
        session.painted()
        ranking = [["2"], ["1"]] if number < longer else [["1", "2"]] if number < longer + tie else [["1"], ["2"]]
        all_bad = longer + tie <= number < longer + tie + bad
        session.choose({"all_bad": True} if all_bad else {"ranking": ranking}).finish()  # pyright: ignore[reportArgumentType] - JSON
        settle(session)


def ten(workspace: Workspace) -> ProjectInfo:
    project = project_of(workspace, "preference", 0)
    parts = (Part("a", "short", candidate=True), Part("b", "a much longer answer", candidate=True))
    content = Content("Which?", parts=parts).parts_json()
    put_items(workspace, project, [NewItem(f"Which? {number}", f"n{number}", parts=content) for number in range(10)])
    return project


def test_shares_are_of_the_preferences_with_a_winner(workspace: Workspace) -> None:
    project = ten(workspace)
    decide(workspace, project, longer=6, tie=1, bad=1)
    with workspace.read.connect() as connection:
        found = sides(connection, project.seq)
    assert found is not None
    assert (found.decided, found.strict, found.ties, found.all_bad) == (10, 8, 1, 1)
    assert found.longer_share == 6 / 8
    assert found.first_share is not None
    assert 0 < found.first_share < 1
    assert found.model_longer_share is None


def test_where_nothing_is_preferred_there_are_no_figures(workspace: Workspace) -> None:
    project = project_of(workspace, "choice", 1)
    with workspace.read.connect() as connection:
        assert sides(connection, project.seq) is None
