"""Where words and sentences of a text begin and end, in code points: what a cursor steps by and what a selection snaps to.

After Unicode Standard Annex 29 (text segmentation), by local rules:

- words are runs of letters and digits; `3.5`, `don't` and `a@b.org` are one (WB6, WB7, WB11, WB12), `@name` and `#tag` too. Scripts that
  write no spaces (Chinese, Japanese but for katakana, Thai, Khmer, ...) go sign by sign, as do symbols and emoji. Punctuation is no word;
- sentences end behind `.`, `!`, `?` before white space unless a small letter follows (SB8), behind their
  Chinese and Japanese forms at once, and with the line.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable
from enum import Enum, StrEnum, auto
from functools import lru_cache

from core.domain.graphemes import base, character_break, character_next, character_start, control, extends

Range = tuple[int, int]


class Unit(StrEnum):
    """What a step is."""

    WORD = "word"
    SENTENCE = "sentence"
    CHARACTER = "character"


class _Sign(Enum):
    SPACE = auto()
    WORD = auto()
    KATAKANA = auto()
    ALONE = auto()  # an ideograph, an emoji: a word of its own
    TAG = auto()  # @ and #: they belong to the word behind them
    POINT = auto()


_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_ZERO_SPACE = "\u200b"
_JOINTS = frozenset("'\u2019.\u00b7@\u2011")
_DIGIT_JOINTS = frozenset(",:")
_CATEGORIES = {"L": _Sign.WORD, "N": _Sign.WORD, "M": _Sign.WORD, "S": _Sign.ALONE, "C": _Sign.ALONE}
#: runs that are long in odd texts are passed over in one go
_PLAIN = (string.ascii_letters + string.digits, " ", ".", "-", "*", "!", "?")
_PLAIN_RUN = re.compile(r"[A-Za-z0-9]+|([ .*!?-])\1*")
_SPACE_RUN = re.compile(r"\s*")

_CLOSING = "\"'\u2019\u201d\u00bb)\\]"
_SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9\u0430-\u044f"
_STOPS_CJK = "\u3002\uff01\uff1f\uff61"
_CLOSING_CJK = "\u300d\u300f\uff09"
_STOPS = ".!?\u2026\u061f\u06d4\u0964\u0965"
_SENTENCE_END = re.compile(
    rf"[{_STOPS_CJK}]++[{_CLOSING}{_CLOSING_CJK}]*+\s*+"
    rf"|(?<![{_STOPS}])[{_STOPS}]++[{_CLOSING}]*+\s++(?![{_SMALL}])"
    "|[\n\r\u2028\u2029\x0b\x0c]\\s*+"
)
_WINDOW = 2_000


def unit_at(text: str, at: int, unit: Unit) -> Range | None:
    """The unit that holds the code point `at`, without white space at its ends; None where there is none (space, punctuation)."""
    if not 0 <= at < len(text):
        return None
    start, end = _AROUND[unit](text, at)
    return trimmed(text, start, end) if unit is not Unit.WORD or _is_word(text, start, end) else None


def next_unit(text: str, at: int, unit: Unit) -> Range | None:
    """The first whole unit that begins at `at` or behind it."""
    at = _SPACE_RUN.match(text, max(0, at)).end()  # pyright: ignore[reportOptionalMemberAccess] - nothing matches too
    while at < len(text):
        found = unit_at(text, at, unit)
        if found is not None and found[0] >= at:
            return found
        at = max(_AROUND[unit](text, at)[1], at + 1)
    return None


def previous_unit(text: str, at: int, unit: Unit) -> Range | None:
    """The last whole unit that ends at `at` or before it."""
    at = min(at, len(text))
    while at > 0:
        at = _plain_start(text, at - 1) + 1 if text[at - 1] == " " else at
        found = unit_at(text, at - 1, unit)
        if found is not None and found[1] <= at:
            return found
        at = min(_AROUND[unit](text, at - 1)[0], at - 1)
    return None


def snapped(text: str, start: int, end: int, unit: Unit) -> Range | None:
    """A range widened to whole units, without white space at its ends; None when there was nothing but space in it.

    Punctuation that was selected stays selected.
    """
    inner = trimmed(text, max(0, start), min(end, len(text)))
    if inner is None:
        return None
    first, last = unit_at(text, inner[0], unit), unit_at(text, inner[1] - 1, unit)
    begin, finish = character_start(text, inner[0]), character_next(text, inner[1] - 1)
    return (min(begin, first[0]) if first else begin, max(finish, last[1]) if last else finish)


def trimmed(text: str, start: int, end: int) -> Range | None:
    """The range without the white space at its ends; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


