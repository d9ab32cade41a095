"""Finding in a text whatever the case, the width and the composition of its characters. Offsets are code points, half-open."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

#: more places than this are not counted
MOST = 10_000
#: so many different characters are replaced one after the other
_FEW = 60
_SPACE = re.compile(r"\s")
_SIGNS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@lru_cache(maxsize=65_536)
def _folded(character: str) -> str:
    """One character as it is compared: compatibility form (NFKC, UAX #15), apart but for Hangul, case folded, white space alike."""
    if _SPACE.fullmatch(character):
        return " "
    wide = unicodedata.normalize("NFKC", character)
    apart = wide if "\uac00" <= wide[:1] <= "\ud7a3" else unicodedata.normalize("NFD", wide)
    return apart.casefold().translate(_SIGNS)


class Haystack:
    """A text that is searched again and again. It is folded when it is first searched, in time linear in its length."""

    def __init__(self, text: str) -> None:
        self.text = text

    def places(self, query: str) -> list[tuple[int, int]]:
        """Where `query` stands, without overlaps, at most `MOST` places; nothing for an empty query."""
        needle = "".join(map(_folded, query))
        if not needle:
            return []
        found: list[tuple[int, int]] = []
        at = self._plain.find(needle)
        while at >= 0 and len(found) < MOST:
            place = self._whole(at, at + len(needle))
            if place is not None:
                found.append(place)
            at = self._plain.find(needle, at + (len(needle) if place is not None else 1))
        return found

    @cached_property
    def _base(self) -> str:
        """The text in small letters, as long as that leaves every character in its place."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else self.text

    @cached_property
    def _plain(self) -> str:
        """The folded text."""
        if len(self._table) > _FEW:
            return self._base.translate(self._table)
        plain = self._base  # ten times as fast as translating
        for code, folded in self._table.items():
            plain = plain.replace(chr(code), folded)
        return plain

    @cached_property
    def _table(self) -> dict[int, str]:
        return {ord(one): folded for one in set(self._base) if (folded := _folded(one)) != one}

    @cached_property
    def _long(self) -> tuple[list[int], list[int]]:
        """The characters that fold to another length than one: where each ends in the folded text, and the shift from there on."""
        odd = "".join(chr(code) for code, folded in self._table.items() if len(folded) != 1)
        if not odd:
            return [], []
        hits = list(re.finditer(f"[{re.escape(odd)}]", self._base))
        shifts = list(accumulate(len(self._table[ord(hit.group())]) - 1 for hit in hits))
        return [hit.start() + 1 + shift for hit, shift in zip(hits, shifts, strict=True)], shifts

    def _whole(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the text of a folded one, when it holds whole characters with all their marks."""
        first, inside = self._source(start)
        last, within = self._source(end)
        cut = inside or within or (last < len(self.text) and unicodedata.combining(self.text[last]))
        return None if cut else (first, last)

    def _source(self, folded: int) -> tuple[int, bool]:
        """Where a folded offset stands in the text, and whether that is within a character."""
        ends, shifts = self._long
        passed = bisect_right(ends, folded)
        source = folded - (shifts[passed - 1] if passed else 0)
        if passed < len(ends):
            width = shifts[passed] - (shifts[passed - 1] if passed else 0) + 1
            first = ends[passed] - width
            if first < folded:
                return source, True
        return source, False


def passage_in(shown: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the passage `text[start:end]` stands in `shown`, which says the same in another form.

    The same occurrence, counted from the beginning, or the last one where there are fewer; None when it does not stand there.
    """
    words = text[start:end]
    if not words.strip():
        return None
    before = text.count(words, 0, start)
    at = shown.find(words)
    while before and (following := shown.find(words, at + len(words))) >= 0:
        at, before = following, before - 1
    return (at, at + len(words)) if at >= 0 else None
