"""The limits of a project's calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import UserError
from core.storage.limits import Limits, read_limits, write_limits
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import fill, rows_of

ALL = Limits(True, ("10.0.0.7", "models.lan"), 2.5, 1_000, ("email", "iban"))


@pytest.fixture
def project(workspace: Workspace) -> ProjectInfo:
    return fill(workspace, 0)


def limits_of(workspace: Workspace, project: ProjectInfo) -> Limits:
    with workspace.read.connect() as connection:
        return read_limits(connection, project.seq)


def write(workspace: Workspace, project: ProjectInfo, limits: Limits) -> None:
    workspace.writer.submit(lambda c: write_limits(c, project.seq, limits)).result()


def test_without_any_nothing_is_limited(workspace: Workspace, project: ProjectInfo) -> None:
    assert limits_of(workspace, project) == Limits()


@pytest.mark.parametrize("limits", [ALL, Limits(money_per_day=0.0, calls_per_day=0), Limits(hosts=("a",)), Limits()])
def test_they_are_read_as_they_were_written(workspace: Workspace, project: ProjectInfo, limits: Limits) -> None:
    write(workspace, project, limits)
    assert limits_of(workspace, project) == limits


def test_each_project_has_its_own_and_the_ledger_knows_since_when(workspace: Workspace, project: ProjectInfo) -> None:
    other = fill(workspace, 0, name="Other")
    write(workspace, project, ALL)
    write(workspace, project, replace(ALL, local_only=False))
    assert limits_of(workspace, other) == Limits()
    noted = rows_of(workspace, "SELECT json_extract(data, '$.local_only'), project_seq FROM event WHERE kind = 'limits_set'")
    assert noted == [(1, project.seq), (0, project.seq)]


@pytest.mark.parametrize("limits", [Limits(money_per_day=-0.01), Limits(calls_per_day=-1)])
def test_nothing_is_below_zero(workspace: Workspace, project: ProjectInfo, limits: Limits) -> None:
    write(workspace, project, ALL)
    with pytest.raises(UserError) as told:
        write(workspace, project, limits)
    assert told.value.code == "limits.negative"
    assert limits_of(workspace, project) == ALL
    assert len(rows_of(workspace, "SELECT 1 FROM event WHERE kind = 'limits_set'")) == 1


@pytest.mark.parametrize("stored", ['{"hosts":5,"redact":null,"calls_per_day":"x"}', "[]", "7"])
def test_what_no_version_of_ours_wrote_limits_nothing_and_breaks_nothing(
    workspace: Workspace, project: ProjectInfo, stored: str
) -> None:
    workspace.writer.submit(lambda c: c.exec_driver_sql("UPDATE project SET model_limits = ?", (stored,)) and None).result()
    assert limits_of(workspace, project) == Limits()
