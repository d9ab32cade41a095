"""The search over all pages: every word has to occur in a section; titles come first, then headings, then the text.

Words are found as parts of words, so Chinese needs no cutting into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.screens.help.library import Library

MOST = 60
_TITLE, _HEADING, _PART, _PHRASE, _WHOLE, _INSIDE = 1000, 400, 60, 40, 6, 2
_COUNTED = 5
_BEFORE, _SNIPPET = 36, 150


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that was found: its page, its place on it, the titles of both, and a piece of its text."""

    page: str
    section: int
    title: str
    heading: str
    snippet: str


@dataclass(frozen=True, slots=True)
class _Entry:
    page: str
    section: int
    title: str
    heading: str
    text: str
    low_title: str
    low_heading: str
    low_text: str


class HelpIndex:
    """Knows the text of all pages; a search reads all of it, which takes a millisecond or two."""

    def __init__(self, library: Library) -> None:
        self._entries = [
            _Entry(name, place, page.title, one.heading, one.text, page.title.lower(), one.heading.lower(), one.text.lower())
            for name, page in library.pages.items()
            for place, one in enumerate(page.sections)
        ]

    def find(self, query: str) -> list[Hit]:
        """The sections that hold every word of `query`, best first, at most `MOST`; none for an empty query."""
        words = words_of(query)
        if not words:
            return []
        found = ((_weight(entry, words), -number, entry) for number, entry in enumerate(self._entries))
        best = sorted((one for one in found if one[0] > 0), key=lambda one: one[:2], reverse=True)
        return [_hit(entry, words) for _, _, entry in best[:MOST]]


def words_of(query: str) -> list[str]:
    """What a query asks for: its words in lower case, each once."""
    return list(dict.fromkeys(query.lower().split()))


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, from left to right, without overlaps: (first sign, length)."""
    low = text.lower()
    found: list[tuple[int, int]] = []
    for word in words:
        at = low.find(word)
        while at >= 0:
            found.append((at, len(word)))
            at = low.find(word, at + len(word))
    ordered: list[tuple[int, int]] = []
    for at, length in sorted(found, key=lambda one: (one[0], -one[1])):
        if not ordered or at >= sum(ordered[-1]):
            ordered.append((at, length))
    return ordered


def _weight(entry: _Entry, words: Sequence[str]) -> int:
    if not all(word in entry.low_text or word in entry.low_heading or word in entry.low_title for word in words):
        return 0
    first = entry.section == 0
    if not first and not any(word in entry.low_text or word in entry.low_heading for word in words):
        return 0  # the title alone speaks for the page, not for each of its sections
    weight = _TITLE if first and all(word in entry.low_title for word in words) else 0
    weight += _HEADING if all(word in entry.low_heading for word in words) else 0
    weight += _PHRASE if len(words) > 1 and " ".join(words) in entry.low_text else 0
    return weight + sum(_word(entry, word) for word in words)


def _word(entry: _Entry, word: str) -> int:
    weight = _PART if word in entry.low_heading else 0
    weight += _PART // 2 if _begins(entry.low_heading, word) else 0
    count = min(_COUNTED, entry.low_text.count(word))
    return weight + count * (_WHOLE if _begins(entry.low_text, word) else _INSIDE) + 1


def _begins(text: str, word: str) -> bool:
    """Whether a word of the text begins with `word`."""
    return text.startswith(word) or f" {word}" in text


def _hit(entry: _Entry, words: Sequence[str]) -> Hit:
    return Hit(entry.page, entry.section, entry.title, entry.heading, _snippet(entry.text, words))


def _snippet(text: str, words: Sequence[str]) -> str:
    """A piece of the text around the first word that is found in it; from the beginning where none is."""
    found = places(text, words)
    start = max(0, found[0][0] - _BEFORE) if found else 0
    if start:
        space = text.find(" ", start, found[0][0])
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + _SNIPPET)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
