"""Backups: whole copies, the last of them kept, where they were wanted, and the way back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from core import clock
from core.errors import UserError
from core.settings.backups import USUAL as KEPT
from core.settings.backups import BackupSettings, read_backup_settings
from core.settings.places import settings_file
from core.storage.backup import (
    back_up,
    back_up_anyhow,
    back_up_daily,
    backup_folder,
    backups_of,
    backups_out_of_reach,
    copy_workspace,
    require_folder,
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


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes the settings of backups as the window does: TOML in the platform's place."""
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()

    def want(**values: object) -> None:
        lines = [f"{name} = {orjson.dumps(value).decode()}" for name, value in values.items()]
        settings_file().write_text("[backups]\n" + "\n".join(lines), "utf-8")

    return want


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


def test_as_many_are_kept_as_are_wanted(workspace: Workspace, calendar: Calendar, wanted: Callable[..., None]) -> None:
    wanted(kept=9)
    for _ in range(11):
        calendar.at += timedelta(hours=1)
        back_up(workspace.path)
    assert len(backups_of(workspace.path)) == 9
    wanted(kept=2)
    assert len(backups_of(workspace.path)) == 9, "a number alone deletes nothing"
    calendar.at += timedelta(hours=1)
    newest = back_up(workspace.path)
    assert backups_of(workspace.path)[0] == newest
    assert len(backups_of(workspace.path)) == 2


def test_a_clock_that_was_set_back_never_costs_the_backup_just_made(
    workspace: Workspace, calendar: Calendar, wanted: Callable[..., None]
) -> None:
    wanted(kept=1)
    back_up(workspace.path)
    calendar.at -= timedelta(days=30)
    assert back_up(workspace.path).is_file()


def test_they_go_to_the_folder_that_was_chosen_and_are_found_there_again(
    make_workspace: Maker, tmp_path: Path, wanted: Callable[..., None]
) -> None:
    workspace = make_workspace()
    fill(workspace, 4)
    beside = back_up(workspace.path)
    stick = tmp_path / "stick 卡"
    stick.mkdir()
    wanted(folder=str(stick))
    made = back_up(workspace.path)
    assert made.is_relative_to(stick)
    assert set(backups_of(workspace.path)) == {made, beside}
    assert back_up_daily(workspace.path) is None
    decide(workspace)
    workspace.close()
    restore(workspace.path, made)
    with make_workspace() as restored:
        assert decisions(restored) == 0


def test_two_workspaces_of_one_name_share_a_folder_without_dropping_each_others(
    tmp_path: Path, make_workspace: Maker, wanted: Callable[..., None]
) -> None:
    (tmp_path / "other").mkdir()
    stick = tmp_path / "stick"
    stick.mkdir()
    wanted(folder=str(stick), kept=1)
    one, other = make_workspace("shop"), make_workspace("other/shop")
    made = [back_up(workspace.path) for workspace in (one, other, one, other)]
    assert [path.is_file() for path in made] == [False, False, True, True]
    assert backups_of(one.path) == [made[2]]


def test_backups_in_a_folder_that_was_left_are_listed_and_counted(
    workspace: Workspace, calendar: Calendar, tmp_path: Path, wanted: Callable[..., None]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    wanted(folder=str(first), kept=2)
    old = back_up(workspace.path)
    calendar.at += timedelta(days=1)
    wanted(folder=str(second), kept=2, earlier=[str(first)])
    new = back_up(workspace.path)
    assert backups_of(workspace.path) == [new, old]
    calendar.at += timedelta(days=1)
    newest = back_up(workspace.path)
    assert backups_of(workspace.path) == [newest, new]
    assert not old.exists()


def test_a_chosen_folder_that_is_not_there_is_told_and_not_made(
    workspace: Workspace, tmp_path: Path, wanted: Callable[..., None]
) -> None:
    gone = tmp_path / "unplugged"
    wanted(folder=str(gone))
    with pytest.raises(UserError) as told:
        back_up(workspace.path)
    assert told.value.code == "backup.no_folder"
    assert str(gone) in told.value.what
    assert not gone.exists()
    anyhow = back_up_anyhow(workspace.path)
    assert anyhow.parent == workspace.path.parent / "shop-backups"
    assert backups_out_of_reach(workspace.path)[0].is_relative_to(gone)


def test_deleting_a_project_is_backed_up_beside_when_the_chosen_folder_is_away(
    workspace: Workspace, tmp_path: Path, wanted: Callable[..., None]
) -> None:
    project = fill(workspace, 3)
    wanted(folder=str(tmp_path / "unplugged"))
    with Workspace(workspace.delete_project(project)) as copy:
        assert value_of(copy, "SELECT count(*) FROM item") == 3


@pytest.mark.parametrize("values", [{"kept": 0}, {"kept": 100}, {"kept": "7"}, {"kept": True}, {"folder": "here"}, {"folder": 7}])
def test_a_setting_that_makes_no_sense_is_as_usual(
    workspace: Workspace, values: dict[str, object], wanted: Callable[..., None]
) -> None:
    wanted(**values)
    assert read_backup_settings() == BackupSettings()
    assert back_up(workspace.path).parent.name == "shop-backups"


@pytest.mark.parametrize("text", ["[backups", "backups = 7", "\xff", "a = " + "[" * 5_000])
def test_a_settings_file_that_cannot_be_read_leaves_backups_as_usual(text: str, wanted: Callable[..., None]) -> None:
    wanted()
    settings_file().write_bytes(text.encode("latin-1"))
    assert read_backup_settings() == BackupSettings()


def test_a_folder_is_chosen_only_when_it_can_be_written_to(tmp_path: Path) -> None:
    require_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    for bad in (tmp_path / "file", tmp_path / "nowhere", Path("here")):
        with pytest.raises(UserError) as told:
            require_folder(bad)
        assert told.value.code == "backup.bad_folder"


def test_a_folder_that_is_left_is_remembered_once() -> None:
    first, second = str(Path("/a").absolute()), str(Path("/b").absolute())
    settings = BackupSettings().moved_to(first)
    assert settings == BackupSettings(first)
    moved = settings.moved_to(second).moved_to(first).moved_to(second)
    assert moved == BackupSettings(second, earlier=(first,))
    assert moved.moved_to("") == BackupSettings("", earlier=(first, second))


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
