"""Backups: whole copies of a workspace through SQLite's backup API, the last of them kept, and the way back.

They lie beside the workspace, or in the folder that was chosen (`core.settings.backups`), there in a folder of the workspace's own.
Where the folder was changed, those in the places before are found, counted and dropped like the others.

Copies are made by `sqlite3.Connection.backup` in one step on a connection of its own (sqlite.org/backup.html), into a temporary
file that is renamed when it is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from core import clock
from core.errors import UserError
from core.settings.backups import BackupSettings, read_backup_settings
from core.storage.engine import Role, raw_connection
from core.storage.faults import explained
from core.storage.migrate import refuse_newer, revision_of

_STAMP = re.compile(r"\.(\d{8}-\d{6}(?:-\d+)?)\.countersign$")


def backup_folder(workspace: Path, settings: BackupSettings | None = None) -> Path:
    """Where the next automatic backup of a workspace goes. `settings`: those in force when it is None."""
    chosen = (settings or read_backup_settings()).folder
    return _within(chosen, workspace) if chosen else _beside(workspace)


def backup_folders(workspace: Path, settings: BackupSettings | None = None) -> list[Path]:
    """Every folder in which automatic backups of a workspace may lie, that of the next one first."""
    settings = settings or read_backup_settings()
    before = [_within(folder, workspace) for folder in settings.earlier]
    return list(dict.fromkeys([backup_folder(workspace, settings), _beside(workspace), *before]))


def backups_out_of_reach(workspace: Path) -> list[Path]:
    """The folders of backups that are not there now, such as those on a drive that is not connected."""
    settings = read_backup_settings()
    chosen = [Path(folder) for folder in (settings.folder, *settings.earlier) if folder]
    return [_within(str(folder), workspace) for folder in chosen if not folder.is_dir()]


def backups_of(workspace: Path) -> list[Path]:
    """The automatic backups of a workspace, newest first, wherever they lie."""
    folders = [folder for folder in backup_folders(workspace) if folder.is_dir()]
    found = [path for folder in folders for path in folder.glob("*.countersign") if _STAMP.search(path.name)]
    return sorted(found, key=_stamp_of, reverse=True)


def _beside(workspace: Path) -> Path:
    return workspace.with_name(workspace.stem + "-backups")


def _within(folder: str, workspace: Path) -> Path:
    """A folder for one workspace: others of the same name, from other places, may be backed up there too."""
    place = hashlib.sha256(os.fsencode(workspace.resolve())).hexdigest()[:8]
    return Path(folder) / f"{workspace.stem}-{place}"


def _stamp_of(path: Path) -> str:
    found = _STAMP.search(path.name)
    return found[1] if found else ""


def copy_workspace(source: Path, target: Path) -> None:
    """Copy a workspace, also while it is being written to. Raises `UserError`; `target` is whole or not there."""
    if target.exists():
        raise UserError("backup.exists", f"{target} is already there.", kept="Nothing was changed.", todo="Choose another name.")
    partial = target.with_name(target.name + ".partial")
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(source, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    reader = raw_connection(source, Role.READ)
    writer = sqlite3.connect(target)
    try:
        reader.backup(writer)
        # A copy is one file, without a log beside it.
        writer.execute("PRAGMA journal_mode=DELETE")
    finally:
        writer.close()
        reader.close()


def require_folder(folder: Path) -> None:
    """Raise `UserError` unless backups can be written to `folder`, which is tried."""
    kept = "Backups go where they went before."
    if not folder.is_absolute() or not folder.is_dir():
        what = f"{folder} is not a folder that is there."
        raise UserError("backup.bad_folder", what, kept=kept, todo="Make it first, or choose another one.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        what = f"Nothing can be written to the folder {folder}."
        raise UserError("backup.closed_folder", what, kept=kept, todo="Choose another one.") from None


def back_up(workspace: Path) -> Path:
    """Make an automatic backup and drop the oldest beyond those that are kept; returns where it is. Raises `UserError`."""
    settings = read_backup_settings()
    if settings.folder and not Path(settings.folder).is_dir():
        raise UserError(
            "backup.no_folder",
            f"The folder for backups {settings.folder} is not there.",
            kept="No backup was made.",
            todo="Connect the drive that holds it, or choose another folder in the settings, under Backups.",
        )
    return _back_up_into(backup_folder(workspace, settings), workspace, settings.kept)


def back_up_anyhow(workspace: Path) -> Path:
    """A backup before something that cannot be taken back: beside the workspace when the chosen folder cannot be written to."""
    try:
        return back_up(workspace)
    except UserError:
        return _back_up_into(_beside(workspace), workspace, read_backup_settings().kept)


def _back_up_into(folder: Path, workspace: Path, kept: int) -> Path:
    target = folder / f"{workspace.stem}.{_next_stamp(workspace)}.countersign"
    copy_workspace(workspace, target)
    for old in (path for path in backups_of(workspace)[kept:] if path != target):  # also when the clock was set back
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def _next_stamp(workspace: Path) -> str:
    """The present second, and a number where there are backups of it; later ones sort behind earlier ones."""
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    same = [_stamp_of(path) for path in backups_of(workspace) if _stamp_of(path).startswith(stamp)]
    return f"{stamp}-{int(same[0][len(stamp) + 1 :] or 0) + 1:03}" if same else stamp


def back_up_daily(workspace: Path) -> Path | None:
    """Make today's backup unless there is one; returns where it is, or None."""
    today = clock.now().strftime("%Y%m%d")
    if any(_stamp_of(path).startswith(today) for path in backups_of(workspace)):
        return None
    return back_up(workspace)


def require_whole(path: Path) -> None:
    """Raise `UserError` when `path` is not a workspace or is damaged."""
    if not path.is_file():
        raise UserError("backup.missing", f"{path} is not there.", kept="Nothing was changed.")
    try:
        with explained(path):
            whole = _looks_whole(path)
    except UserError as error:
        if error.code != "workspace.damaged":
            raise
        whole = False
    if not whole:
        raise UserError("backup.damaged", f"{path.name} is damaged or is not a workspace.", kept="Nothing was changed.")


def _looks_whole(path: Path) -> bool:
    with closing(raw_connection(path, Role.READ)) as connection:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('workspace', 'event')").fetchone()[0]
    return verdict == "ok" and tables == 2


def restore(workspace: Path, backup: Path) -> Path | None:
    """Put `backup` in the place of a workspace that nobody has open.

    What stood there is kept beside it; returns where. Raises `UserError` when the backup is damaged or of a newer version; what
    stood there then stands there still.
    """
    require_whole(backup)
    refuse_newer(backup, revision_of(backup))
    partial = workspace.with_name(workspace.name + ".partial")
    with explained(workspace):
        try:
            # Not a copy of the file alone: what was set aside by an earlier restore may have decisions in its log.
            _copy(backup, partial)
            kept = _set_aside(workspace)
            partial.replace(workspace)
        finally:
            partial.unlink(missing_ok=True)
    return kept


def _set_aside(workspace: Path) -> Path | None:
    """Rename a workspace and its log out of the way; returns the new name."""
    if not workspace.exists():
        return None
    stamp = clock.now().strftime("%Y%m%d-%H%M%S-%f")
    kept = workspace.with_name(f"{workspace.stem}.before-restore-{stamp}.countersign")
    workspace.rename(kept)
    for suffix in ("-wal", "-shm"):
        log = workspace.with_name(workspace.name + suffix)
        if log.exists():
            log.rename(kept.with_name(kept.name + suffix))
    return kept
