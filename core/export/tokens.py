"""Texts as tokens, and passages as tags of tokens (IOB2).

A token is a word (letters, digits and the marks on them), one ideograph or kana, or one other sign; white space belongs to none. A token
is split where a passage begins or ends inside it, so that no passage moves. Ratnaparkhi (1998) for IOB2: `B-` begins every passage.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from core.domain.spans import Span

#: written without spaces between words: Han, Hiragana, Katakana
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens as ranges of the text with their tags.

    `split`: borders of passages inside a token; `moved`: passages with white space at their ends, which went; `crossing`: passages that
    overlap one before them, and `empty`: of white space alone, which are not held.
    """

    ranges: list[tuple[int, int]]
    tags: list[str]
    split: int
    moved: int
    crossing: int
    empty: int


def tagged(text: str, spans: Sequence[Span]) -> Tagged:
    """The tokens of a text with the tags of these passages."""
    trimmed = [_trimmed(text, span) for span in spans]
    solid = [(start, end, label) for start, end, label in trimmed if start < end]
    held = _apart(solid)
    ranges = [match.span() for match in _pattern().finditer(text)]
    cuts = sorted({border for start, end, _ in held for border in (start, end)})
    parts = _cut(ranges, cuts)
    moved = sum((span.start, span.end) != one[:2] for span, one in zip(spans, trimmed, strict=True) if one[0] < one[1])
    return Tagged(parts, _tags(parts, held), len(parts) - len(ranges), moved, len(solid) - len(held), len(trimmed) - len(solid))


def _trimmed(text: str, span: Span) -> tuple[int, int, str]:
    """The passage without white space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return start, start + len(words.strip()), span.label


def _apart(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those that do not overlap: from left to right, of two that begin together the longer."""
    held: list[tuple[int, int, str]] = []
    for one in sorted(found, key=lambda span: (span[0], -span[1], span[2])):
        if not held or one[0] >= held[-1][1]:
            held.append(one)
    return held


def _cut(ranges: Sequence[tuple[int, int]], cuts: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges, cut where a border lies inside one."""
    found: list[tuple[int, int]] = []
    at = 0
    for begin, end in ranges:
        start = begin
        while at < len(cuts) and cuts[at] < end:
            if cuts[at] > start:
                found.append((start, cuts[at]))
                start = cuts[at]
            at += 1
        found.append((start, end))
    return found


def _tags(ranges: Sequence[tuple[int, int]], held: Sequence[tuple[int, int, str]]) -> list[str]:
    tags: list[str] = []
    at = 0
    for start, end in ranges:
        while at < len(held) and held[at][1] <= start:
            at += 1
        inside = at < len(held) and held[at][0] <= start and end <= held[at][1]
        tags.append(f"{'B' if start == held[at][0] else 'I'}-{held[at][2]}" if inside else OUTSIDE)
    return tags


@cache
def _pattern() -> re.Pattern[str]:
    """Marks and joiners go with what stands before them."""
    on = f"[{_marks()}]*"
    return re.compile(f"[{_SINGLE}]{on}|[^\\W{_SINGLE}](?:[^\\W{_SINGLE}]|[{_marks()}])*|\\S{on}")


@cache
def _marks() -> str:
    """The marks, joiners and modifiers of Unicode (categories M, Cf and Sk beyond ASCII), as a class of characters."""
    wanted = (code for code in range(0x80, sys.maxunicode) if _joins(chr(code)))
    runs = [[code for _, code in run] for _, run in groupby(enumerate(wanted), key=lambda pair: pair[1] - pair[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


def _joins(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= sign <= "\U0001f3ff"
