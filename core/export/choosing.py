"""Choosing few examples out of all that was decided, so that they cover the labels and the past mistakes, within a budget of tokens.

The method, which is greedy and says the same each time:

1. Seats. Every label that has items gets one as far as the seats go, the most frequent first; the rest goes by how often a label occurs
   (largest remainder, Hamilton's method). An answer with several labels counts for each of them.
2. Turns. The labels take turns, the most frequent first, so that what a short budget drops is the surplus of these. While labels are
   without an example, one may take an equal share of the tokens that are left; where a label has none so short, its shortest.
3. Within a label first an item whose suggestion was corrected, by the worst confusion that no example shows yet; then the item whose
   words are the most unlike those of every example so far (the greatest least Jaccard distance of word sets); ties by a hash of the
   seed and the item.
4. Texts that say the same but for case and punctuation are taken once. Seats that cannot be filled go to the other labels.

Of each label, and of each confusion in it, the items with the lowest hashes are weighed (`KEPT`, `KEPT_MISTAKES`), so that a million
labels need no more memory than a few thousand.
"""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

from core.export.record import Record
from core.prompts.examples.near import normal
from core.prompts.examples.proportional import seats

KEPT, KEPT_MISTAKES = 60, 12
#: words of a text that are compared
_WORDS = 400
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")


@dataclass(slots=True)
class Candidate:
    """A labelled item that may become an example. `place`: its hash; `mistakes`: keys of what its suggestion got wrong.

    `distance`: the least distance to the first `compared` of the examples.
    """

    record: Record
    labels: tuple[str, ...]
    mistakes: tuple[str, ...]
    tokens: int
    place: bytes
    words: frozenset[str]
    same: str
    distance: float = 1.0
    compared: int = 0


@dataclass(slots=True)
class Shortlist:
    """Counts all that is offered and keeps the candidates that are weighed."""

    labels: Tally[str] = field(default_factory=Tally[str])
    mistakes: Tally[str] = field(default_factory=Tally[str])
    _kept: dict[tuple[str, str], list[tuple[bytes, int, Candidate]]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], "list[tuple[bytes, int, Candidate]]"](list)
    )

    def offer(self, candidate: Candidate) -> None:
        """Count a candidate, and keep it if its hash is among the lowest of one of its labels, or of a mistake in one."""
        self.labels.update(candidate.labels)
        self.mistakes.update(candidate.mistakes)
        entry = (_inverse(candidate.place), candidate.record.seq, candidate)
        for label in candidate.labels:
            for mistake in ("", *candidate.mistakes):
                kept = self._kept[label, mistake]
                if len(kept) < (KEPT_MISTAKES if mistake else KEPT):
                    heappush(kept, entry)
                else:
                    heappushpop(kept, entry)

    def candidates(self) -> list[Candidate]:
        """What is weighed, by hash."""
        found = {candidate.record.seq: candidate for kept in self._kept.values() for *_, candidate in kept}
        return sorted(found.values(), key=lambda one: (one.place, one.record.seq))


def _inverse(place: bytes) -> bytes:
    """So that a heap gives up the greatest hash first."""
    return bytes(255 - one for one in place)


@dataclass(slots=True)
class Choice:
    """What was chosen, in the order of the turns. `labels`: examples by label; `covered`: mistakes that an example shows.

    `too_long`: candidates that did not fit into what was left of the budget when their label's turn came.
    """

    chosen: list[Candidate] = field(default_factory=list[Candidate])
    labels: Tally[str] = field(default_factory=Tally[str])
    covered: set[str] = field(default_factory=set[str])
    tokens: int = 0
    too_long: int = 0
    repeated: int = 0


def quotas(labels: Mapping[str, int], n: int) -> dict[str, int]:
    """Seats by label, the most frequent label first: see the method."""
    ordered = by_frequency(labels)
    one_each = dict.fromkeys(ordered[:n], 1)
    rest = seats({label: labels[label] for label in ordered}, max(0, n - len(one_each))) if n > len(one_each) else {}
    return {label: count + rest.get(label, 0) for label, count in one_each.items()}


