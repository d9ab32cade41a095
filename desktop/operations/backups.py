"""Backups of the open workspace, and the way back to one."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from core.storage.backup import back_up, backup_folder, backups_of, restore
from core.workspace import Workspace


def list_backups(workspace: Workspace) -> tuple[Path, list[Path]]:
    """The folder of the automatic backups, and those that lie there, newest first."""
    return backup_folder(workspace.path), backups_of(workspace.path)


def back_up_now(workspace: Workspace) -> Future[Path]:
    """Make a backup; the future tells where it is."""
    return workspace.executor.submit(back_up, workspace.path)


def restore_closed(path: Path, backup: Path) -> Path | None:
    """Put `backup` in the place of the workspace at `path`, which nobody has open; returns where the old one is kept."""
    return restore(path, backup)
