"""`countersign backup`, `backups` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.state import require_workspace, show, workspace_path


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("backups")(backups)
    app.command("restore")(restore)


def backup(path: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")]) -> None:
    """Copy the workspace to a file, also while a window has it open."""
    from core.storage.backup import copy_workspace, require_whole  # noqa: PLC0415

    source = require_workspace()
    require_whole(source)
    copy_workspace(source, path)
    show({"backup": str(path), "bytes": path.stat().st_size}, f"Copied {source} to {path}.")


def backups() -> None:
    """List the automatic backups of the workspace, newest first."""
    from core.storage.backup import backups_of  # noqa: PLC0415

    found = backups_of(workspace_path())
    rows = [{"path": str(path), "bytes": path.stat().st_size} for path in found]
    show({"backups": rows}, "\n".join(str(path) for path in found) or "There is no backup yet.")


def restore(path: Annotated[Path, typer.Argument(help="The backup to put in the workspace's place.")]) -> None:
    """Put a backup in the place of the workspace. What stood there is kept beside it."""
    from core.storage.backup import restore as put_back  # noqa: PLC0415
    from core.storage.faults import explained  # noqa: PLC0415
    from core.storage.lock import WorkspaceLock  # noqa: PLC0415

    target = workspace_path()
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    lock = WorkspaceLock(target)
    lock.acquire()
    try:
        kept = put_back(target, path)
    finally:
        lock.release()
    told = f"Restored {path} to {target}." + (f" What stood there is in {kept}." if kept else "")
    show({"workspace": str(target), "kept": str(kept) if kept else None}, told)
