"""Where the reader has been: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A page, one of its sections, and how far it was scrolled when it was left (pixels; -1: to the section)."""

    page: str
    section: int = 0
    scrolled: int = -1


class Trail:
    """The places in the order in which they were gone to; going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """Where the reader is."""
        return self._places[self._at] if self._places else None

    @property
    def can_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        """Whether there is a place after."""
        return self._at + 1 < len(self._places)

    def go(self, place: Place) -> None:
        """The reader goes to a place; going where one is already leaves no trace."""
        here = self.here
        if here is not None and (here.page, here.section) == (place.page, place.section):
            return
        self._places = [*self._places[: self._at + 1], place]
        self._at += 1

    def left_at(self, scrolled: int) -> None:
        """Keep how far the place was scrolled that is left now."""
        if self._places:
            self._places[self._at] = replace(self._places[self._at], scrolled=scrolled)

    def step(self, by: int) -> Place | None:
        """One place back (-1) or forward (+1); None where there is none."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
