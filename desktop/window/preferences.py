"""What the user has set, and what the window remembers: a small TOML file (toml.io/en/v1.0.0) that people may edit.

A file that cannot be read is left alone and counts as empty, until something is set: then it is kept beside the new one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import orjson

from core.errors import UserError
from core.settings.places import default_reviewer, settings_file
from desktop.actions import Keymap
from desktop.i18n import tr

_LOOKS = ("system", "light", "dark")
_HEAD = "# What you have set in Countersign. It is read when the app starts.\n"


@dataclass(slots=True)
class Preferences:
    """The settings. `look`: system, light or dark. `keys`: actions with keys of the user's own. `geometry`: Qt's, in base64."""

    reviewer: str = ""
    look: str = "system"
    workspace: str = ""
    project: str = ""
    geometry: str = ""
    keys: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    path: Path = field(default_factory=settings_file)

    @property
    def reviewer_name(self) -> str:
        """Who reviews: the name that was set, otherwise that of the account."""
        return self.reviewer.strip() or default_reviewer()

    def save(self) -> None:
        """Write the file, whole or not at all. Raises `OSError` when the folder cannot be written to."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _keep_unreadable(self.path)
        partial = self.path.with_name(self.path.name + ".partial")
        partial.write_text(_HEAD + self._text(), "utf-8")
        partial.replace(self.path)

    def _text(self) -> str:
        words = {"reviewer": self.reviewer, "look": self.look}
        window = {"workspace": self.workspace, "project": self.project, "geometry": self.geometry}
        return "\n".join([_table("", words), _table("window", window), _table("keys", self.keys)])


def load_preferences(path: Path | None = None) -> Preferences:
    """The preferences in `path` (the platform's place when it is None); what is missing or of another type is as at first."""
    path = path or settings_file()
    raw = _read(path)
    window = _mapping(raw.get("window"))
    look = _text_of(raw, "look")
    return Preferences(
        reviewer=_text_of(raw, "reviewer"),
        look=look if look in _LOOKS else "system",
        workspace=_text_of(window, "workspace"),
        project=_text_of(window, "project"),
        geometry=_text_of(window, "geometry"),
        keys={name: keys for name, value in _mapping(raw.get("keys")).items() if (keys := _texts(value)) is not None},
        path=path,
    )


def keymap_of(preferences: Preferences) -> tuple[Keymap, str]:
    """The user's keys; where they cannot be, the keys of the table and what is wrong with the user's."""
    try:
        return Keymap(preferences.keys), ""
    except UserError as error:
        return Keymap(), tr("Your own keys are not in force. {why}", why=str(error))


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _keep_unreadable(path: Path) -> None:
    if path.is_file() and path.stat().st_size and not _read(path):
        path.replace(path.with_name(path.name + ".unreadable"))


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _text_of(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str] | None:
    if not isinstance(value, list):
        return None
    texts = [text for text in cast("list[object]", value) if isinstance(text, str)]
    return texts if len(texts) == len(cast("list[object]", value)) else None


def _table(name: str, values: Mapping[str, object]) -> str:
    head = f"[{name}]\n" if name else ""
    return head + "".join(f"{_string(key)} = {_value(value)}\n" for key, value in values.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_string(str(one)) for one in cast("list[object]", value)) + "]"
    return _string(str(value))


def _string(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for DEL, which TOML does not allow as it is."""
    return orjson.dumps(text).decode().replace("\x7f", "\\u007f")
