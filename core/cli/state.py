"""What the command line was told before the command: which workspace, and how to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import UserError

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


def open_workspace(*, make: bool = False) -> Workspace:
    """Open the workspace; one that is not there is made with `make`, or refused. Raises `UserError`."""
    from core.runtime.collector import calm_collector  # noqa: PLC0415
    from core.workspace import Workspace  # noqa: PLC0415

    path = workspace_path() if make else require_workspace()
    calm_collector()
    return Workspace(path)


def require_workspace() -> Path:
    """The workspace file, which must be there. Raises `UserError`."""
    path = workspace_path()
    if not path.exists():
        what = f"There is no workspace at {path}."
        raise UserError("workspace.missing", what, todo="countersign project create makes one with its first project.")
    return path


def show(values: Mapping[str, Any], text: str) -> None:
    """Print a result: one JSON object with --json, else `text`."""
    if STATE.json:
        # In ASCII: valid whatever the encoding of the pipe, and also for a path that is no proper text.
        print(json.dumps(dict(values), default=str))
    else:
        print(text)
