"""Licences of what goes into the bundle: their names in SPDX's words, which of them may go in, and the file of all their texts.

SPDX expressions: https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/. Only the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: what distributions call their licence when they do not call it by SPDX's name
ALIASES = {
    "MIT License": "MIT",
    "The MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
#: full texts at hand for those that say their licence but bring no text along
TEXTS = {
    "Apache-2.0": HERE.parent / "LICENSE",
    "LGPL-3.0-only": HERE / "licences" / "LGPL-3.0.txt",
    "GPL-3.0-only": HERE / "licences" / "GPL-3.0.txt",
}
_TOKEN = re.compile(r"\(|\)|[A-Za-z0-9.+-]+")
_COPYLEFT = ("GPL-", "AGPL-", "SSPL-")
_RULE = "=" * 100


class LicenceError(Exception):
    """Something in the bundle may not be given away under our terms, or nobody knows under which it stands."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the bundle. `licence` is an SPDX expression; `texts` are (file name, text); `files` counts its files inside."""

    name: str
    version: str
    licence: str
    purl: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    files: int = 0


def spdx(said: str) -> str:
    """A licence in SPDX's words. Names joined by commas hold all together, which is the careful reading."""
    if said in ALIASES:
        return ALIASES[said]
    return " AND ".join(ALIASES.get(part.strip(), part.strip()) for part in said.split(","))


def may_go_in(expression: str) -> bool:
    """Whether one of the ways to read an SPDX expression asks for nothing of the GPL's kind.

    A GPL with an exception for programs that contain the part (GCC's run time, PyInstaller's boot loader) may go in, and so
    may the LGPL. Raises `LicenceError` for what is no expression.
    """
    tokens = _TOKEN.findall(expression)
    if not tokens or _TOKEN.sub("", expression).strip():
        raise LicenceError(f"Not an SPDX expression: {expression!r}.")
    allowed, rest = _either(tokens, expression)
    if rest:
        raise LicenceError(f"Not an SPDX expression: {expression!r}.")
    return allowed


def refuse(parts: Iterable[Component]) -> None:
    """Raise `LicenceError`, with the names, when a part must not go in or does not say its licence."""
    guilty = [f"{part.name} {part.version} ({part.licence or 'no licence told'})" for part in parts if not _fine(part)]
    if guilty:
        raise LicenceError("These must not be in the bundle: " + "; ".join(guilty))


def licence_file(parts: Sequence[Component]) -> str:
    """One text of all licences: a list of the parts first, then each with its texts, then the texts that several share."""
    listed = "\n".join(f"{part.name} {part.version}: {part.licence}" for part in parts)
    shared = sorted(
        {name for part in parts if not part.texts for name in _named(part.licence)} | {"LGPL-3.0-only", "GPL-3.0-only"}
    )
    ends = [f"{_RULE}\n{name}\n{_RULE}\n{TEXTS[name].read_text(encoding='utf-8')}" for name in shared if name in TEXTS]
    return "\n".join(["Countersign is made of these parts.\n", listed, "", *(_section(part) for part in parts), *ends])


def without_text(parts: Iterable[Component]) -> list[str]:
    """The names of the parts whose licence would stand nowhere in the file."""
    return [part.name for part in parts if not part.texts and not any(name in TEXTS for name in _named(part.licence))]


def _section(part: Component) -> str:
    note = f"{part.note}\n" if part.note else ""
    texts = "\n\n".join(f"--- {name}\n{text.strip()}" for name, text in part.texts)
    return f"{_RULE}\n{part.name} {part.version}    {part.licence}\n{_RULE}\n{note}{texts or 'The text stands at the end of this file.'}\n"


def _fine(part: Component) -> bool:
    try:
        return may_go_in(part.licence)
    except LicenceError:  # no licence told, or not in SPDX's words: `ALIASES` has to learn it
        return False


def _named(expression: str) -> set[str]:
    return set(_TOKEN.findall(expression)) - {"AND", "OR", "WITH", "(", ")"}


def _either(tokens: list[str], whole: str) -> tuple[bool, list[str]]:
    allowed, rest = _both(tokens, whole)
    while rest and rest[0] == "OR":
        other, rest = _both(rest[1:], whole)
        allowed = allowed or other
    return allowed, rest


def _both(tokens: list[str], whole: str) -> tuple[bool, list[str]]:
    allowed, rest = _one(tokens, whole)
    while rest and rest[0] == "AND":
        other, rest = _one(rest[1:], whole)
        allowed = allowed and other
    return allowed, rest


def _one(tokens: list[str], whole: str) -> tuple[bool, list[str]]:
    if not tokens or tokens[0] in {"AND", "OR", "WITH", ")"}:
        raise LicenceError(f"Not an SPDX expression: {whole!r}.")
    if tokens[0] == "(":
        allowed, rest = _either(tokens[1:], whole)
        if rest[:1] != [")"]:
            raise LicenceError(f"Not an SPDX expression: {whole!r}.")
        return allowed, rest[1:]
    name, rest = tokens[0], tokens[1:]
    if rest[:1] == ["WITH"] and len(rest) > 1:
        return True, rest[2:]
    return not name.startswith(_COPYLEFT), rest
