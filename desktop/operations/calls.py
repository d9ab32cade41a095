"""Reading the record of calls, and asking once more."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from core.storage.call_list import CallFilter, CallRow, CallWhole
from core.storage.projects import ProjectInfo
from desktop.operations.relay import relayed

if TYPE_CHECKING:
    from core.workspace import Workspace

PAGE = 100


def page(workspace: Workspace, project: ProjectInfo, wanted: CallFilter, before: int | None = None) -> Future[list[CallRow]]:
    """The next calls of the filtered list, from the one before `before` on; the latest first."""

    def read() -> list[CallRow]:
        return workspace.models.calls(project, wanted, before=before, limit=PAGE)

    return workspace.executor.submit(read)


def whole(workspace: Workspace, call_seq: int) -> Future[CallWhole]:
    """One call with what was sent and received."""
    return workspace.executor.submit(workspace.models.call, call_seq)


def versions(workspace: Workspace, project: ProjectInfo) -> Future[list[int]]:
    """The numbers of the project's prompt versions, the newest first."""

    def read() -> list[int]:
        return [version.number for version in reversed(workspace.models.versions(project))]

    return workspace.executor.submit(read)


def repeat(workspace: Workspace, call_seq: int) -> Future[CallWhole]:
    """Ask the model again what this call asked. The future raises `UserError`."""
    return relayed(workspace.executor, lambda: workspace.models.repeat(call_seq))
