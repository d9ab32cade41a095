"""In which order the candidates of a preference stand on the screen: at random, the same whenever the item is shown again.

The order follows from a hash of the item's id, so that nobody chooses it and nothing has to be remembered; decisions keep it.
"""

from __future__ import annotations

import hashlib

from core.domain.json import Answer
from core.domain.kinds.preference import answer_of, ranking_of
from core.storage.items import StoredItem


def presented(item: StoredItem) -> tuple[str, ...]:
    """The names of the item's candidates in the order of the screen; none where there are none."""
    names = item.content.candidate_names
    return tuple(sorted(names, key=lambda name: _place(item.id, name)))


def as_numbered(item_id: bytes, answer: Answer) -> Answer:
    """A ranking in the numbers that the candidates have on the screen; any other answer as it is."""
    groups = ranking_of(answer)
    if groups is None:
        return answer
    names = sorted((name for group in groups for name in group), key=lambda name: _place(item_id, name))
    numbers = {name: str(number) for number, name in enumerate(names, 1)}
    return answer_of([[numbers[name] for name in group] for group in groups])


def _place(item_id: bytes, name: str) -> bytes:
    return hashlib.blake2b(item_id + name.encode(), digest_size=8, person=b"sides").digest()
