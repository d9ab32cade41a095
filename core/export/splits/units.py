"""What is parted is not the item but the unit: items that may not be told apart stand on one side, all of them."""

from __future__ import annotations

import hashlib
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class SplitItem:
    """What parting an item needs to know of it. `near`: its group of near-duplicates (0: none); `group`: its value in the group's column.

    `id` travels between machines, as the order must; `at`: when, as text that sorts by time; `said`: a hash of its text.
    """

    seq: int
    id: bytes
    labels: tuple[str, ...]
    near: int = 0
    group: str | None = None
    at: str = ""
    said: int = 0


@dataclass(slots=True)
class Unit:
    """Items (places in the list of all) that stay together. `labels` counts over them; `key` orders units at random, by the seed."""

    places: list[int] = field(default_factory=list[int])
    labels: Tally[str] = field(default_factory=Tally[str])
    key: bytes = b""

    @property
    def size(self) -> int:
        """How many items it holds."""
        return len(self.places)


def units_of(items: Sequence[SplitItem], seed: int) -> list[Unit]:
    """The units, in an order that follows from the seed and the ids of the items alone: larger ones first, as they are harder to place."""
    roots = _Roots(len(items))
    for told in ("near", "group"):
        first: dict[object, int] = {}
        for place, item in enumerate(items):
            value = getattr(item, told)
            if value:
                roots.join(first.setdefault(value, place), place)
    units: dict[int, Unit] = {}
    for place, item in enumerate(items):
        unit = units.setdefault(roots.of(place), Unit())
        unit.places.append(place)
        unit.labels.update(item.labels)
    for unit in units.values():
        unit.key = order_key(min(items[place].id for place in unit.places), seed)
    return sorted(units.values(), key=lambda unit: (-unit.size, unit.key))


def order_key(item_id: bytes, seed: int) -> bytes:
    """A random place that follows from the seed: BLAKE2b of the id, keyed by it."""
    return hashlib.blake2b(item_id, digest_size=12, key=b"split %d" % seed).digest()


class _Roots:
    """Disjoint sets with path halving (Tarjan and van Leeuwen 1984)."""

    def __init__(self, n: int) -> None:
        self._over = list(range(n))

    def of(self, one: int) -> int:
        over = self._over
        while over[one] != one:
            over[one] = over[over[one]]
            one = over[one]
        return one

    def join(self, one: int, other: int) -> None:
        one, other = self.of(one), self.of(other)
        self._over[max(one, other)] = min(one, other)
