"""Backups: whole copies of a workspace through SQLite's backup API, the last seven kept, and the way back.

Copies are made by `sqlite3.Connection.backup` in one step on a connection of its own (sqlite.org/backup.html), into a temporary
file that is renamed when it is whole.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from pathlib import Path

from core import clock
from core.errors import UserError
from core.storage.engine import Role, raw_connection
from core.storage.faults import explained

KEPT = 7
_STAMP = re.compile(r"\.(\d{8}-\d{6}(?:-\d+)?)\.countersign$")


def backup_folder(workspace: Path) -> Path:
    """Where the automatic backups of a workspace lie: a folder beside it."""
    return workspace.with_name(workspace.stem + "-backups")


def backups_of(workspace: Path) -> list[Path]:
    """The automatic backups of a workspace, newest first."""
    folder = backup_folder(workspace)
    found = [path for path in folder.glob("*.countersign") if _STAMP.search(path.name)] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.name, reverse=True)


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


def back_up(workspace: Path) -> Path:
    """Make an automatic backup and drop the oldest beyond the last seven; returns where it is."""
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    folder = backup_folder(workspace)
    target = folder / f"{workspace.stem}.{stamp}.countersign"
    for number in range(1, 1000):
        if not target.exists():
            break
        target = folder / f"{workspace.stem}.{stamp}-{number:03}.countersign"
    copy_workspace(workspace, target)
    for old in backups_of(workspace)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def back_up_daily(workspace: Path) -> Path | None:
    """Make today's backup unless there is one; returns where it is, or None."""
    today = clock.now().strftime("%Y%m%d")
    if any(today in path.name for path in backups_of(workspace)):
        return None
    return back_up(workspace)


def require_whole(path: Path) -> None:
    """Raise `UserError` when `path` is not a workspace or is damaged."""
    if not path.is_file():
        raise UserError("backup.missing", f"{path} is not there.", kept="Nothing was changed.")
    with explained(path):
        connection = raw_connection(path, Role.READ)
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('workspace', 'event')").fetchone()[0]
        finally:
            connection.close()
    if verdict != "ok" or tables != 2:
        raise UserError("backup.damaged", f"{path.name} is damaged or is not a workspace.", kept="Nothing was changed.")


def restore(workspace: Path, backup: Path) -> Path | None:
    """Put `backup` in the place of a workspace that nobody has open.

    What stood there is kept beside it; returns where. Raises `UserError` when the backup is damaged.
    """
    require_whole(backup)
    kept = _set_aside(workspace)
    partial = workspace.with_name(workspace.name + ".partial")
    with explained(workspace):
        shutil.copyfile(backup, partial)
        partial.replace(workspace)
    return kept


def _set_aside(workspace: Path) -> Path | None:
    """Rename a workspace and its log out of the way; returns the new name."""
    if not workspace.exists():
        return None
    stamp = clock.now().strftime("%Y%m%d-%H%M%S-%f")
    kept = workspace.with_name(f"{workspace.stem}.before-restore-{stamp}.countersign")
    with explained(workspace):
        workspace.rename(kept)
        for suffix in ("-wal", "-shm"):
            log = workspace.with_name(workspace.name + suffix)
            if log.exists():
                log.rename(kept.with_name(kept.name + suffix))
    return kept
