"""Exports of every record, also of those that are kept for evaluation: which ones these are is a draw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.domain.uses import Purpose
from core.export import CutReport
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests import conftest


def exported(workspace: Workspace, project: ProjectInfo, name: str, out: Path, **choices: Any) -> CutReport:
    """A dataset in this format for exchange, with these choices of its recipe."""
    return conftest.exported(workspace, project, name, out, **{"purpose": Purpose.EXCHANGE, **choices})
