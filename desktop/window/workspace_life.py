"""The life of the open workspace: opened in the background, closed in order, restored between the two."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import UserError
from desktop.bridge import Bridge
from desktop.operations.workspaces import Opened, open_workspace

if TYPE_CHECKING:
    from core.workspace import Workspace


class WorkspaceLife(QObject):
    """`opened` gives an `Opened`, `failed` a `UserError`. One workspace at a time."""

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._opener = ThreadPoolExecutor(1, thread_name_prefix="opener")
        self._opening: Future[Opened] | None = None
        self.workspace: Workspace | None = None

    def open(self, path: Path, project: str = "", *, sample: bool = False) -> None:
        """Open the workspace at `path` (see `open_workspace`); the one that is open is closed first."""
        self._begin(partial(_open, self._let_go(), path, project, sample=sample))

    def open_copy(self, path: Path, folder: Path) -> None:
        """Copy the workspace at `path` into `folder`, and open the copy."""
        self._begin(partial(_open_copy, self._let_go(), path, folder))

    def restore(self, backup: Path, project: str = "") -> None:
        """Put a backup in the place of the open workspace, and open that."""
        workspace = self._let_go()
        if workspace is not None:
            self._begin(partial(_restore, workspace, backup, project))

    def close(self) -> None:
        """Wait for what is being opened, close it, and end. To be called once, last."""
        self._opener.shutdown(wait=True)
        opening, self._opening = self._opening, None
        if opening is not None and opening.exception() is None:
            self.workspace = opening.result().workspace
        workspace = self._let_go()
        if workspace is not None:
            workspace.close()

    def _let_go(self) -> Workspace | None:
        workspace, self.workspace = self.workspace, None
        return workspace

    def _begin(self, work: partial[Opened]) -> None:
        self._opening = self._opener.submit(work)
        self._bridge.watch(self._opening, self._arrived)

    def _arrived(self, future: Future[Opened]) -> None:
        self._opening = None
        try:
            opened = future.result()
        except UserError as error:
            self.failed.emit(error)
            return
        self.workspace = opened.workspace
        self.opened.emit(opened)


def _open(before: Workspace | None, path: Path, project: str, *, sample: bool) -> Opened:
    if before is not None:
        before.close()
    return open_workspace(path, project, sample=sample)


def _open_copy(before: Workspace | None, path: Path, folder: Path) -> Opened:
    from core.storage.local_copy import copy_here  # noqa: PLC0415 - after the first paint

    return _open(before, copy_here(path, folder), "", sample=False)


def _restore(workspace: Workspace, backup: Path, project: str) -> Opened:
    from desktop.operations.backups import restore_closed  # noqa: PLC0415 - after the first paint

    workspace.close()
    restore_closed(workspace.path, backup)
    return open_workspace(workspace.path, project)
