"""The platform's folders for Countersign."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import platformdirs

SUFFIX = ".countersign"
_APP = "countersign"


def data_folder() -> Path:
    """Where workspaces lie unless somebody says otherwise. `COUNTERSIGN_HOME` moves it (tests, portable use)."""
    moved = os.environ.get("COUNTERSIGN_HOME")
    return Path(moved) if moved else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def log_folder() -> Path:
    """Where the log file lies."""
    moved = os.environ.get("COUNTERSIGN_HOME")
    return Path(moved) / "log" if moved else Path(platformdirs.user_log_dir(_APP, appauthor=False))


def settings_file() -> Path:
    """The file that holds what the user has set."""
    moved = os.environ.get("COUNTERSIGN_HOME")
    folder = Path(moved) if moved else Path(platformdirs.user_config_dir(_APP, appauthor=False))
    return folder / "settings.toml"


def default_workspace() -> Path:
    """The workspace that opens when none is named."""
    return data_folder() / f"default{SUFFIX}"


def default_reviewer() -> str:
    """The reviewer's name until one is set: the name of the account."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
