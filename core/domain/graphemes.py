"""Where what a reader calls one character begins and ends, in code points.

Grapheme clusters after Unicode Standard Annex 29, rules GB3 to GB13 without GB9c: combining marks, joined emoji, skin tones, flags, Hangul
jamo and CR LF stay whole. The rules look at the neighbours alone, so that a step in a megabyte costs no more than one in a line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ZWJ = "\u200d"
_JOINERS = frozenset("\u200c\u200d")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
_PICTURED = frozenset("\u203c\u2049\u3030\u303d\u2194\u2192\u2b05")
_JAMO = {
    "L": ((0x1100, 0x1160), (0xA960, 0xA97D)),
    "V": ((0x1160, 0x11A8), (0xD7B0, 0xD7C7)),
    "T": ((0x11A8, 0x1200), (0xD7CB, 0xD7FC)),
}
_SYLLABLES = frozenset(
    {
        *(("L", after) for after in ("L", "V", "LV", "LVT")),
        *((before, after) for before in ("LV", "V") for after in ("V", "T")),
        *((before, "T") for before in ("LVT", "T")),
    }
)


def character_next(text: str, at: int) -> int:
    """Where the character that holds `at` ends."""
    end = min(at + 1, len(text))
    while end < len(text) and not character_break(text, end):
        end += 1
    return end


def character_start(text: str, at: int) -> int:
    """Where the character that holds `at` begins; the end of the text is a beginning too."""
    start = min(max(at, 0), len(text))
    while 0 < start < len(text) and not character_break(text, start):
        start -= 1
    return start


def character_break(text: str, at: int) -> bool:
    """Whether a character ends between `text[at - 1]` and `text[at]`; `at` lies inside the text."""
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return False
    if control(before) or control(after):
        return True
    if extends(after) or before in _PREPENDED or (_jamo(before), _jamo(after)) in _SYLLABLES:
        return False
    if before == _ZWJ:
        return not (_pictured(after) and _pictured(base(text, at - 1)))
    if ord(before) in _FLAGS and ord(after) in _FLAGS:
        return _flags_before(text, at) % 2 == 0
    return True


def base(text: str, at: int) -> str:
    """The sign that `text[at]` belongs to: itself, or the one that it extends."""
    while at > 0 and extends(text[at]):
        at -= 1
    return text[at]


@lru_cache(maxsize=4096)
def extends(sign: str) -> bool:
    """Whether a sign belongs to the one before it: a mark, a joiner, a variation selector, a skin tone, a tag."""
    if sign in _JOINERS or ord(sign) in _SKIN_TONES or ord(sign) in _TAGS:
        return True
    return unicodedata.category(sign) in ("Mn", "Me", "Mc")


@lru_cache(maxsize=4096)
def control(sign: str) -> bool:
    """Whether a sign is a control character or a break of a line or paragraph: nothing joins it."""
    return unicodedata.category(sign) in ("Cc", "Zl", "Zp")


@lru_cache(maxsize=4096)
def _pictured(sign: str) -> bool:
    """About the property `Extended_Pictographic`: what a joiner joins."""
    return unicodedata.category(sign) == "So" or sign in _PICTURED


def _flags_before(text: str, at: int) -> int:
    """How many regional indicators stand right before `at`."""
    start = at
    while start > 0 and ord(text[start - 1]) in _FLAGS:
        start -= 1
    return at - start


@lru_cache(maxsize=4096)
def _jamo(sign: str) -> str:
    """The type of a Hangul sign: L, V, T, LV, LVT; empty for all others."""
    code = ord(sign)
    if 0xAC00 <= code < 0xD7A4:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    return next((name for name, ranges in _JAMO.items() if any(low <= code < high for low, high in ranges)), "")
