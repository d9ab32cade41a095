"""No examples."""

from __future__ import annotations

from collections.abc import Iterator

from core.prompts.content import ExamplePolicy
from core.prompts.examples.policy import Pick, Wanted


class NoExamples:
    """The policy `none`."""

    per_item: bool = False

    def count(self, policy: ExamplePolicy) -> int:
        """See `Policy.count`."""
        return 0

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """See `Policy.picks`."""
        return iter(())
