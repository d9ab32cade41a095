"""A workspace that lies where it cannot be worked on comes over whole, with what its log holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.domain.task import Label, Task
from core.errors import UserError
from core.storage.local_copy import copy_here
from core.workspace import Workspace

TASK = Task("choice", (Label("yes"), Label("no")))


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A workspace as another machine left it: what was written last is still in the log."""
    path = tmp_path / "far" / "shared.countersign"
    path.parent.mkdir()
    with Workspace(tmp_path / "work.countersign") as workspace:
        workspace.create_project("Before", TASK)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{workspace.path}{suffix}", f"{path}{suffix}")
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    return path


def test_the_copy_has_everything_and_the_original_is_not_touched(far: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in far.parent.iterdir()}
    copy = copy_here(far, tmp_path / "here")
    with Workspace(copy) as workspace:
        assert [project.name for project in workspace.projects()] == ["Before"]
    assert {path.name: path.read_bytes() for path in far.parent.iterdir()} == before


def test_a_name_that_is_taken_is_not_written_over(far: Path, tmp_path: Path) -> None:
    names = [copy_here(far, tmp_path / "here").name for _ in range(3)]
    assert names == ["shared.countersign", "shared-2.countersign", "shared-3.countersign"]


def test_a_file_that_is_gone_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        copy_here(tmp_path / "gone.countersign", tmp_path / "here")
    assert list((tmp_path / "here").iterdir()) == []
