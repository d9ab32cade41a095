"""The manifest beside a file that was exported: what it says of how the file is to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import orjson

from core.domain.json import JsonValue

_FORMAT = "countersign-dataset/"
_END = ".manifest.json"
#: a folder may hold many; no manifest is longer
_MOST, _LONGEST = 200, 64 << 20


def manifest_beside(path: Path) -> dict[str, JsonValue]:
    """The manifest that names this file among its own; empty when there is none. Files of splits share the one of their dataset."""
    for place in _places(path):
        held = _read(place)
        files = held.get("files")
        named = [one.get("name") for one in files if isinstance(one, dict)] if isinstance(files, list) else []
        if str(held.get("format", "")).startswith(_FORMAT) and path.name in named:
            return held
    return {}


def option_beside(manifest: dict[str, JsonValue], name: str) -> JsonValue:
    """A setting of the format that the file was written in; None when it was not set."""
    recipe = manifest.get("recipe")
    options = recipe.get("options") if isinstance(recipe, dict) else None
    return options.get(name) if isinstance(options, dict) else None


def _places(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + _END)
    stem = path.name.partition(".")[0]
    try:
        yield from islice((one for one in sorted(path.parent.iterdir()) if _may_be(one.name, stem)), _MOST)
    except OSError:
        return


def _may_be(name: str, stem: str) -> bool:
    return name.endswith(_END) and name.startswith(stem)


def _read(path: Path) -> dict[str, JsonValue]:
    try:
        if path.stat().st_size > _LONGEST:
            return {}
        value = cast("JsonValue", orjson.loads(path.read_bytes()))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
