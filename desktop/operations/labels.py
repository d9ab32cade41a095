"""What is done with a project's task while it lives: labels, guidelines, options, its file of settings."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.ingest.project_settings import read_project
from core.ingest.task_file import ProjectFile, project_yaml, read_project_file
from core.storage.guidelines import GuidelineVersion, decided_under
from core.storage.projects import ProjectInfo
from core.storage.queues import save_queue
from core.storage.settings import ProjectSettings
from core.tasks import LabelUse, Tasks
from core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as its settings show it. `decided`: how many decided items stand under each version of the guidelines, by `seq`."""

    project: ProjectInfo
    labels: list[LabelUse]
    versions: list[GuidelineVersion]
    decided: dict[int, int]
    settings: ProjectSettings


def read(workspace: Workspace, name: str) -> Future[ProjectView]:
    """The project called `name`, with its labels and versions. The future raises `UserError` when there is none."""
    return workspace.executor.submit(_read, workspace, name)


def change(workspace: Workspace, project: ProjectInfo, step: Callable[[Tasks], object]) -> Future[ProjectView]:
    """Do something with the project's task; the future gives the project as it is then, or raises `UserError`."""

    def run() -> ProjectView:
        step(workspace.tasks(project))
        return _read(workspace, project.name)

    return workspace.executor.submit(run)


def set_order(workspace: Workspace, project: ProjectInfo, order: str) -> Future[ProjectView]:
    """Choose the order of the queue, with the seed that it has."""

    def run() -> ProjectView:
        workspace.set_order(project, order, project.order_seed)
        return _read(workspace, project.name)

    return workspace.executor.submit(run)


def save_file(workspace: Workspace, project: ProjectInfo, path: Path) -> Future[Path]:
    """Write the project's settings as YAML. The future raises `UserError` when the file cannot be written."""

    def run() -> Path:
        with workspace.read.connect() as connection:
            text = project_yaml(read_project(connection, workspace.project(project.name)))
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UserError("file.unwritable", f"{path} cannot be written ({error.strerror}).") from None
        return path

    return workspace.executor.submit(run)


def apply_file(workspace: Workspace, project: ProjectInfo, path: Path, who: str) -> Future[ProjectView]:
    """Bring a file of settings into the project: nothing is taken away. The future raises `UserError`, also for another kind."""

    def run() -> ProjectView:
        file = read_project_file(path)
        _require_same(project, file)
        _apply(workspace, project, file, who)
        return _read(workspace, project.name)

    return workspace.executor.submit(run)


def _require_same(project: ProjectInfo, file: ProjectFile) -> None:
    other = len({file.task.kind, project.task.kind}) > 1
    if other or (file.task.fields and file.task.fields != project.task.fields):
        what = "The file asks for another kind of answer, or for other fields, than this project."
        todo = "Drop it on the window: it then makes a new project."
        raise UserError("project.other_kind", what, kept="Nothing was changed.", todo=todo)


def _apply(workspace: Workspace, project: ProjectInfo, file: ProjectFile, who: str) -> None:
    tasks = workspace.tasks(project)
    tasks.adopt(file.task, who)
    if file.guidelines.strip():
        tasks.set_guidelines(file.guidelines, who)
    tasks.set_settings(ProjectSettings(file.reviewers_add_labels), who)
    workspace.set_order(project, file.order, file.seed)
    for queue in file.queues:
        workspace.writer.submit(lambda c, queue=queue: save_queue(c, project.seq, queue.name, queue.filter, queue.order)).result()


def _read(workspace: Workspace, name: str) -> ProjectView:
    project = workspace.project(name)
    tasks = workspace.tasks(project)
    with workspace.read.connect() as connection:
        decided = decided_under(connection, project.seq)
    return ProjectView(project, tasks.labels(), tasks.guideline_versions(), decided, tasks.settings())
