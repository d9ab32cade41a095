"""IBANs (ISO 13616), in one piece or in groups; the country's length and the check digits have to be right (`stdnum.iban`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.prompts.redaction.finder import Place

MAX_LENGTH = 34
_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?=[ .-]?[A-Za-z0-9])")
_SIGN = re.compile(r"[ .-]?([A-Za-z0-9])")
_GLUED = re.compile(r"[A-Za-z0-9]")
_FIELD = re.compile(r"(\d+)!")


def find(text: str, region: str | None) -> Iterator[Place]:
    """See `Finder`."""
    after = 0
    for start in _START.finditer(text):
        place = _at(text, start.start()) if start.start() >= after else None
        if place is not None:
            yield place
            after = place.end


def _at(text: str, start: int) -> Place | None:
    """The IBAN that begins at `start`, as long as its country has them, if the check digits are right and nothing is glued to it."""
    length = length_in(text[start : start + 2].upper())
    signs, end = "", start
    while len(signs) < length:
        sign = _SIGN.match(text, end)
        if sign is None:
            return None
        signs, end = signs + sign[1], sign.end()
    glued = _GLUED.match(text, end) is not None
    return Place(start, end) if length and not glued and _is_iban(signs) else None


def _is_iban(signs: str) -> bool:
    from stdnum import iban  # noqa: PLC0415

    return bool(iban.is_valid(signs, check_country=False))


@lru_cache(maxsize=1024)
def length_in(country: str) -> int:
    """Characters of an IBAN of `country`, 0 when it has none: from the registry that python-stdnum carries."""
    from stdnum import numdb  # noqa: PLC0415

    (_, properties), *_rest = numdb.get("iban").info(country)
    fields = _FIELD.findall(str(properties.get("bban", "")))
    return 4 + sum(int(field) for field in fields) if fields else 0
