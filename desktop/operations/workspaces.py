"""Opening a workspace and its sessions; all in the background."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.queues.views import QueueInfo
    from core.review.session import ReviewSession
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace and the project to go on with, or None when there is none."""

    workspace: Workspace
    project: ProjectInfo | None


def open_workspace(path: Path, project: str = "", *, sample: bool = False) -> Opened:
    """Open the workspace for this window; to be run on a worker thread, for it imports and reads much.

    `project`: the name of the one to go on with, where it is still there; `sample`: go on with the sample project. A workspace
    without any project gets the sample. Raises `UserError`.
    """
    from core.workspace import Workspace  # noqa: PLC0415 - after the first paint: 0.6 s

    workspace = Workspace(path, window=True)
    try:
        return Opened(workspace, _sample(workspace) if sample else _to_go_on_with(workspace, project))
    except BaseException:
        workspace.close()
        raise


def _sample(workspace: Workspace) -> ProjectInfo:
    from core.sample import SAMPLE_NAME, install_sample  # noqa: PLC0415 - on first start only

    there = [project for project in workspace.projects() if project.name == SAMPLE_NAME]
    return there[0] if there else install_sample(workspace)


def _to_go_on_with(workspace: Workspace, name: str) -> ProjectInfo | None:
    """The project called `name`, otherwise the newest one in use, or None when all are archived."""
    projects = workspace.projects()
    if not projects:
        return _sample(workspace)
    named = [project for project in projects if project.name == name]
    in_use = [project for project in projects if not project.archived]
    return named[0] if named else in_use[-1] if in_use else None


def open_session(
    workspace: Workspace, project: ProjectInfo, reviewer: str, queue: QueueInfo | None = None
) -> Future[ReviewSession]:
    """A session over the project, or over one of its queues."""
    return workspace.executor.submit(workspace.session, project, reviewer, queue)


def find_queue(workspace: Workspace, project: ProjectInfo, current: str, step: int) -> Future[QueueInfo]:
    """The queue that stands `step` places after the one called `current`, round and round."""

    def find() -> QueueInfo:
        queues = workspace.items(project).queues(counted=False)
        names = [queue.name for queue in queues]
        at = names.index(current) if current in names else 0
        return queues[(at + step) % len(queues)]

    return workspace.executor.submit(find)


def back_up_today(workspace: Workspace) -> Future[Path | None]:
    """Today's backup, unless there is one."""
    from core.storage.backup import back_up_daily  # noqa: PLC0415 - after the first paint

    return workspace.executor.submit(back_up_daily, workspace.path)
