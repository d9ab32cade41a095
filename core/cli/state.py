"""What the command line was told before the command: which workspace, and how to print."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.workspace import Workspace


@dataclass(slots=True)
class State:
    """The options that stand for every command."""

    workspace: Path | None = None
    json: bool = False


STATE = State()


def workspace_path() -> Path:
    """The workspace file that was named, or the default one."""
    from core.settings.places import default_workspace  # noqa: PLC0415

    return STATE.workspace or default_workspace()


def open_workspace() -> Workspace:
    """Open the workspace. Raises `UserError`."""
    from core.runtime.collector import calm_collector  # noqa: PLC0415
    from core.workspace import Workspace  # noqa: PLC0415

    calm_collector()
    return Workspace(workspace_path())


def show(values: Mapping[str, Any], text: str) -> None:
    """Print a result: one JSON object with --json, else `text`."""
    if STATE.json:
        print(json.dumps(dict(values), ensure_ascii=False, default=str))
    else:
        print(text)


def warn(text: str) -> None:
    """Tell something beside the result."""
    print(text, file=sys.stderr)
