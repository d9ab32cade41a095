"""Design tokens: colours, one spacing scale, one type scale, radii. Read from JSON, checked, frozen.

Lengths are in device-independent pixels. Contrast follows WCAG 2.2, "contrast ratio" and "relative luminance".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import cast

import orjson

from core.errors import BugError

_GROUNDS = ("window", "surface", "raised", "hover", "accent_soft")

#: Every pair of text and background that the interface paints; each keeps a contrast of at least 4.5. What labels paint: `label_pairs`.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted", "accent", "good", "changed", "bad") for ground in _GROUNDS),
    *((text, f"{tone}_soft") for tone in ("good", "changed", "bad") for text in ("text", tone)),
    ("text", "keycap"),
    ("muted", "keycap"),
    ("text", "selection"),
    ("on_accent", "accent"),
    ("on_tooltip", "tooltip"),
)

#: Pairs that are seen but not read (focus rings, borders of fields, marks of rows): at least 3. `border` only decorates.
SEEN_PAIRS: tuple[tuple[str, str], ...] = (
    *((edge, ground) for edge in ("focus", "border_strong", "accent") for ground in _GROUNDS),
    ("on_accent", "accent"),
    ("accent", "track"),
)


def label_pairs(colour: str) -> tuple[tuple[str, str], ...]:
    """The pairs of text and background that a label of this colour is painted in."""
    ink, soft = f"label_{colour}", f"label_{colour}_soft"
    return ((ink, soft), ("text", soft), *((ink, ground) for ground in _GROUNDS))


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's tokens. `colours` are `#rrggbb`; `spacing` grows from tight to wide; `type` and `radii` are pixels by name."""

    name: str
    dark: bool
    colours: Mapping[str, str]
    spacing: tuple[int, ...]
    type: Mapping[str, int]
    radii: Mapping[str, int]


def load_tokens(name: str) -> Tokens:
    """The tokens of `resources/theme/<name>.json`. Raises `BugError` when the file does not hold them."""
    text = (resources.files("resources") / "theme" / f"{name}.json").read_bytes()
    raw = cast("dict[str, object]", orjson.loads(text))
    try:
        return Tokens(
            name=str(raw["name"]),
            dark=bool(raw["dark"]),
            colours=MappingProxyType(cast("dict[str, str]", raw["colours"])),
            spacing=tuple(cast("list[int]", raw["spacing"])),
            type=MappingProxyType(cast("dict[str, int]", raw["type"])),
            radii=MappingProxyType(cast("dict[str, int]", raw["radii"])),
        )
    except (KeyError, TypeError) as error:
        raise BugError(f"The theme {name!r} is incomplete.") from error


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 (black) to 1 (white) (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
