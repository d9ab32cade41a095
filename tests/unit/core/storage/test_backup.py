"""Backups: whole copies, the last seven kept, and the way back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core import clock
from core.errors import UserError
from core.storage.backup import (
    KEPT,
    back_up,
    back_up_daily,
    backup_folder,
    backups_of,
    copy_workspace,
    require_whole,
    restore,
)
from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, settle, value_of


class Calendar:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at: datetime = datetime(2026, 3, 30, 23, 59, 58, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Calendar]:
    made = Calendar()
    monkeypatch.setattr(clock, "now", made.now)
    yield made


def decide(workspace: Workspace, n: int = 1) -> None:
    session = settle(workspace.session(workspace.project("Colours"), "ann"))
    for _ in range(n):
        session.skip().finish()
        settle(session)


def decisions(workspace: Workspace) -> int:
    return int(value_of(workspace, "SELECT count(*) FROM decision"))


def test_a_backup_holds_what_was_decided_also_while_work_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, 30)
    decide(workspace, 3)
    path = back_up(workspace.path)
    decide(workspace, 2)
    with Workspace(path) as copy:
        assert decisions(copy) == 3
        assert checked(copy).clean
    assert decisions(workspace) == 5


def test_a_backup_is_one_file(workspace: Workspace) -> None:
    fill(workspace, 3)
    back_up(workspace.path)
    assert [path.suffix for path in backup_folder(workspace.path).iterdir()] == [".countersign"]


def test_the_last_seven_are_kept_newest_first(workspace: Workspace, calendar: Calendar) -> None:
    made: list[Path] = []
    for _ in range(KEPT + 3):
        calendar.at += timedelta(hours=1)
        made.append(back_up(workspace.path))
    assert backups_of(workspace.path) == made[:-8:-1]
    assert KEPT == 7


def test_backups_of_the_same_second_are_told_apart_and_keep_their_order(workspace: Workspace, calendar: Calendar) -> None:
    made = [back_up(workspace.path) for _ in range(KEPT + 2)]
    assert len(set(made)) == KEPT + 2
    assert backups_of(workspace.path) == made[:1:-1]


def test_one_backup_a_day_is_made_on_start(workspace: Workspace, calendar: Calendar) -> None:
    assert back_up_daily(workspace.path) is not None
    calendar.at += timedelta(seconds=1)
    assert back_up_daily(workspace.path) is None
    calendar.at += timedelta(seconds=2)
    assert back_up_daily(workspace.path) is not None
    assert len(backups_of(workspace.path)) == 2


def test_files_of_others_in_the_folder_are_left_alone(workspace: Workspace, calendar: Calendar) -> None:
    folder = backup_folder(workspace.path)
    folder.mkdir()
    (folder / "mine.countersign").write_text("kept")
    for _ in range(KEPT + 2):
        calendar.at += timedelta(hours=1)
        back_up(workspace.path)
    assert (folder / "mine.countersign").read_text() == "kept"


def test_a_copy_never_replaces_a_file(workspace: Workspace, tmp_path: Path) -> None:
    there = tmp_path / "there.countersign"
    there.write_text("mine")
    with pytest.raises(UserError) as told:
        copy_workspace(workspace.path, there)
    assert told.value.code == "backup.exists"
    assert there.read_text() == "mine"


def test_a_copy_to_where_nothing_can_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError):
        copy_workspace(workspace.path, tmp_path / "file" / "copy.countersign")


def test_restoring_puts_the_present_file_aside(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 20)
    decide(workspace, 2)
    backup = back_up(workspace.path)
    decide(workspace, 3)
    workspace.close()
    kept = restore(workspace.path, backup)
    assert kept is not None
    with make_workspace() as restored:
        assert decisions(restored) == 2
        assert checked(restored).clean
    with Workspace(kept) as aside:
        assert decisions(aside) == 5


def test_restoring_what_was_set_aside_brings_back_what_was_only_in_its_log(make_workspace: Maker, tmp_path: Path) -> None:
    workspace = make_workspace()
    fill(workspace, 20)
    backup = back_up(workspace.path)
    decide(workspace, 4)
    # A copy of a file whose process was killed: the decisions stand in the log alone.
    crashed = tmp_path / "crashed" / "shop.countersign"
    crashed.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{workspace.path}{suffix}", f"{crashed}{suffix}")
    kept = restore(crashed, backup)
    assert kept is not None
    restore(crashed, kept)
    with Workspace(crashed) as opened:
        assert decisions(opened) == 4
        assert checked(opened).clean


def test_restoring_where_nothing_stood_sets_nothing_aside(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, 3)
    target = tmp_path / "new.countersign"
    assert restore(target, back_up(workspace.path)) is None
    with Workspace(target) as opened:
        assert [project.name for project in opened.projects()] == ["Colours"]


def damage(path: Path) -> None:
    """Overwrite pages in the middle of the file."""
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 12] = b"\xa5" * (4096 * 10)
    path.write_bytes(content)


def no_workspace(path: Path) -> None:
    path.write_text("just a text, and not even a long one")


def another_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()


@pytest.mark.parametrize("spoil", [damage, no_workspace, another_database])
def test_a_bad_backup_is_refused_and_the_workspace_stays(make_workspace: Maker, spoil: object) -> None:
    workspace = make_workspace()
    fill(workspace, 200)
    backup = back_up(workspace.path)
    decide(workspace, 1)
    workspace.close()
    assert callable(spoil)
    spoil(backup)
    with pytest.raises(UserError) as told:
        restore(workspace.path, backup)
    assert told.value.code == "backup.damaged"
    assert told.value.kept == "Nothing was changed."
    assert decisions(make_workspace()) == 1


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        require_whole(tmp_path / "nowhere.countersign")
    assert told.value.code == "backup.missing"


def test_a_backup_of_a_newer_version_is_refused_before_anything_moves(make_workspace: Maker) -> None:
    workspace = make_workspace()
    fill(workspace, 5)
    backup = back_up(workspace.path)
    workspace.close()
    connection = sqlite3.connect(backup)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(UserError) as told:
        restore(workspace.path, backup)
    assert told.value.code == "workspace.newer"
    assert [path.name for path in workspace.path.parent.glob("*.countersign")] == ["shop.countersign"]


def test_a_restore_that_fails_leaves_the_workspace_in_its_place(make_workspace: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = make_workspace()
    fill(workspace, 5)
    backup = back_up(workspace.path)
    decide(workspace, 1)
    workspace.close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("core.storage.backup._copy", full)
        with pytest.raises(UserError) as told:
            restore(workspace.path, backup)
    assert told.value.code == "workspace.disk_full"
    assert decisions(make_workspace()) == 1


def test_deleting_a_project_makes_a_backup_first(workspace: Workspace) -> None:
    project = fill(workspace, 10)
    kept = workspace.delete_project(project)
    assert workspace.projects() == []
    with Workspace(kept) as copy:
        assert value_of(copy, "SELECT count(*) FROM item") == 10
