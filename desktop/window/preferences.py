"""What the user has set, and what the window remembers: a small TOML file (toml.io/en/v1.0.0) that people may edit.

What cannot be read is as at first, and is told (`complaints`); in the file it stays as it is until the user sets it anew. What this
version does not know stays too: a newer one may have written it. A file that is no TOML is kept aside as soon as it is found.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from core.errors import UserError
from core.settings.backups import TABLE as BACKUPS
from core.settings.backups import BackupSettings, backup_settings_of
from core.settings.places import default_reviewer, settings_file
from desktop.actions import BY_ID, Keymap
from desktop.i18n import tr
from desktop.messages import told
from desktop.theme import TEXT_SIZES, ReadingWidth
from desktop.window.toml_text import document

LOOKS = ("system", "light", "dark")
LANGUAGES = ("system", "en", "zh_CN")
READING_WIDTHS = tuple(width.value for width in ReadingWidth)
_HEAD = "# What you have set in Countersign. It is read when the app starts.\n"
_WORDS = ("reviewer", "look", "language", "text_size", "reading_width")
_WINDOW = ("workspace", "project", "geometry")

Table = Mapping[str, object]


@dataclass(slots=True)
class Preferences:
    """The settings. `keys`: actions with keys of the user's own. `geometry`: Qt's, in base64. `text_size`: per cent.

    `complaints`: what was wrong with the file when it was read, a sentence each. `section`: where the settings were left; not saved.
    """

    reviewer: str = ""
    look: str = "system"
    workspace: str = ""
    project: str = ""
    geometry: str = ""
    keys: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    path: Path = field(default_factory=settings_file)
    language: str = "system"
    text_size: int = 100
    reading_width: str = ReadingWidth.COMFORTABLE.value
    backups: BackupSettings = field(default_factory=BackupSettings)
    complaints: tuple[str, ...] = field(default=(), compare=False)
    section: str = field(default="", compare=False)
    found: dict[str, Any] = field(default_factory=dict[str, Any], compare=False, repr=False)
    unread: dict[tuple[str, str], object] = field(default_factory=dict[tuple[str, str], object], compare=False, repr=False)

    @property
    def reviewer_name(self) -> str:
        """Who reviews: the name that was set, otherwise that of the account."""
        return self.reviewer.strip() or default_reviewer()

    def save(self) -> None:
        """Write the file, whole or not at all. Raises `OSError` when the folder cannot be written to."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if _read(self.path)[0] is None:
            _keep_aside(self.path)
        partial = self.path.with_name(self.path.name + ".partial")
        partial.write_text(_HEAD + document(self._values()), "utf-8")
        partial.replace(self.path)

    def _values(self) -> dict[str, object]:
        """All that is written: what was found in the file, with what is set now in its place."""
        values: dict[str, object] = dict(self.found)
        for name, table in self.tables().items():
            now = {key: value for key, value in table.items() if not self._still_unread(name, key, value)}
            values.update(now) if not name else values.update({name: {**_mapping(self.found.get(name)), **now}})
        known = {name for name in _mapping(self.found.get("keys")) if name in BY_ID and ("keys", name) not in self.unread}
        gone = known - set(self.keys)
        values["keys"] = {name: keys for name, keys in _mapping(values["keys"]).items() if name not in gone}
        return values

    def tables(self) -> dict[str, Table]:
        """What is set, by the tables of the file; those without a table under nothing."""
        backups = {"folder": self.backups.folder, "kept": self.backups.kept, "earlier": list(self.backups.earlier)}
        return {
            "": {name: getattr(self, name) for name in _WORDS},
            "window": {name: getattr(self, name) for name in _WINDOW},
            BACKUPS: backups,
            "keys": self.keys,
        }

    def _still_unread(self, table: str, key: str, value: object) -> bool:
        """Whether the file holds something that could not be read, and the user has set nothing else since."""
        if (table, key) not in self.unread:
            return False
        if value == _FIRST[table, key]:
            return True
        del self.unread[table, key]
        return False


