"""Previewing and writing an export."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from core.export import ExportReport, export_project, preview_rows
from core.export.rows import Record
from core.insight.stats import Stats, project_stats
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from desktop.operations.running import Running, Step, Throttle

PREVIEWED = 10


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The first records of a label export, and the project's figures."""

    rows: list[Record]
    stats: Stats


def preview(workspace: Workspace, project: ProjectInfo) -> Future[ExportPreview]:
    """What an export of the labels would begin with."""

    def read() -> ExportPreview:
        rows = preview_rows(workspace.read, project, PREVIEWED)
        with workspace.read.connect() as connection:
            return ExportPreview(rows, project_stats(connection, project.seq))

    return workspace.executor.submit(read)


def export(
    workspace: Workspace, project: ProjectInfo, format_name: str, out: Path, tell: Callable[[Step], None]
) -> Running[ExportReport]:
    """Write the project to `out`. `tell` is called on the worker's thread. The future raises `UserError`."""
    cancel = threading.Event()
    throttle = Throttle(tell)

    def report(done: int, total: int) -> None:
        throttle(Step(done, total, done))

    def run() -> ExportReport:
        return export_project(workspace.read, project, format_name, out, progress=report, cancel=cancel)

    return Running(workspace.executor.submit(run), cancel)
