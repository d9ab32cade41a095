"""Where a value stands in the text of an item: to the letter, else but for case, space and punctuation, else in another notation.

Offsets are Unicode code points, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import TypeVar

from core.domain.json import JsonValue
from core.domain.notations import Found, date_hints, dates_in, number_hints, numbers_in

_Read = TypeVar("_Read", date, Decimal)

#: code points, half-open
Place = tuple[int, int]

#: so many places of one value are told
MOST = 50
#: longer values than this are only looked for to the letter
_LONGEST = 2_000
#: so short a value is found inside of other words by accident
_ACCIDENT = 3
#: how far around a hint is read, and how many hints are followed
_AROUND, _TRIES = 40, 1_000
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|\d+|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+"
)
_GAP = r"[\W_]{0,8}"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


class Whereabouts:
    """One text in which values are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, value: JsonValue) -> tuple[Place, ...]:
        """Where `value` stands, in order of place, at most `MOST` places; of a list, where its entries stand.

        Yes, no and null stand nowhere.
        """
        if isinstance(value, bool) or value is None or isinstance(value, dict):
            return ()
        if isinstance(value, list):
            return tuple(sorted({place for one in value for place in self.find(one)}))[:MOST]
        if isinstance(value, str):
            return self._of_text(value.strip())
        number = Decimal(str(value))
        return self._read(number, number_hints(number), numbers_in) if number.is_finite() else ()

    def _of_text(self, value: str) -> tuple[Place, ...]:
        if not value:
            return ()
        literal, day = self._literal(value), _iso(value)
        if literal or day is None:
            return literal or self._loose(value)
        return self._read(day, date_hints(day), dates_in)

    def _literal(self, value: str) -> tuple[Place, ...]:
        """To the letter: as words of their own; inside of a word only where the value is long enough to be no accident."""
        places: list[Place] = []
        at = self._text.find(value)
        while at >= 0 and len(places) < 4 * MOST:
            places.append((at, at + len(value)))
            at = self._text.find(value, at + 1)
        apart = [place for place in places if self._stands_apart(*place)]
        return tuple(apart or (places if len(value) > _ACCIDENT else []))[:MOST]

    def _loose(self, value: str) -> tuple[Place, ...]:
        """But for case, and for what stands between words, letters and digits."""
        words = _WORD.findall(_fold(value))
        if not words or len(value) > _LONGEST:
            return ()
        pattern = re.compile(_GAP.join(map(re.escape, words)))
        places: list[Place] = []
        at = self._folded.find(words[0])
        while at >= 0 and len(places) < MOST:
            match = pattern.match(self._folded, at)
            if match is not None and self._stands_apart(*match.span()):
                places.append(match.span())
            at = self._folded.find(words[0], at + 1)
        return tuple(places)

    def _read(self, value: _Read, hints: Iterator[str], reader: Callable[[str], Iterator[Found[_Read]]]) -> tuple[Place, ...]:
        """What a reader reads as `value`; it reads only around the hints, since a long text holds many numbers."""
        places: set[Place] = set()
        for hint in hints:
            for match in islice(re.finditer(hint, self._folded), _TRIES):
                begin = max(0, match.start() - _AROUND)
                for one in reader(self._text[begin : match.end() + _AROUND]):
                    start, end = begin + one.start, begin + one.end
                    if value in one.readings and start < match.end() and match.start() < end:
                        places.add((start, end))
        return tuple(sorted(places))[:MOST]

    def _stands_apart(self, start: int, end: int) -> bool:
        """Whether no word or number goes on at either side; Chinese, Japanese and Korean have no such sides."""
        text = self._text
        return not (_joined(text[max(0, start - 1) : start], text[start]) or _joined(text[end - 1], text[end : end + 1]))

    @cached_property
    def _folded(self) -> str:
        return _fold(self._text)


def _fold(text: str) -> str:
    """In small letters, as long as before: what would become two letters stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _joined(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one.isalnum() and other.isalnum() and not (_CJK.match(one) or _CJK.match(other))


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