def load_preferences(path: Path | None = None) -> Preferences:
    """The preferences in `path` (the platform's place when it is None); what cannot be read is told in `complaints`."""
    path = path or settings_file()
    raw, complaint = _read(path)
    if raw is None:
        return Preferences(path=path, complaints=(complaint + _keep_aside(path),))
    loaded = Preferences(path=path, found=dict(raw))
    _take_words(loaded, raw)
    window = _mapping(raw.get("window"))
    for name in _WINDOW:
        value = window.get(name)
        setattr(loaded, name, value if isinstance(value, str) else "")
    loaded.backups, bad = backup_settings_of(_mapping(raw.get(BACKUPS)))
    loaded.unread |= {(BACKUPS, name): _mapping(raw.get(BACKUPS))[name] for name in bad}
    _take_keys(loaded, _mapping(raw.get("keys")))
    loaded.complaints = _complaints(loaded, raw)
    return loaded


def keymap_of(preferences: Preferences) -> tuple[Keymap, str]:
    """The user's keys; where they cannot be, the keys of the table and what is wrong with the user's."""
    try:
        return Keymap(preferences.keys), ""
    except UserError as error:
        return Keymap(), tr("Your own keys are not in force. {why}", why=told(error))


_ALLOWED: dict[str, tuple[object, ...]] = {
    "look": LOOKS,
    "language": LANGUAGES,
    "text_size": TEXT_SIZES,
    "reading_width": READING_WIDTHS,
}
_AS_AT_FIRST = Preferences(path=Path())
#: what a setting is when it cannot be read
_FIRST: dict[tuple[str, str], object] = {
    (table, key): value for table, values in _AS_AT_FIRST.tables().items() for key, value in values.items()
}


def _take_words(loaded: Preferences, raw: Table) -> None:
    for name in _WORDS:
        if name not in raw:
            continue
        value, first = raw[name], _FIRST["", name]
        if type(value) is type(first) and value in _ALLOWED.get(name, (value,)):
            setattr(loaded, name, value)
        else:
            loaded.unread["", name] = value


def _take_keys(loaded: Preferences, table: Table) -> None:
    """Keys of actions that are not known may be a newer version's: they stay in the file and are not in force."""
    for name, value in table.items():
        keys = _texts(value)
        if keys is not None and name in BY_ID:
            loaded.keys[name] = keys
        else:
            loaded.unread["keys", name] = value


def _complaints(loaded: Preferences, raw: Table) -> tuple[str, ...]:
    names = [".".join(part for part in place if part) for place in loaded.unread]
    names += [name for name in ("window", BACKUPS, "keys") if not isinstance(raw.get(name, {}), dict)]
    if not names:
        return ()
    words = tr("In the settings file {names} cannot be read, and is as at first. The file is {path}.",
               names=", ".join(name[:40] for name in names[:5]), path=str(loaded.path))  # fmt: skip
    return (words,)


def _read(path: Path) -> tuple[Table | None, str]:
    """What stands in the file, nothing when there is none; None and why when it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig")), ""
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, RecursionError):
        return None, tr("The settings file could not be read, so everything is set as at first.")


def _keep_aside(path: Path) -> str:
    """Rename a file that cannot be read; says where it is, or that it stays. One that was kept before is not touched."""
    kept = path.with_name(path.name + ".unreadable")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.unreadable-{number}")
    try:
        path.replace(kept)
    except OSError:
        return " " + tr("It stays as it is: {path}.", path=str(path))
    return " " + tr("It is kept as {path}.", path=str(kept))


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _texts(value: object) -> list[str] | None:
    if not isinstance(value, list):
        return None
    texts = [text for text in cast("list[object]", value) if isinstance(text, str)]
    return texts if len(texts) == len(cast("list[object]", value)) else None
