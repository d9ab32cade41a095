"""Iterative stratification: every split gets its share of every label, the rarest labels first.

Sechidis, Tsoumakas and Vlahavas, On the Stratification of Multi-Label Data (ECML PKDD 2011), Algorithm 1; here over units of items that
stay together, with ties broken by the order of the splits instead of at random. One label an item is the special case.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence

from core.export.splits.units import Unit


def stratify(units: Sequence[Unit], shares: Sequence[float], fixed: Mapping[int, int]) -> list[int]:
    """The split of each unit, as a place in `shares`. `fixed`: units (by place) that have theirs already, and count as placed."""
    state = _Placing(units, shares)
    for place, split in fixed.items():
        state.put(place, split)
    for place in state.in_order():
        state.put(place, state.best(place))
    return state.splits


class _Placing:
    def __init__(self, units: Sequence[Unit], shares: Sequence[float]) -> None:
        self.units, self.shares = units, shares
        self.splits = [-1] * len(units)
        total = sum(unit.size for unit in units)
        self.wanted = [total * share for share in shares]
        self.left: dict[str, int] = defaultdict(int)
        self.holding: dict[str, list[int]] = defaultdict(list)
        for place, unit in enumerate(units):
            for label, count in unit.labels.items():
                self.left[label] += count
                self.holding[label].append(place)
        self.wanted_of = {label: [count * share for share in shares] for label, count in self.left.items()}
        self._label = ""

    def put(self, place: int, split: int) -> None:
        unit = self.units[place]
        self.splits[place] = split
        self.wanted[split] -= unit.size
        for label, count in unit.labels.items():
            self.left[label] -= count
            self.wanted_of[label][split] -= count

    def best(self, place: int) -> int:
        """The split that wants the present label most, then the one that wants items most."""
        wanted = self.wanted_of.get(self._label) or [0.0] * len(self.shares)
        return max(range(len(self.shares)), key=lambda split: (round(wanted[split], 9), round(self.wanted[split], 9), -split))

    def in_order(self) -> list[int] | _Order:
        return _Order(self)

    def turn_to(self, label: str) -> None:
        """`label` is what is placed now."""
        self._label = label


class _Order:
    """Goes through the units that have no split: those of the label with the fewest items left, then of the next; at last those without."""

    def __init__(self, placing: _Placing) -> None:
        self._placing = placing
        self._heap = [(count, label) for label, count in placing.left.items() if count > 0]
        heapq.heapify(self._heap)
        self._waiting: list[int] = []

    def __iter__(self) -> _Order:
        return self

    def __next__(self) -> int:
        splits = self._placing.splits
        while True:
            while self._waiting:
                place = self._waiting.pop()
                if splits[place] < 0:
                    return place
            if not self._next_label():
                raise StopIteration

    def _next_label(self) -> bool:
        """Turn to the rarest label; its count may have gone down since it was noted. False when every unit has been handed out."""
        placing = self._placing
        while self._heap:
            count, label = heapq.heappop(self._heap)
            now = placing.left[label]
            if 0 < now < count:
                heapq.heappush(self._heap, (now, label))
            elif now > 0:
                placing.turn_to(label)
                self._waiting = placing.holding[label][::-1]
                return True
        placing.turn_to("")
        self._waiting = [place for place in range(len(placing.units) - 1, -1, -1) if placing.splits[place] < 0]
        return bool(self._waiting)
