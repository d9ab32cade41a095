"""Those most like the item: BM25 and embeddings, fused by reciprocal rank.

G. V. Cormack, C. L. A. Clarke, S. Buettcher: "Reciprocal Rank Fusion Outperforms Condorcet and Individual Rank Learning Methods",
SIGIR 2009: the score of an example is the sum of 1 / (k + rank) over both lists, with k = 60.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from core.prompts.content import ExamplePolicy
from core.prompts.examples.deck import dealt, label_of, round_robin
from core.prompts.examples.policy import Pick, Wanted

TOP = 50
K = 60


class Nearest:
    """The policy `nearest`. Where nothing is like the item, examples of all labels fill up."""

    per_item: bool = True

    def count(self, policy: ExamplePolicy) -> int:
        """See `Policy.count`."""
        return policy.n

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """See `Policy.picks`."""
        return chain(_near(wanted), _others(wanted))


def fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    """The numbers of several rankings by reciprocal rank, best first; ties by number."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, 1):
            scores[number] = scores.get(number, 0.0) + 1.0 / (K + rank)
    return sorted(scores, key=lambda number: (-scores[number], number))


def _ranked(wanted: Wanted) -> list[int]:
    top = max(TOP, 2 * wanted.policy.n)
    return fused([wanted.pool.search(wanted.target.text, top), wanted.pool.nearest(wanted.target.vector, top)])


def _near(wanted: Wanted) -> Iterator[Pick]:
    entries = wanted.pool.entries
    found = [entries[number] for number in _ranked(wanted) if number in entries]
    return ((entry, f"near:{rank}") for rank, entry in enumerate(filter(wanted.allowed, found), 1))


def _others(wanted: Wanted) -> Iterator[Pick]:
    """Only asked for where the item has too few neighbours."""
    streams = [filter(wanted.allowed, entries) for entries in dealt(wanted.pool, wanted.seed).values()]
    yield from ((entry, label_of(entry)) for entry in round_robin(streams))
