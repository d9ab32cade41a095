"""As evenly over the labels as can be: one of each in turn, in an order that the seed says."""

from __future__ import annotations

from collections.abc import Iterator

from core.prompts.content import ExamplePolicy
from core.prompts.examples.deck import dealt, label_of, round_robin
from core.prompts.examples.policy import Pick, Wanted


class Stratified:
    """The policy `stratified`. The same for all items of a version, but that where one may not be shown the next moves up."""

    per_item: bool = False

    def count(self, policy: ExamplePolicy) -> int:
        """See `Policy.count`."""
        return policy.n

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """See `Policy.picks`."""
        streams = [filter(wanted.allowed, entries) for entries in dealt(wanted.pool, wanted.seed).values()]
        return ((entry, label_of(entry)) for entry in round_robin(streams))
