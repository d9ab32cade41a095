"""The examples that the prompt version names, the first named being the most important."""

from __future__ import annotations

from collections.abc import Iterator

from core.prompts.content import ExamplePolicy
from core.prompts.examples.policy import Pick, Wanted


class Fixed:
    """The policy `fixed`: all that are named, whatever `n` says."""

    per_item: bool = False

    def count(self, policy: ExamplePolicy) -> int:
        """See `Policy.count`."""
        return len(policy.items)

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """See `Policy.picks`; what is named but may not be an example (any more) is counted as `not_in_pool`."""
        for item_id in wanted.policy.items:
            entry = wanted.pool.find(item_id)
            if entry is None:
                wanted.miss("not_in_pool")
            elif wanted.allowed(entry):
                yield entry, "fixed"
