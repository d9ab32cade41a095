"""What every order of a queue offers: candidates from an index, and whether to rank them by confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.engine import Connection

from core.storage.sources import Span


@dataclass(frozen=True, slots=True)
class Eligible:
    """Which items may be drawn: those of a project with this status in neither sample, less `exclude`.

    `before_decision` (0: none) keeps a pass over skipped items from meeting what was skipped in this very pass. `barred`: items that the
    terms of their source keep from being reviewed, of which `withheld` have this status and are in neither sample.
    """

    project_seq: int
    status: str
    exclude: frozenset[int]
    before_decision: int = 0
    seed: int = 0
    barred: tuple[Span, ...] = ()
    withheld: int = 0


@dataclass(slots=True)
class Cursor:
    """How far a session has come in its order; what it means is the order's own."""

    at: int = 0
    windows: int = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Item numbers in the order in which to draw them, or to be ranked first (`rank`) by least confidence."""

    item_seqs: list[int]
    rank: bool = False


class Order(Protocol):
    """One order of a queue."""

    @property
    def name(self) -> str:
        """The word for the order in tables, on the command line and in `Card.why`."""
        ...

    @property
    def random(self) -> bool:
        """Whether draws are random, so that each has a known propensity."""
        ...

    @property
    def counted(self) -> bool:
        """Whether what it draws from is what the maintained counters count; else only asking it tells how much is left."""
        ...

    @property
    def sampled(self) -> bool:
        """Whether draws from the standing samples have their places among its own."""
        ...

    def candidates(self, connection: Connection, eligible: Eligible, cursor: Cursor, n: int) -> Candidates:
        """At least `n` items to draw from, where there are so many. Its cost does not grow with the project or with what is done."""
        ...
