"""What is done with whole projects."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core.ingest.project_settings import make_project
from core.ingest.task_file import ProjectFile, read_project_file
from core.insight.stats import Stats, project_stats
from core.storage.projects import ProjectInfo
from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Overview:
    """A project with its figures."""

    project: ProjectInfo
    stats: Stats


def overview(workspace: Workspace) -> Future[list[Overview]]:
    """Every project with its figures: those in use first, the newest first."""

    def read() -> list[Overview]:
        projects = workspace.projects()
        with workspace.read.connect() as connection:
            found = [Overview(project, project_stats(connection, project.seq)) for project in projects]
        return sorted(found, key=lambda one: (one.project.archived, -one.project.seq))

    return workspace.executor.submit(read)


def list_projects(workspace: Workspace) -> Future[list[ProjectInfo]]:
    """Every project, the oldest first."""
    return workspace.executor.submit(workspace.projects)


def create(workspace: Workspace, wanted: ProjectFile) -> Future[ProjectInfo]:
    """Make a project. The future raises `UserError` when the name is taken or not a name, or its kind cannot ask the task."""

    def make() -> ProjectInfo:
        workspace.writer.submit(lambda connection: make_project(connection, wanted)).result()
        return workspace.project(wanted.name.strip())

    return workspace.executor.submit(make)


def read_file(workspace: Workspace, path: Path) -> Future[ProjectFile]:
    """The settings in a YAML file. The future raises `UserError`, which names the line."""
    return workspace.executor.submit(read_project_file, path)


def rename(workspace: Workspace, project: ProjectInfo, name: str) -> Future[ProjectInfo]:
    """Give a project another name. The future raises `UserError` when it is taken or not a name."""
    return workspace.executor.submit(workspace.rename_project, project, name)


def archive(workspace: Workspace, project: ProjectInfo, *, archived: bool) -> Future[None]:
    """Put a project away, or take it out again."""
    return workspace.executor.submit(workspace.archive_project, project, archived=archived)


def delete(workspace: Workspace, project: ProjectInfo) -> Future[Path]:
    """Delete a project after a backup; the future tells where the backup is."""
    return workspace.executor.submit(workspace.delete_project, project)
