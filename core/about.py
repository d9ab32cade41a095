"""What this program is: its version, the commit that it was made from, and the licences of what it is made of.

A bundle brings both along: `resources/build.json` and `resources/licences.txt`, which `packaging/bundle.py` writes into the
bundle and never into the source folder. A checkout asks git, and the distributions that are installed.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from importlib.metadata import version as installed_version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = "build.json"
LICENCES = "licences.txt"
NAME = "countersign"

_RULE = "=" * 78
_AT_TOP = 2  # parts of `package/LICENSE`
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|copyright|third-?party)", re.IGNORECASE)
#: the name and the extras at the start of a requirement, and the extra for which it holds (packaging.python.org, dependency specifiers)
_REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)""")


def version() -> str:
    """The version, `0.1.0`; `0` where the program runs neither from a bundle nor installed."""
    built = _built().get("version")
    if built:
        return built
    try:
        return installed_version(NAME)
    except PackageNotFoundError:
        return "0"


@cache
def commit() -> str:
    """The short hash of the commit that this is; empty where nobody knows. Without a bundle, asks git once (some 5 ms)."""
    built = _built().get("commit")
    if built is not None:
        return built
    # Only a checkout of ours: the folder that holds us may lie within somebody else's.
    return _ask_git() if (ROOT / ".git").exists() else ""


def licences() -> str:
    """The licences of all that the program uses, one after the other, plain text; up to some hundred kilobytes."""
    brought = _resource(LICENCES)
    return brought if brought is not None else "\n".join(_section(found) for found in distributions())


def distributions(*names: str) -> list[Distribution]:
    """The installed distributions that `names` need (of ours: `core.about.NAME`), themselves among them, sorted by name.

    Extras are followed only where a requirement asks for them; what is not installed is meant for another system or Python.
    """
    known: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    wanted = [(_canonical(name), "") for name in names or (NAME,)]
    while wanted:
        one = wanted.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            known[one[0]] = distribution(one[0])
        except PackageNotFoundError:
            continue
        wanted += _needs(known[one[0]], one[1])
    return [known[name] for name in sorted(known)]


def licence_name(found: Distribution) -> str:
    """What the distribution says that its licence is: an SPDX expression, or else its own words; may be empty."""
    classified = [line.split(" :: ")[-1] for line in _said(found, "Classifier") if line.startswith("License :: ")]
    for words in ("".join(_said(found, "License-Expression")), ", ".join(classified), "".join(_said(found, "License"))):
        first = words.strip().partition("\n")[0]
        if first and first.casefold() not in {"unknown", "osi approved"}:
            return first
    return ""


def licence_texts(found: Distribution) -> list[tuple[str, str]]:
    """(file name, text) of each licence file that the distribution brings along."""
    texts: list[tuple[str, str]] = []
    for path in found.files or []:
        if _is_licence(path):
            place = Path(str(found.locate_file(path)))
            if place.is_file():
                texts.append((path.name, place.read_text(encoding="utf-8", errors="replace").strip()))
    return texts


def _is_licence(path: PackagePath) -> bool:
    """A licence file of the distribution's own, by name: in its metadata or at the top of its package, and no code."""
    within = len(path.parts) == _AT_TOP or any(part.endswith((".dist-info", ".egg-info")) for part in path.parts)
    named = _LICENCE_FILE.match(path.name) is not None or "licenses" in path.parts
    return within and named and path.suffix not in {".py", ".pyc", ".pyi"}


def _section(found: Distribution) -> str:
    texts = "\n\n".join(f"--- {name}\n{text}" for name, text in licence_texts(found))
    return f"{_RULE}\n{found.name} {found.version}    {licence_name(found)}\n{_RULE}\n{texts}\n"


def _said(found: Distribution, field: str) -> list[str]:
    """The values of one field of the metadata; none where the distribution says nothing."""
    values: list[str] | None = found.metadata.get_all(field)
    return values or []


def _needs(found: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """(name, extra) of each requirement; the extra is empty for the thing itself."""
    for line in found.requires or []:
        named, asked = _REQUIREMENT.match(line), _EXTRA.search(line)
        if named and (asked is None or _canonical(asked.group(1)) == extra):
            name = _canonical(named.group(1))
            yield name, ""
            yield from ((name, _canonical(one)) for one in (named.group(2) or "").split(",") if one)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _ask_git() -> str:
    command = ("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    try:
        asked = subprocess.run(command, check=False, capture_output=True, text=True, timeout=5)  # noqa: S603 - a fixed command
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


@cache
def _built() -> dict[str, str]:
    text = _resource(BUILD)
    return {str(name): str(value) for name, value in json.loads(text).items()} if text is not None else {}


def _resource(name: str) -> str | None:
    place = ROOT / "resources" / name
    return place.read_text(encoding="utf-8") if place.is_file() else None
