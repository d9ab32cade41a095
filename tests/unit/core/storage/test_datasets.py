"""The members of a dataset as they are kept: each once, ascending, whatever order they came in."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from core.storage.datasets import members_of, packed
from core.workspace import Workspace
from tests.conftest import add_items, fill, rows_of
from tests.unit.core.export.test_datasets import labelled
from tests.whole import exported


@pytest.mark.parametrize("came", [[2, 1, 5], [1, 1, 2, 5, 5], [5, 2, 2, 1]])
def test_members_are_kept_once_and_in_order(came: list[int]) -> None:
    assert packed(array("q", came)) == packed(array("q", [1, 2, 5]))


def test_what_is_kept_can_be_read(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, 9, name="Before")
    project = labelled(workspace, 30)
    add_items(workspace, project, [("one more", "red")])
    exported(workspace, project, "jsonl", tmp_path / "out.jsonl")
    seqs = [row[0] for row in rows_of(workspace, "SELECT seq FROM item WHERE project_seq = :p ORDER BY seq", p=project.seq)]
    with workspace.read.connect() as connection:
        assert list(members_of(connection, project.seq, 1)) == seqs[:30]
