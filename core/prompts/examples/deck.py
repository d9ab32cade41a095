"""The pool in an order that a seed says, label by label.

An item's place follows from a hash of the seed and its id alone, so a new decision leaves the order of all others as it was: examples,
and with them the beginning of a prompt, which providers cache, change as rarely as can be.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from core.prompts.examples.pool import Deck, Entry, Pool

_KEPT = 8


def placer(seed: str) -> Callable[[str], bytes]:
    """Tells where something stands in the order of `seed`: 8 bytes of BLAKE2b under the seed."""
    start = hashlib.blake2b(digest_size=8, key=hashlib.sha256(seed.encode()).digest())

    def place(what: str) -> bytes:
        hasher = start.copy()
        hasher.update(what.encode())
        return hasher.digest()

    return place


def dealt(pool: Pool, seed: str) -> Deck:
    """The entries of each label in the order of `seed`; the labels, too, stand in its order. Kept until the pool changes."""
    with pool.lock:
        kept = pool.decks.get(seed)
        if kept is None or kept[0] != pool.revision:
            kept = pool.decks[seed] = (pool.revision, _deal(pool, seed))
            for old in list(pool.decks)[:-_KEPT]:
                del pool.decks[old]
        return kept[1]


def _deal(pool: Pool, seed: str) -> Deck:
    deck: Deck = {}
    place = placer(seed)
    for entry in sorted(pool.entries.values(), key=lambda entry: place(entry.example.item_id)):
        deck.setdefault(entry.label, []).append(entry)
    return {label: deck[label] for label in sorted(deck, key=place)}


def round_robin(streams: Iterable[Iterator[Entry]]) -> Iterator[Entry]:
    """One of each stream in turn, until all are through."""
    waiting = deque(streams)
    while waiting:
        stream = waiting.popleft()
        entry = next(stream, None)
        if entry is not None:
            yield entry
            waiting.append(stream)


def label_of(entry: Entry) -> str:
    """The code of an example that was taken for its label."""
    output = entry.example.output
    return f"label:{output if isinstance(output, str) else entry.label}"
