"""Finding one of many names by a few typed letters: deterministic, by the letters alone, never by a model.

A name is compared by its words (`top_up_failed`, `TopUpFailed` and `top up failed` are alike). The better the kind of match,
the higher: the whole name, its beginning, beginnings of its words in order (`tofa`), its initials (`tuf`), beginnings of some
words, a part, letters in order, and last what is merely alike (rapidfuzz, Indel similarity), for typing errors. Among equals
the shorter name comes first, then the given order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W_A-Z]+|[^\W_]+")
_FEW = 5  # with fewer exact matches than this, similar names are offered too
_ALIKE = 60.0  # rapidfuzz score, 0 to 100, from which a name counts as similar


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    joined: str  # the words without anything between them
    initials: str
    more: str  # what else may be found, such as a description


class FuzzyIndex:
    """Names prepared for searching. `more` holds further text for each name, which counts less than any match of the name."""

    def __init__(self, names: Sequence[str], more: Sequence[str] = ()) -> None:
        extra = more or [""] * len(names)
        self._entries = [_entry(name, text) for name, text in zip(names, extra, strict=True)]
        self._joined = [entry.joined for entry in self._entries]

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, query: str) -> list[int]:
        """The places of the matching names, best first; all of them, in order, for an empty query."""
        words = _words(query)
        if not words:
            return list(range(len(self._entries)))
        typed = "".join(words)
        ranked = [
            (rank, len(entry.joined), at)
            for at, entry in enumerate(self._entries)
            if (rank := _rank(words, typed, entry)) is not None
        ]
        ranked.sort()
        found = [at for _, _, at in ranked]
        return found if len(found) >= _FEW else found + self._similar(typed, set(found))

    def _similar(self, typed: str, known: set[int]) -> list[int]:
        if len(typed) < 3:
            return []
        near = process.extract(typed, self._joined, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=_FEW)
        return [at for _, _, at in near if at not in known]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _entry(name: str, more: str) -> _Entry:
    words = _words(name) or ((name.casefold(),) if name else ())
    return _Entry(words, "".join(words), "".join(word[0] for word in words), more.casefold())


def _rank(words: tuple[str, ...], typed: str, entry: _Entry) -> int | None:
    """How well an entry fits: 0 best, None not at all."""
    if entry.joined.startswith(typed):
        return 0 if entry.joined == typed else 1
    fits = (
        len(typed) > 1 and entry.initials.startswith(typed),
        _starts_in_order(words, entry.words),
        _segments(typed, entry.words),
        all(word in entry.joined for word in words),
        _in_order(typed, entry.joined) and entry.joined[0] == typed[0],
        len(typed) > 2 and all(word in entry.more for word in words),
    )
    return next((2 + at for at, fit in enumerate(fits) if fit), None)


def _starts_in_order(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each typed word begins a word of the name, in order."""
    rest = iter(words)
    return all(any(word.startswith(part) for word in rest) for part in typed)


def _segments(typed: str, words: tuple[str, ...]) -> bool:
    """Whether `typed` falls into beginnings of words of the name, in order: `tofa` into `top`, `failed`."""
    reached = {0}
    for word in words:
        more: set[int] = set()
        for start in reached:
            length = 0
            while length < len(word) and start + length < len(typed) and word[length] == typed[start + length]:
                length += 1
                more.add(start + length)
        reached |= more
    return len(typed) in reached


def _in_order(typed: str, text: str) -> bool:
    """Whether the letters of `typed` occur in `text` in order."""
    letters = iter(text)
    return all(letter in letters for letter in typed)
