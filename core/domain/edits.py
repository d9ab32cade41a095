"""How much was edited in a text: words kept, removed and added; whether an edit is a small one (product.md, Figures)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel, Levenshtein

#: at most this share of the characters may be edited for an edit to be small
SMALL = 0.10
#: two texts are compared word by word as long as the product of their lengths in words lies under this (memory: an eighth in bytes)
_MOST_PAIRS = 200_000_000
#: what is kept between two edits and is no longer than this reads better as edited
_SCRAP = 3
#: how far a number, a name or what goes before it reaches, in characters
_REACH = 80

_WORD = re.compile(r"\s+|[^\W_]+(?:['\u2019][^\W_]+)*|.", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?\u3002\uff01\uff1f\n]*(?:[.!?\u3002\uff01\uff1f\n]+\s*|$)")
_NUMBER = re.compile(
    r"[-+\u2212]?\d+(?:[.,:/]\d+)*%?|[\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u4ebf\u4e24]+"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred|thousand|million"
    r"|billion|half|twice)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-ÞΑ-ΩА-Я][^\W\d_]*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|non|nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgends|weder|ohne|pas|jamais|sans|sin|nunca)\b"
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


#: a place where two texts agree (both runs are the same), or where one run stands in the other's place
_Step = tuple[bool, str, str]


def edit_share(one: str, other: str) -> float:
    """Levenshtein distance in characters over the length of the longer text, 0 to 1 (Levenshtein 1966)."""
    return float(Levenshtein.normalized_distance(one, other))


def is_small_edit(before: str, after: str) -> bool:
    """Whether at most 10 % of the characters were edited, and no number, name or negation changed (product.md, Figures).

    A name is a capitalised word that does not begin a sentence, or in any case a word with a capital beyond its first letter.
    A number may be written in digits, in Chinese signs or as a common English word.
    """
    if before == after:
        return False
    if Levenshtein.normalized_distance(before, after, score_cutoff=SMALL) > SMALL:  # the cutoff saves most of the work
        return False
    return not changes_facts(before, after)


def changes_facts(before: str, after: str) -> bool:
    """Whether a number, a name or a negation is another in `after`, or stands in another order. See `is_small_edit` for what these are."""
    one, other = _around_changes(before, after)
    return any(find(one) != find(other) for find in (_numbers, _names, _negations))  # in order: "10 to 15" is not "15 to 10"


def word_diff(before: str, after: str) -> tuple[Edit, ...]:
    """The edits from `before` to `after`, word by word (Chinese, Japanese, Korean: sign by sign).

    What is kept and added gives `after`, what is kept and removed `before`. Longest common subsequence of words (Hyyrö 2004, bit-parallel,
    as rapidfuzz has it); very long texts are first compared by sentences. Scraps of at most three letters that are kept between two
    longer edits count as edited: "a few words" for "many words" is one change and not three.
    """
    edits: list[Edit] = []
    for kept, removed, added in _without_scraps(_steps(before, after)):
        if kept:
            edits += [Edit(EditKind.KEPT, added)]
        else:
            edits += [Edit(EditKind.REMOVED, removed)] if removed else []
            edits += [Edit(EditKind.ADDED, added)] if added else []
    return tuple(edits)


def words_of(text: str) -> list[str]:
    """A text cut into words, white space and signs; joined again they are the text."""
    parts: list[str] = []
    for word in _WORD.findall(text):
        parts += list(word) if _CJK.search(word) else [word]
    return parts


def _steps(before: str, after: str) -> Iterator[_Step]:
    """Where the texts agree and where not: by words where that is affordable, else by sentences, and within those by words."""
    head, tail = _shared(before, after)
    yield (True, before[:head], after[:head])
    yield from _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    yield (True, before[len(before) - tail :], after[len(after) - tail :])


def _middle(before: str, after: str) -> Iterator[_Step]:
    first, second = words_of(before), words_of(after)
    if len(first) * len(second) <= _MOST_PAIRS:
        yield from _compared(first, second, _whole)
    else:
        yield from _compared(_SENTENCE.findall(before), _SENTENCE.findall(after), _within)


def _shared(before: str, after: str) -> tuple[int, int]:
    """How many characters the texts share at their beginnings and at their ends, in whole words: what was not changed is not compared."""
    head = _common(before, after)
    while head and not _parts(before[head - 1], before[head : head + 1], after[head : head + 1]):
        head -= 1
    one, other = before[head:], after[head:]
    tail = _common(one[::-1], other[::-1])
    while tail and not _parts(one[-tail], one[-tail - 1 : -tail], other[-tail - 1 : -tail]):
        tail -= 1
    return head, tail


def _parts(edge: str, *beyond: str) -> bool:
    """Whether a word ends between `edge` and what stands beyond it in either text."""
    if _CJK.match(edge):
        return True
    return edge.isspace() and not any(sign.isspace() for sign in beyond)


def _common(one: str, other: str) -> int:
    """The length of the common beginning, by halving: slices are compared as quickly as memory is read."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _around_changes(before: str, after: str) -> tuple[str, str]:
    """Both texts without what they share at their ends, but for as much as a number or a name may reach into."""
    head, tail = _shared(before, after)
    head, tail = max(0, head - _REACH), max(0, tail - _REACH)
    return before[head : len(before) - tail], after[head : len(after) - tail]


