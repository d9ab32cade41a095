"""Where one stands in a tree of labels: the steps under the digits, nine at a time, one level after the other."""

from __future__ import annotations

from core.domain.paths import PathTree, Place, Step

DIGITS = 9


class TreeCursor:
    """Walks a `PathTree`. Nothing in it follows from a suggestion, so that digits mean the same on a blind item."""

    def __init__(self, tree: PathTree) -> None:
        self.tree = tree
        self._top = tree.top
        self._place = self._top
        self._page = 0
        self._all = tree.below(self._top)

    @property
    def place(self) -> Place:
        """The steps that were taken."""
        return self._place

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps under the digits now."""
        first = self._page * DIGITS
        return self.all_steps[first : first + DIGITS]

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """All steps of this level."""
        return self._all

    @property
    def first(self) -> int:
        """The number of the first step shown, counted from 1."""
        return self._page * DIGITS + 1

    @property
    def can_rise(self) -> bool:
        """Whether there is a way up, or back to the first steps."""
        return self._place != self._top or self._page > 0

    @property
    def has_more(self) -> bool:
        """Whether the level has more steps than digits."""
        return len(self.all_steps) > DIGITS

    def reset(self) -> None:
        """Back to the top."""
        self._go(self._top)

    def take(self, at: int) -> str:
        """Take the step under a digit, counted from 0: gives back the label that ends there, or goes on and gives back nothing."""
        steps = self.steps
        if at >= len(steps):
            return ""
        if steps[at].inner:
            self._go(steps[at].place)
        return steps[at].label

    def rise(self) -> None:
        """Up one level, to the steps among which the one taken stands; at the top back to the first steps."""
        left = self._place
        self._go(self.tree.up(left))
        places = [step.place for step in self.all_steps]
        self._page = places.index(left) // DIGITS if left in places else 0

    def turn(self) -> None:
        """The next nine steps of the level; after the last the first."""
        pages = -(-len(self.all_steps) // DIGITS)
        self._page = (self._page + 1) % max(1, pages)

    def _go(self, place: Place) -> None:
        self._place, self._page, self._all = place, 0, self.tree.below(place)
