"""Where the automatic backups lie and how many are kept: the table `[backups]` of the settings file.

    [backups]
    folder = "/media/ada/stick"   # nothing: beside the workspace
    kept = 7                      # 1 to 99
    earlier = ["/home/ada/copies"]  # folders that were chosen before, where backups may still lie

Core reads the file itself, since the command line and an erasure must find the same backups as the window.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from core.settings.places import settings_file

TABLE = "backups"
LEAST, MOST, USUAL = 1, 99, 7


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`folder`: an absolute path, or nothing for beside the workspace. `kept`: how many, 1 to 99. `earlier`: absolute paths."""

    folder: str = ""
    kept: int = USUAL
    earlier: tuple[str, ...] = ()

    def moved_to(self, folder: str) -> BackupSettings:
        """With another folder; the one before is remembered, for what lies there."""
        before = [*self.earlier, self.folder] if self.folder else list(self.earlier)
        earlier = tuple(one for one in dict.fromkeys(before) if one != folder)
        return BackupSettings(folder, self.kept, earlier)


def backup_settings_of(table: Mapping[str, object]) -> tuple[BackupSettings, tuple[str, ...]]:
    """The settings that stand in the table, and the names of those that cannot be read and are as usual."""
    folder, kept, earlier = table.get("folder", ""), table.get("kept", USUAL), table.get("earlier", [])
    bad: list[str] = []
    if not isinstance(folder, str) or (folder and not is_folder_name(folder)):
        bad, folder = [*bad, "folder"], ""
    if not isinstance(kept, int) or isinstance(kept, bool) or not LEAST <= kept <= MOST:
        bad, kept = [*bad, "kept"], USUAL
    known = cast("list[object]", earlier) if isinstance(earlier, list) else [None]
    places = tuple(one for one in known if isinstance(one, str) and is_folder_name(one))
    if len(places) < len(known):
        bad.append("earlier")
    return BackupSettings(folder, kept, places), tuple(bad)


def is_folder_name(text: str) -> bool:
    """Whether `text` can be an absolute path here."""
    return "\0" not in text and Path(text).is_absolute()


def read_backup_settings(path: Path | None = None) -> BackupSettings:
    """The settings in the file (the platform's place when `path` is None); as usual where it cannot be read."""
    try:
        raw = tomllib.loads((path or settings_file()).read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return BackupSettings()
    table = raw.get(TABLE)
    return backup_settings_of(cast("Mapping[str, object]", table) if isinstance(table, dict) else {})[0]
