"""Backups of the open workspace, and the way back to one."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core.storage.backup import back_up, backup_folder, backups_of, require_folder, restore
from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Backup:
    """One that is there. `made`: seconds since 1970, `size`: bytes."""

    path: Path
    made: float
    size: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the next backup goes, and those that there are, newest first."""

    folder: Path
    backups: list[Backup]


def shelf(workspace: Workspace) -> Future[Shelf]:
    """What backups there are; a folder may lie on a slow drive."""

    def look() -> Shelf:
        return Shelf(backup_folder(workspace.path), [found for path in backups_of(workspace.path) if (found := _seen(path))])

    return workspace.executor.submit(look)


def check_folder(workspace: Workspace, text: str) -> Future[str]:
    """The folder that somebody wrote, as it is kept; nothing for nothing. The future raises `UserError` when it cannot be used."""

    def check() -> str:
        plain = text.strip().removeprefix("file://")
        if not plain:
            return ""
        folder = Path(plain).expanduser()
        require_folder(folder)
        return str(folder)

    return workspace.executor.submit(check)


def back_up_now(workspace: Workspace) -> Future[Path]:
    """Make a backup; the future tells where it is."""
    return workspace.executor.submit(back_up, workspace.path)


def restore_closed(path: Path, backup: Path) -> Path | None:
    """Put `backup` in the place of the workspace at `path`, which nobody has open; returns where the old one is kept."""
    return restore(path, backup)


def _seen(path: Path) -> Backup | None:
    try:
        about = path.stat()
    except OSError:  # gone meanwhile
        return None
    return Backup(path, about.st_mtime, about.st_size)