def _compared(first: list[str], second: list[str], changed: Callable[[str, str], Iterator[_Step]]) -> Iterator[_Step]:
    for tag, i, j, k, m in _opcodes(first, second):
        removed, added = "".join(first[i:j]), "".join(second[k:m])
        if tag == "equal":
            yield (True, removed, added)
        else:
            yield from changed(removed, added)


def _opcodes(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Opcodes in which a removal and the addition beside it are one."""
    waiting: tuple[int, int, int, int] | None = None
    for step in Indel.opcodes(first, second):
        here = (step.src_start, step.src_end, step.dest_start, step.dest_end)
        if step.tag != "equal":
            waiting = here if waiting is None else (waiting[0], here[1], waiting[2], here[3])
            continue
        if waiting is not None:
            yield ("replace", *waiting)
            waiting = None
        yield ("equal", *here)
    if waiting is not None:
        yield ("replace", *waiting)


def _whole(removed: str, added: str) -> Iterator[_Step]:
    yield (False, removed, added)


def _within(removed: str, added: str) -> Iterator[_Step]:
    """A changed run of sentences, word by word unless it is too long for that."""
    first, second = words_of(removed), words_of(added)
    if len(first) * len(second) <= _MOST_PAIRS:
        yield from _compared(first, second, _whole)
    else:
        yield (False, removed, added)


def _without_scraps(steps: Iterator[_Step]) -> list[_Step]:
    """The steps, where a scrap that is kept between two edits is part of both; what follows on its like is joined to it."""
    done: list[_Step] = []
    for step in steps:
        if not step[1] and not step[2]:
            continue
        if not step[0] and len(done) > 1 and done[-1][0] and _is_scrap(done[-1], done[-2], step):
            scrap = done.pop()
            done.append(_joined(False, done.pop(), scrap, step))
        elif done and done[-1][0] == step[0]:
            done.append(_joined(step[0], done.pop(), step))
        else:
            done.append(step)
    return done


def _joined(kept: bool, *steps: _Step) -> _Step:
    return (kept, "".join(step[1] for step in steps), "".join(step[2] for step in steps))


def _is_scrap(kept: _Step, before: _Step, after: _Step) -> bool:
    size = len(kept[1].strip())
    return size <= min(_SCRAP, *(max(len(step[1].strip()), len(step[2].strip())) - 1 for step in (before, after)))


def _numbers(text: str) -> list[str]:
    return [found.casefold() for found in _NUMBER.findall(unicodedata.normalize("NFKC", text))]


def _negations(text: str) -> list[str]:
    return ["not"] * len(_NEGATION.findall(text))


def _names(text: str) -> list[str]:
    found: list[str] = []
    for match in _CAPITAL.finditer(text):
        word, before = match.group(), text[max(0, match.start() - 40) : match.start()].rstrip(" \t\"'\u201c\u2018(")
        begins = not before or before[-1] in ".!?\n:;\u3002\uff01\uff1f"
        if not begins or any(letter.isupper() for letter in word[1:]):
            found.append(word)
    return found
