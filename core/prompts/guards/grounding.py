"""Values of an answer that do not occur in the item.

Case, white space, punctuation and width (NFKC) do not count, and 1,000 is 1000. Dates are left as they are written: whether 3/4 is in
March or in April is nothing that can be known here. A number has to be the whole number: 12 does not occur in 2012.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.prompts.guards.guard import Flag, Given, strings

CODE = "ungrounded"
_THOUSANDS = re.compile(r"(?<=\d)[,'\u2019\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019`\u00b4](?=\w)")
#: a number with its decimal part, or a run of other letters
_PART = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[+%€$£¥]")


@dataclass(frozen=True, slots=True)
class _Plain:
    """Text without white space and punctuation. `starts`, `ends`: where its words and numbers begin and end."""

    text: str
    starts: frozenset[int]
    ends: frozenset[int]


def _plain(text: str) -> _Plain:
    folded = unicodedata.normalize("NFKC", text).casefold()
    parts = _PART.findall(_APOSTROPHE.sub("", _THOUSANDS.sub("", folded)))
    starts, ends, at = set[int](), set[int](), 0
    for part in parts:
        starts.add(at)
        at += len(part)
        ends.add(at)
    return _Plain("".join(parts), frozenset(starts), frozenset(ends))


def ungrounded(values: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The values that do not occur in `text`, each once; see the module. A value without letters and digits is grounded."""
    item = _plain(text)
    return tuple(value for value in dict.fromkeys(values) if not _occurs(_plain(value).text, item))


def _occurs(value: str, item: _Plain) -> bool:
    at = item.text.find(value)
    while at >= 0:
        if _whole(item, at, value):
            return True
        at = item.text.find(value, at + 1)
    return False


def _whole(item: _Plain, at: int, value: str) -> bool:
    """Whether no number is cut at either end of what was found."""
    if not value:
        return True
    starts = at in item.starts or not value[0].isdigit()
    return starts and (at + len(value) in item.ends or not value[-1].isdigit())


def flag(given: Given) -> Flag | None:
    """A flag when values have to occur in the item and some do not."""
    missing = ungrounded(strings(given.answer), given.item) if given.grounded else ()
    if not missing:
        return None
    return Flag(CODE, f"{len(missing)} of the answer's values {'does' if len(missing) == 1 else 'do'} not occur in the item.")
