"""What every policy offers: the examples that it would take, the most important first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from core.prompts.content import ExamplePolicy
from core.prompts.examples.example import Target
from core.prompts.examples.pool import Entry, Pool

#: an entry, and the code for why it was taken
Pick = tuple[Entry, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What examples are wanted for. `allowed` tells (and counts) whether an entry may be one for this item; ask it once for each.

    `seed` is the same for all items of a prompt version.
    """

    policy: ExamplePolicy
    pool: Pool
    target: Target
    seed: str
    allowed: Callable[[Entry], bool]
    miss: Callable[[str], None]


class Policy(Protocol):
    """One way to choose examples."""

    #: whether the order of the examples is another one for each item
    per_item: bool

    def count(self, policy: ExamplePolicy) -> int:
        """How many examples there are to be, at most."""
        ...

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """Examples that are allowed, the most important first, as many as there are."""
        ...
