"""Backups: whole copies of a workspace through SQLite's backup API, the last seven kept, and the way back.

Copies are made by `sqlite3.Connection.backup` in one step on a connection of its own (sqlite.org/backup.html), into a temporary
file that is renamed when it is whole.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from core import clock
from core.errors import UserError
from core.storage.engine import Role, raw_connection
from core.storage.faults import explained
from core.storage.migrate import refuse_newer, revision_of

KEPT = 7
_STAMP = re.compile(r"\.(\d{8}-\d{6}(?:-\d+)?)\.countersign$")


def backup_folder(workspace: Path) -> Path:
    """Where the automatic backups of a workspace lie: a folder beside it."""
    return workspace.with_name(workspace.stem + "-backups")


def backups_of(workspace: Path) -> list[Path]:
    """The automatic backups of a workspace, newest first."""
    folder = backup_folder(workspace)
    found = [path for path in folder.glob("*.countersign") if _STAMP.search(path.name)] if folder.is_dir() else []
    return sorted(found, key=_stamp_of, reverse=True)


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


def back_up(workspace: Path) -> Path:
    """Make an automatic backup and drop the oldest beyond the last seven; returns where it is."""
    target = backup_folder(workspace) / f"{workspace.stem}.{_next_stamp(workspace)}.countersign"
    copy_workspace(workspace, target)
    for old in backups_of(workspace)[KEPT:]:
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