# --- words


@lru_cache(maxsize=4096)
def _sign(sign: str) -> _Sign:
    if sign.isspace() or control(sign) or sign == _ZERO_SPACE:
        return _Sign.SPACE
    if _ALONE.match(sign):
        return _Sign.ALONE
    if _KATAKANA.match(sign):
        return _Sign.KATAKANA
    if sign in "@#":
        return _Sign.TAG
    category = unicodedata.category(sign)
    if sign == "_" or category == "Cf" or extends(sign):
        return _Sign.WORD
    return _CATEGORIES.get(category[0], _Sign.POINT)


def _word_break(text: str, at: int) -> bool:
    """Whether a word, or a run of what is no word, ends between `text[at - 1]` and `text[at]`."""
    if not character_break(text, at):
        return False
    before, after = base(text, at - 1), text[at]
    one, two = _sign(before), _sign(after)
    if one is two:
        return one is _Sign.ALONE
    return not (one is _Sign.TAG and two is _Sign.WORD) and not _joined(text, at, before, after)


def _joined(text: str, at: int, before: str, after: str) -> bool:
    """Whether the sign before or behind the place joins two words into one."""
    if _sign(before) is _Sign.WORD:
        return _joint(before, after, text[at + 1] if at + 1 < len(text) else " ")
    last = character_start(text, at - 1)
    return _sign(after) is _Sign.WORD and _joint(base(text, last - 1) if last > 0 else " ", before, after)


def _joint(before: str, sign: str, after: str) -> bool:
    if sign in _DIGIT_JOINTS:
        return before.isdigit() and after.isdigit()
    return sign in _JOINTS and _sign(before) is _Sign.WORD and _sign(after) is _Sign.WORD


def _run_around(text: str, at: int) -> Range:
    """The word that holds `at`, or the run of spaces or of punctuation."""
    start, end = _plain_start(text, at), _plain_end(text, at)
    while start > 0 and not _word_break(text, start):
        start = _plain_start(text, start - 1)
    while end < len(text) and not _word_break(text, end):
        end = _plain_end(text, end)
    return (start, end)


def _plain_end(text: str, at: int) -> int:
    match = _PLAIN_RUN.match(text, at)
    return match.end() if match else at + 1


def _plain_start(text: str, at: int) -> int:
    signs = next((signs for signs in _PLAIN if text[at] in signs), "")
    start, width = at, 64
    while signs and start > 0:
        since = max(0, start - width)
        left = len(text[since:start].rstrip(signs))
        start = since + left
        if left:
            break
        width *= 4
    return start


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a run is a word: not space, not punctuation, not a lone `#`, not marks that stand on nothing."""
    if _sign(text[start]) in (_Sign.ALONE, _Sign.KATAKANA):
        return True
    return _sign(text[start]) in (_Sign.WORD, _Sign.TAG) and any(
        text[at].isalnum() or text[at] == "_" for at in range(start, end)
    )


# --- sentences


def _sentence_around(text: str, at: int) -> Range:
    """The sentence that holds `at`, with the space behind it."""
    start = _sentence_start(text, at)
    ends = (match.end() for match in _SENTENCE_END.finditer(text, start) if match.end() > at)
    return (start, next(ends, len(text)))


def _sentence_start(text: str, at: int) -> int:
    """The last end of a sentence at or before `at`, looked for in windows that grow."""
    width = _WINDOW
    while True:
        since, start = max(0, at - width), 0
        for match in _SENTENCE_END.finditer(text, since, min(len(text), at + _WINDOW)):
            if match.end() > at:
                break
            start = match.end()
        if start or since == 0:
            return start
        width *= 8


def _character_around(text: str, at: int) -> Range:
    start = character_start(text, at)
    return (start, character_next(text, start))


_AROUND: dict[Unit, Callable[[str, int], Range]] = {
    Unit.WORD: _run_around,
    Unit.SENTENCE: _sentence_around,
    Unit.CHARACTER: _character_around,
}
