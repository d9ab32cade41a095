"""The task of a project, as it lives: labels that are added, renamed, merged and retired, guidelines, what may be changed later."""

from __future__ import annotations

from core.tasks.lines import line_diff
from core.tasks.relabel import Told, finish
from core.tasks.tasks import LabelUse, Tasks

__all__ = ["LabelUse", "Tasks", "Told", "finish", "line_diff"]
