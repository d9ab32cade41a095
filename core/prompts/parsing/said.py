"""The confidence that a model states. It is kept as a raw signal; nothing believes it."""

from __future__ import annotations

import math
import re

from core.domain.json import JsonValue

_NUMBER = re.compile(r"\s*([0-9]{1,3}(?:[.,][0-9]{1,12})?)\s*([%\uff05])?\s*\Z")
_LINE = re.compile(
    r"[\W_]{0,8}(?:confidence|certainty|probability|confianza|置信度|确信度|確信度|الثقة)[\W_]{1,8}(.{1,24})", re.IGNORECASE
)


def said_confidence(value: JsonValue) -> float | None:
    """`value` as a share from 0 to 1, or None: `0.9`, `"0.9"`, `"90%"`, `90`. Between 1 and 2 it could be either, and is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _share(float(value), percent=False)
    found = _NUMBER.match(value) if isinstance(value, str) else None
    return _share(float(found[1].replace(",", ".")), percent=found[2] is not None) if found else None


def _share(number: float, *, percent: bool) -> float | None:
    if percent or 2 <= number <= 100:
        number /= 100
    return number if math.isfinite(number) and 0 <= number <= 1 else None


def without_confidence(lines: list[str]) -> tuple[list[str], float | None]:
    """The lines that do not state a confidence, and the confidence that the last of the others states."""
    kept: list[str] = []
    said: float | None = None
    for line in lines:
        found = _LINE.fullmatch(line.strip()) if len(line) < 80 else None
        stated = said_confidence(found[1].strip(" *_`.。")) if found else None
        if stated is None:
            kept.append(line)
        else:
            said = stated
    return kept, said
