"""Datasets: what one would hold, writing it, those that were written, and the place that a new one goes to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core.export import CutReport, Datasets, Difference, Plan, Recipe
from core.export.exposure import names_to_ask
from core.queues.views import QueueInfo
from core.storage.datasets import StoredDataset
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.operations.running import Running, Step, Throttle

#: so many records are shown before a dataset is made, and so many items of two that are compared
PREVIEWED, COMPARED = 10, 200
_MANIFEST = ".manifest.json"
Tell = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Offers:
    """What a recipe can name in this project: queues as filters, and versions or models to evaluate."""

    queues: list[QueueInfo]
    models: list[str]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a dataset is to go. `suggested`: nobody has named the place, so that a free one beside it will do as well.

    `suffix`: the end of the file's name, before which a number goes.
    """

    path: Path
    suffix: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place: whether it is taken, and the next name beside it that is free."""

    taken: bool
    free: Path


# --- before ---


def offers(workspace: Workspace, project: ProjectInfo) -> Future[Offers]:
    """What can be chosen from in this project."""

    def read() -> Offers:
        with workspace.read.connect() as connection:
            models = names_to_ask(connection, project.seq)
        return Offers(workspace.items(project).queues(counted=False), models)

    return workspace.executor.submit(read)


def plan(workspace: Workspace, project: ProjectInfo, recipe: Recipe) -> Running[Plan]:
    """What a dataset would hold. The future raises `UserError`."""
    cancel = threading.Event()

    def read() -> Plan:
        return workspace.datasets(project).plan(recipe, PREVIEWED, cancel=cancel)

    return Running(workspace.executor.submit(read), cancel)


def look_at(workspace: Workspace, target: Target) -> Future[Found]:
    """What stands at the place."""

    def look() -> Found:
        return Found(_taken(target.path), free_beside(target.path, target.suffix))

    return workspace.executor.submit(look)


def free_beside(path: Path, suffix: str) -> Path:
    """`path`, or when it is taken `NAME 2`, `NAME 3`, with the number before `suffix`."""
    stem, found, number = path.name.removesuffix(suffix), path, 1
    while _taken(found):
        number += 1
        found = path.with_name(f"{stem} {number}{suffix}")
    return found


def _taken(path: Path) -> bool:
    """Also where the files of the splits stand beside it: the manifest has the name itself."""
    return path.exists() or path.with_name(path.name + _MANIFEST).exists()


# --- writing ---


def export(workspace: Workspace, project: ProjectInfo, recipe: Recipe, target: Target, tell: Tell) -> Running[CutReport]:
    """Write a dataset. `tell` is called on the worker's thread. The future raises `UserError`."""

    def cut(datasets: Datasets, out: Path, report: Callable[[int, int], None], cancel: threading.Event) -> CutReport:
        return datasets.cut(recipe, out, progress=report, cancel=cancel)

    return _written(workspace, project, target, tell, cut)


def recut(workspace: Workspace, project: ProjectInfo, number: int, target: Target, tell: Tell) -> Running[CutReport]:
    """Cut the dataset with this number again. `tell` is called on the worker's thread. The future raises `UserError`."""

    def cut(datasets: Datasets, out: Path, report: Callable[[int, int], None], cancel: threading.Event) -> CutReport:
        return datasets.recut(str(number), out, progress=report, cancel=cancel)

    return _written(workspace, project, target, tell, cut)


_Cut = Callable[[Datasets, Path, Callable[[int, int], None], threading.Event], CutReport]


def _written(workspace: Workspace, project: ProjectInfo, target: Target, tell: Tell, cut: _Cut) -> Running[CutReport]:
    cancel, throttle = threading.Event(), Throttle(tell)

    def report(done: int, total: int) -> None:
        throttle(Step(done, total, done))

    def run() -> CutReport:
        out = free_beside(target.path, target.suffix) if target.suggested else target.path
        return cut(workspace.datasets(project), out, report, cancel)

    return Running(workspace.executor.submit(run), cancel)


# --- afterwards ---


def datasets(workspace: Workspace, project: ProjectInfo) -> Future[list[StoredDataset]]:
    """The datasets of the project, the newest first."""
    return workspace.executor.submit(lambda: workspace.datasets(project).list())


def compare(workspace: Workspace, project: ProjectInfo, one: int, other: int) -> Future[Difference]:
    """What the dataset `other` has that `one` has not, and the other way round. The future raises `UserError`."""
    return workspace.executor.submit(lambda: workspace.datasets(project).diff(str(one), str(other), COMPARED))


def folder_of(workspace: Workspace, path: Path) -> Future[Path | None]:
    """The folder to open for a dataset: itself, where it is one, else the one that its file stands in; None when that is gone."""

    def look() -> Path | None:
        folder = path if path.is_dir() else path.parent
        return folder if folder.is_dir() else None

    return workspace.executor.submit(look)
