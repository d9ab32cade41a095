"""Which items are picked: some by number, or all that match but some. It survives sorting, and a million cost nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Picks:
    """`all_but`: every item of the filtered set is picked, except those in `seqs`; else just those in `seqs`."""

    all_but: bool = False
    seqs: set[int] = field(default_factory=set[int])

    def __contains__(self, item_seq: int) -> bool:
        return (item_seq in self.seqs) != self.all_but

    def toggle(self, item_seq: int) -> None:
        """Pick an item, or leave it."""
        self.seqs ^= {item_seq}

    def take(self, item_seqs: Iterable[int]) -> None:
        """Pick these too."""
        if self.all_but:
            self.seqs.difference_update(item_seqs)
        else:
            self.seqs.update(item_seqs)

    def take_all(self) -> None:
        """Pick all that match."""
        self.all_but, self.seqs = True, set()

    def clear(self) -> None:
        """Pick nothing."""
        self.all_but, self.seqs = False, set()

    def count(self, total: int) -> int:
        """How many are picked when `total` match."""
        return max(0, total - len(self.seqs)) if self.all_but else len(self.seqs)

    @property
    def nothing(self) -> bool:
        """Whether nothing is picked by hand."""
        return not self.all_but and not self.seqs
