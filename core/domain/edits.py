"""How much was edited in a text: words kept, removed and added; whether an edit is a small one (product.md, Figures)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

#: at most this share of the characters may be edited for an edit to be small
SMALL = 0.10
#: above so many words the diff goes by lines first, so that it stays fast
_MANY_WORDS = 4_000

_WORD = re.compile(r"\s+|[^\W_]+(?:['\u2019][^\W_]+)*|.", re.DOTALL)
_NUMBER = re.compile(r"[-+\u2212]?\d+(?:[.,:/]\d+)*%?")
_CAPITAL = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-ÞΑ-ΩА-Я][^\W\d_]*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|n[o']t|nicht|kein\w*|nie|ohne|pas|jamais|sans|sin|nunca)\b"
    r"|n['\u2019]t\b|[不没沒无無非未勿莫别別]",
    re.IGNORECASE,
)


class EditKind(StrEnum):
    """What became of a run of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of text and what became of it."""

    kind: EditKind
    text: str


def edit_share(one: str, other: str) -> float:
    """Levenshtein distance in characters over the length of the longer text, 0 to 1 (Levenshtein 1966)."""
    return float(Levenshtein.normalized_distance(one, other))


def is_small_edit(before: str, after: str) -> bool:
    """Whether at most 10 % of the characters were edited, and no number, name or negation changed (product.md, Figures).

    A name is a capitalised word that does not begin a sentence, or in any case a word with a capital beyond its first letter.
    """
    if before == after:
        return False
    if edit_share(before, after) > SMALL:
        return False
    return all(Counter(find(before)) == Counter(find(after)) for find in (_numbers, _names, _negations))


def word_diff(before: str, after: str) -> tuple[Edit, ...]:
    """The edits from `before` to `after`, word by word (Chinese, Japanese, Korean: sign by sign).

    What is kept and added gives `after`, what is kept and removed `before`.
    """
    if before == after:
        return (Edit(EditKind.KEPT, before),) if before else ()
    first, second = words_of(before), words_of(after)
    if max(len(first), len(second)) > _MANY_WORDS:
        first, second = before.splitlines(keepends=True), after.splitlines(keepends=True)
    edits: list[Edit] = []
    for tag, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        removed, added = "".join(first[i:j]), "".join(second[k:m])
        if tag == "equal":
            edits.append(Edit(EditKind.KEPT, removed))
            continue
        edits += [Edit(EditKind.REMOVED, removed)] if removed else []
        edits += [Edit(EditKind.ADDED, added)] if added else []
    return tuple(edits)


def words_of(text: str) -> list[str]:
    """A text cut into words, white space and signs; joined again they are the text."""
    parts: list[str] = []
    for word in _WORD.findall(text):
        parts += list(word) if _CJK.search(word) else [word]
    return parts


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", text))


def _negations(text: str) -> list[str]:
    return ["not"] * len(_NEGATION.findall(text))


def _names(text: str) -> list[str]:
    found: list[str] = []
    for match in _CAPITAL.finditer(text):
        word, before = match.group(), text[: match.start()].rstrip(" \t\"'\u201c\u2018(")
        begins = not before or before[-1] in ".!?\n:;\u3002\uff01\uff1f"
        if not begins or any(letter.isupper() for letter in word[1:]):
            found.append(word)
    return found