def by_frequency(counts: Mapping[str, int]) -> list[str]:
    """The names, the most frequent first, ties by name."""
    return sorted(counts, key=lambda name: (-counts[name], name))


def choose(shortlist: Shortlist, n: int, budget: int) -> Choice:
    """At most `n` examples that have at most `budget` tokens together."""
    chooser = _Chooser(shortlist, n, budget)
    for label in chooser.turns():
        chooser.take(label)
    chooser.fill_up()
    return chooser.choice


class _Chooser:
    """One choosing."""

    def __init__(self, shortlist: Shortlist, n: int, budget: int) -> None:
        self.choice = Choice()
        self._n, self._budget, self._mistakes = n, budget, shortlist.mistakes
        self._quotas, self._ordered = quotas(shortlist.labels, n), by_frequency(shortlist.labels)
        self._by_label: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in shortlist.candidates():
            for label in candidate.labels:
                self._by_label[label].append(candidate)
        self._gone: set[int] = set()
        self._said: set[str] = set()
        self._bare = set(self._quotas)

    def turns(self) -> Iterator[str]:
        """Labels in turn, each as often as it has seats that no example fills yet."""
        for turn in range(1, max(self._quotas.values(), default=0) + 1):
            yield from (label for label, quota in self._quotas.items() if turn <= quota and self.choice.labels[label] < turn)

    def fill_up(self) -> None:
        """Give the seats that stayed empty to whoever has items left, in turn, also to labels that had no seat."""
        while sum(self.take(label) for label in self._ordered):
            pass

    def take(self, label: str) -> bool:
        """Take one example of a label; False where nothing fits any more."""
        if len(self.choice.chosen) >= self._n:
            return False
        candidates = self._fitting(label)
        self._bare.discard(label)
        if not candidates:
            return False
        best = max(candidates, key=self._worth)
        self._gone.add(best.record.seq)
        self._said.add(best.same)
        self.choice.chosen.append(best)
        self.choice.tokens += best.tokens
        self.choice.labels.update(best.labels)
        self.choice.covered.update(best.mistakes)
        return True

    def _fitting(self, label: str) -> list[Candidate]:
        """Candidates of a label that may be taken now."""
        left = self._budget - self.choice.tokens
        free = [one for one in self._by_label[label] if one.record.seq not in self._gone]
        self._drop(free, lambda one: one.same in self._said, "repeated")
        free = [one for one in free if one.same not in self._said]
        self._drop(free, lambda one: one.tokens > left, "too_long")
        free = [one for one in free if one.tokens <= left]
        if label not in self._bare or not free:
            return free
        share = left // len(self._bare)
        short = [one for one in free if one.tokens <= share]
        return short or [min(free, key=lambda one: (one.tokens, one.place))]

    def _drop(self, among: Sequence[Candidate], against: Callable[[Candidate], bool], why: str) -> None:
        """What cannot be taken now never can: the budget only shrinks."""
        dropped = {one.record.seq for one in among if against(one)}
        self._gone |= dropped
        setattr(self.choice, why, getattr(self.choice, why) + len(dropped))

    def _worth(self, candidate: Candidate) -> tuple[int, float, bytes]:
        new = [self._mistakes[one] for one in candidate.mistakes if one not in self.choice.covered]
        return max(new, default=0), self._distance(candidate), _inverse(candidate.place)

    def _distance(self, candidate: Candidate) -> float:
        """The least Jaccard distance to the examples so far."""
        for other in self.choice.chosen[candidate.compared :]:
            candidate.distance = min(candidate.distance, jaccard(candidate.words, other.words))
        candidate.compared = len(self.choice.chosen)
        return candidate.distance


def words_of(text: str) -> frozenset[str]:
    """The first words of a text in lower case; ideographs count one by one."""
    return frozenset(match[0].casefold() for _, match in zip(range(_WORDS), _WORD.finditer(text), strict=False))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard distance of two sets: 1 - |A and B| / |A or B|; 0 between two empty ones."""
    union = len(one | other)
    return 1 - len(one & other) / union if union else 0.0


def same_as(text: str) -> str:
    """What two texts share that say the same but for case and punctuation."""
    return normal(text)
