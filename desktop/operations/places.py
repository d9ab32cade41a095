"""Where the files of the app lie, and what it is made of; asked for in the background, since drives and git take their time."""

from __future__ import annotations

import platform
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core import about
from core.settings.places import log_folder, settings_file
from core.storage.backup import backup_folder
from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Places:
    """Files and folders of the open workspace and of this computer."""

    workspace: Path
    backups: Path
    log: Path
    settings: Path


@dataclass(frozen=True, slots=True)
class Build:
    """Which program this is; `commit` may be empty."""

    version: str
    commit: str
    python: str
    system: str


def places(workspace: Workspace) -> Future[Places]:
    """Where all lies now."""

    def look() -> Places:
        path = workspace.path.absolute()
        return Places(path, backup_folder(path), log_folder(), settings_file())

    return workspace.executor.submit(look)


def nearest_folder(workspace: Workspace, path: Path) -> Future[Path | None]:
    """The folder to open for a file or a folder: itself, else the nearest above it that is there; None when none is."""

    def look() -> Path | None:
        return next((one for one in (path, *path.parents) if one.is_dir()), None)

    return workspace.executor.submit(look)


def build(workspace: Workspace) -> Future[Build]:
    """Which program this is."""

    def look() -> Build:
        return Build(about.version(), about.commit(), platform.python_version(), platform.platform(terse=True))

    return workspace.executor.submit(look)


def licences(workspace: Workspace) -> Future[str]:
    """The licences of all that the program uses."""
    return workspace.executor.submit(about.licences)
