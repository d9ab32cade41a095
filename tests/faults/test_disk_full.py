"""A disk that is really full: a clear answer, nothing lost, and on it goes when there is room again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UserError
from core.review.session import ReviewSession
from core.storage.backup import copy_workspace
from core.workspace import Workspace
from tests.conftest import COLOURS, checked, fill, rows_of, settle

pytestmark = pytest.mark.faults


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system; tests/unit fills a file up to a number of pages instead")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)), check=False, capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this system does not permit mounting")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def review_until_full(session: ReviewSession, done: dict[int, str]) -> UserError:
    for number in range(2_000):
        on = session.on
        assert on is not None
        session.painted()
        answer = COLOURS[number % 4]
        try:
            session.choose(answer).finish()
        except UserError as error:
            assert session.on is on
            return error
        done[on.drawn.item.seq] = answer
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    raise AssertionError("the disk never became full")


def labels(workspace: Workspace) -> dict[int, str]:
    return dict(rows_of(workspace, "SELECT item_seq, json_extract(label, '$') FROM item_state WHERE status = 'decided'"))


def test_decide_until_the_disk_is_full_and_go_on_when_it_is_not(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    done: dict[int, str] = {}
    with Workspace(small_disk / "shop.countersign") as workspace:
        session = settle(workspace.session(fill(workspace, 300), "ann"))
        ballast.write_bytes(b"\0" * 600_000)
        for _ in range(3):
            told = review_until_full(session, done)
            assert told.code == "workspace.disk_full"
            assert told.kept
            assert told.todo
            read = rows_of_unwritten(workspace)
            assert read == done
            ballast.unlink(missing_ok=True)
            on = session.on
            assert on is not None
            session.choose("red").finish()
            done[on.drawn.item.seq] = "red"
            if session.on is not None and session.on.own is not None:
                session.keep_mine().finish()
            settle(session)
            assert rows_of_unwritten(workspace) == done
            room = os.statvfs(small_disk)
            ballast.write_bytes(b"\0" * max(0, room.f_bavail * room.f_frsize - 120_000))
        ballast.unlink()
        assert checked(workspace).clean
    with Workspace(small_disk / "shop.countersign") as opened:
        assert labels(opened) == done
        assert checked(opened).clean


def rows_of_unwritten(workspace: Workspace) -> dict[int, str]:
    """The labels as a reader sees them, without asking the writer for anything: it could not do it."""
    with workspace.read.connect() as connection:
        sql = "SELECT item_seq, json_extract(label, '$') FROM item_state WHERE status = 'decided'"
        return {int(row[0]): str(row[1]) for row in connection.exec_driver_sql(sql)}


def test_a_backup_that_does_not_fit_leaves_nothing_behind(small_disk: Path, tmp_path: Path) -> None:
    with Workspace(tmp_path / "shop.countersign") as workspace:
        fill(workspace, 20_000)
        with pytest.raises(UserError) as told:
            copy_workspace(workspace.path, small_disk / "copy.countersign")
        assert told.value.code == "workspace.disk_full"
        assert list(small_disk.iterdir()) == []
        assert checked(workspace).clean
