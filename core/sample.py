"""The sample project: real questions with their licence, there at the first start with suggestions waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.domain.task import Label, Task, checked_labels
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.projects import ProjectInfo
from core.suggest.batch import suggest_project
from core.workspace import Workspace

SAMPLE_NAME = "Card questions (sample)"
SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
SAMPLE_FILE = SAMPLE_FOLDER / "banking77_400.csv"


def install_sample(workspace: Workspace, progress: Callable[[int, int], None] | None = None) -> ProjectInfo:
    """Make the sample project and its first suggestions. Raises `UserError` when a project of its name is there."""
    labels = [Label(line) for line in (SAMPLE_FOLDER / "labels.txt").read_text(encoding="utf-8").split("\n") if line]
    guidelines = (SAMPLE_FOLDER / "guidelines.md").read_text(encoding="utf-8")
    project = workspace.create_project(SAMPLE_NAME, Task("choice", checked_labels(labels)), guidelines, order="imported")
    with workspace.importing(project, open_table(SAMPLE_FILE), Mapping("text", "id", gold="label")) as importing:
        importing.run()
    suggest_project(workspace.read, workspace.writer, project, limit=40, progress=progress)
    return workspace.project(SAMPLE_NAME)
