"""Labels that are paths (`Electronics > Audio > Headphones`) as a tree: what stands below a place, in the order of the task.

A place is the tuple of steps that lead to it. Where only one step follows and no label ends, the step is taken along with the one
before: nobody has to press a key where there is nothing to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.kinds.choice import steps

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One way on from a place. `texts`: the steps that are taken together, nearly always one; `label`: the label that ends here.

    `inner`: further steps follow. Where a label ends and others go on below it, it is offered once more as the first way on from there.
    """

    place: Place
    texts: tuple[str, ...]
    label: str = ""
    inner: bool = False


class PathTree:
    """The labels of a task by their steps. Flat labels are paths of one step."""

    def __init__(self, names: Sequence[str], separator: str) -> None:
        self._labels: dict[Place, str] = {}
        self._places: dict[str, Place] = {}
        self._below: dict[Place, list[Place]] = {(): []}
        for name in names:
            self._add(name, separator)

    @property
    def top(self) -> Place:
        """Where one starts: the first place with something to choose."""
        place: Place = ()
        while self._bare(place) and self._below[self._below[place][0]]:
            place = self._below[place][0]
        return place

    @property
    def widest(self) -> int:
        """How many ways on there are from the place that has most."""
        return max(len(below) + bool(below and place in self._labels) for place, below in self._below.items())

    def place_of(self, name: str) -> Place:
        """The place at which the label called `name` ends; empty when there is no such label."""
        return self._places.get(name, ())

    def below(self, place: Place) -> tuple[Step, ...]:
        """The ways on from `place`, in the order of the task."""
        own = self._labels.get(place, "")
        itself = (Step(place, place[-1:], own),) if own and self._below.get(place) else ()
        return (*itself, *(self._step(place, one) for one in self._below.get(place, ())))

    def up(self, place: Place) -> Place:
        """The place from which one came to `place`; the top from the top."""
        if len(place) <= len(self.top):
            return self.top
        above = place[:-1]
        while len(above) > len(self.top) and self._bare(above):
            above = above[:-1]
        return above

    def _step(self, place: Place, child: Place) -> Step:
        end = self._along(child)
        inner = bool(self._below[end])
        return Step(end, end[len(place) :], "" if inner else self._labels[end], inner)

    def _along(self, place: Place) -> Place:
        while self._bare(place):
            place = self._below[place][0]
        return place

    def _bare(self, place: Place) -> bool:
        """Whether only one step follows and no label ends here."""
        return len(self._below[place]) == 1 and place not in self._labels

    def _add(self, name: str, separator: str) -> None:
        place = tuple(step for step in steps(name, separator) if step) or (name,)
        if place in self._labels:
            place = (*place[:-1], name)  # two names that differ in white space alone stay two
        for at in range(len(place)):
            if place[: at + 1] not in self._below:
                self._below[place[: at + 1]] = []
                self._below[place[:at]].append(place[: at + 1])
        self._labels[place] = name
        self._places[name] = place
