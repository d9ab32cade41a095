"""What every kind of thing that can be redacted gives: the places where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a text."""

    start: int
    end: int


class Finder(Protocol):
    """One kind. `region`: where numbers without a country's prefix are at home (ISO 3166-1, `DE`), or None."""

    def __call__(self, text: str, region: str | None) -> Iterator[Place]:
        """The places in `text`, from left to right, in time linear in its length."""
        ...
