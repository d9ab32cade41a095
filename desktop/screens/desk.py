"""What the screens share: the theme, the settings, the bridge, and which workspace and project are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import BugError
from desktop.actions import Keymap
from desktop.bridge import Bridge
from desktop.theme import Theme
from desktop.window.preferences import Preferences

if TYPE_CHECKING:
    from core.storage.projects import ProjectInfo
    from core.workspace import Workspace


@dataclass(slots=True)
class Desk:
    """One window's desk. `open_workspace` and `project` are None while nothing is open."""

    theme: Theme
    bridge: Bridge
    preferences: Preferences
    keymap: Keymap
    open_workspace: Workspace | None = None
    project: ProjectInfo | None = None

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises `BugError` when none is: no screen that asks is shown then."""
        if self.open_workspace is None:
            raise BugError("A screen asked for a workspace while none is open.")
        return self.open_workspace
