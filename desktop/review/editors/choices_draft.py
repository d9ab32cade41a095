"""The labels that are ticked, beside those that are suggested: what is the model's, what the person has changed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from core.domain.json import JsonValue

DIGITS = 9
_KNOWN_AHEAD = 5  # places that suggested labels and their runners-up take; the rest wait for what is found by name


class Tick(StrEnum):
    """How a label stands."""

    NONE = "none"
    SUGGESTED = "suggested"  # ticked because the model says so
    ADDED = "added"  # ticked by the person, and not suggested
    REMOVED = "removed"  # suggested, and unticked by the person
    PROPOSED = "proposed"  # suggested after the person had begun, and not ticked


class TickDraft:
    """Follows the suggestion until it is changed; a suggestion that comes later changes nothing that a person has done."""

    def __init__(self) -> None:
        self._suggested: tuple[str, ...] = ()
        self._ticked: set[str] = set()
        self._removed: set[str] = set()

    @property
    def touched(self) -> bool:
        """Whether what is ticked differs from what is suggested."""
        return self._ticked != set(self._suggested)

    @property
    def ticked(self) -> frozenset[str]:
        """The labels of the answer."""
        return frozenset(self._ticked)

    @property
    def concerned(self) -> frozenset[str]:
        """The labels that are ticked or suggested."""
        return self.ticked | frozenset(self._suggested)

    def clear(self) -> None:
        """Another item."""
        self._suggested, self._ticked, self._removed = (), set(), set()

    def suggest(self, names: Iterable[str]) -> None:
        """These are suggested now; they are ticked unless something else was made of what was suggested before."""
        untouched = not self.touched
        self._suggested = tuple(names)
        if untouched:
            self.restore()

    def restore(self) -> None:
        """Back to the suggestion as it is."""
        self._ticked, self._removed = set(self._suggested), set()

    def keep_to(self, names: Iterable[str]) -> None:
        """The task has these labels now: others cannot be ticked."""
        self._ticked &= set(names)

    def toggle(self, name: str) -> None:
        """Tick or untick a label."""
        self._ticked ^= {name}
        if name in self._ticked:
            self._removed.discard(name)
        elif name in self._suggested:
            self._removed.add(name)

    def tick(self, name: str) -> Tick:
        """How a label stands."""
        if name in self._ticked:
            return Tick.SUGGESTED if name in self._suggested else Tick.ADDED
        if name not in self._suggested:
            return Tick.NONE
        return Tick.REMOVED if name in self._removed else Tick.PROPOSED

    def in_order(self, names: Iterable[str]) -> list[JsonValue]:
        """The answer: what is ticked, in the order of the task."""
        return [name for name in names if name in self._ticked]


class Slots:
    """Which labels stand under the digits. Up to nine labels have their place in the task; of more, what has been shown keeps its own."""

    def __init__(self) -> None:
        self._all: tuple[str, ...] = ()
        self._shown: list[str] = []

    @property
    def few(self) -> bool:
        """Whether every label has a digit."""
        return len(self._all) <= DIGITS

    @property
    def shown(self) -> tuple[str, ...]:
        """The labels in their places; those beyond the ninth have no digit."""
        return self._all if self.few else tuple(self._shown)

    def set_labels(self, names: tuple[str, ...]) -> None:
        """The labels of the task; what is shown stays in its place, also when a tenth label comes."""
        if self.few:
            self._shown = list(self._all)
        self._all = names
        self._shown = [name for name in self._shown if name in names]

    def clear(self) -> None:
        """Another item."""
        self._shown = []

    def add_suggested(self, suggested: Iterable[str], others: Iterable[str]) -> None:
        """All that are suggested, and of their runners-up as many as leave room for what will be found."""
        for name in suggested:
            self.add(name)
        for name in others:
            if len(self._shown) < _KNOWN_AHEAD:
                self.add(name)

    def add(self, name: str) -> None:
        """Show a label in the next place, unless it has one."""
        if name in self._all and name not in self._shown:
            self._shown.append(name)

    def at(self, place: int) -> str:
        """The label under a digit, counted from 0; empty when there is none."""
        return self.shown[place] if place < min(DIGITS, len(self.shown)) else ""
