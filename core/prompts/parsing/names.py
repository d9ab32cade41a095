"""Names of labels as models write them: the same but for case, space and punctuation; and where names occur in prose.

A name is never guessed: it counts when it is equal, or when exactly one name is the same after case, width (NFKC), white space and
punctuation are taken away. A sign before a number, a point between digits, and symbols such as `+`, `#`, `%`, `&` are no punctuation:
`-1` is not `1`, `1.5` not `15`, `C++` not `C`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_MINUS = re.compile(r"(?<![\w.])[-\u2212](?=\d)")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_KEPT = frozenset("#%&@\ue000\ue001")
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
#: a word, a single character of a script without spaces, or a symbol that tells names apart
_TOKEN = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+|[+#%&@=<>$€£]")


def key(text: str) -> str:
    """What is left of `text` when case, width, white space and punctuation do not count; may be empty."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _POINT.sub("\ue001", _MINUS.sub("\ue000", folded))
    return "".join(character for character in folded if _counts(character))


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" or character in _KEPT or (category[0] == "S" and category != "Sk")


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of `text`, folded, with the characters where they begin and end."""
    return [(unicodedata.normalize("NFKC", m[0]).casefold(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: characters `start` to `end`."""

    name: str
    start: int
    end: int


class Names:
    """The names that a reply may hold."""

    def __init__(self, names: tuple[str, ...], escape: str | None = None) -> None:
        """`escape`: a word beside the names ("unknown"); it is found like them, but a name that looks the same goes before it."""
        self.all: tuple[str, ...] = names
        self._exact = frozenset(names if escape is None else (*names, escape))
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name in names:
            self._by_key[key(name)].append(name)
            words = tuple(word for word, _, _ in _tokens(name))
            if words:
                self._by_word[words[0]].append((words, name))
        for rivals in self._by_word.values():
            rivals.sort(key=lambda rival: -len(rival[0]))
        if escape is not None and key(escape) not in self._by_key:
            self._by_key[key(escape)].append(escape)

    def find(self, text: str) -> str | None:
        """The one name that `text` is, exactly or but for case, space and punctuation; else None."""
        if text in self._exact:
            return text
        same = self._by_key.get(key(text) or "\0", [])
        return same[0] if len(same) == 1 else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where names stand in `text` as whole words, the longest one at each place; parts of longer identifiers do not count."""
        tokens = _tokens(text)
        at = 0
        while at < len(tokens):
            words, name = self._longest(tokens, at)
            start, end = tokens[at][1], tokens[at + len(words) - 1][2] if words else 0
            if words and not _part_of_more(text, start, end):
                yield Mention(name, start, end)
            at += len(words) or 1

    def _longest(self, tokens: list[tuple[str, int, int]], at: int) -> tuple[tuple[str, ...], str]:
        for words, name in self._by_word.get(tokens[at][0], []):
            if tuple(word for word, _, _ in tokens[at : at + len(words)]) == words:
                return words, name
        return (), ""


def _part_of_more(text: str, start: int, end: int) -> bool:
    """Whether an underscore or a hyphen ties the name to another word: `close_account` does not hold the name `account`."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    tied_before = len(before) == 2 and before[1] in "_-" and before[0].isalnum()
    return tied_before or (len(after) == 2 and after[0] in "_-" and after[1].isalnum())


@lru_cache(maxsize=32)
def names_of(names: tuple[str, ...], escape: str | None = None) -> Names:
    """`Names`, kept for the next reply to the same task."""
    return Names(names, escape)
