"""As the labels are spread over what was decided: seats by largest remainder (Hamilton's method)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from core.prompts.content import ExamplePolicy
from core.prompts.examples.deck import dealt, label_of, round_robin
from core.prompts.examples.policy import Pick, Wanted


class Proportional:
    """The policy `proportional`. Within a label as in `stratified`; where the seats cannot be filled, others move up."""

    per_item: bool = False

    def count(self, policy: ExamplePolicy) -> int:
        """See `Policy.count`."""
        return policy.n

    def picks(self, wanted: Wanted) -> Iterator[Pick]:
        """See `Policy.picks`: the greatest labels first, in turn, so that what is dropped is the surplus of these."""
        deck = dealt(wanted.pool, wanted.seed)
        given = seats({label: len(entries) for label, entries in deck.items()}, wanted.policy.n)
        ordered = sorted(deck, key=lambda label: -len(deck[label]))
        streams = {label: filter(wanted.allowed, deck[label]) for label in ordered}
        first = round_robin([islice(streams[label], given[label]) for label in ordered])
        return ((entry, label_of(entry)) for entry in chain(first, round_robin(list(streams.values()))))


def seats(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """`n` seats in proportion to `counts`: the whole part of each share, the rest to the largest remainders, ties in their order."""
    total = sum(counts.values())
    shares = {label: divmod(n * count, total) for label, count in counts.items()}
    left = n - sum(whole for whole, _ in shares.values()) if shares else 0
    lucky = set(sorted(shares, key=lambda label: -shares[label][1])[:left])
    return {label: whole + (label in lucky) for label, (whole, _) in shares.items()}
