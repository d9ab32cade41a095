"""The figures of an error report: how suggestions were judged, by what they were taken for, and what each mend would be worth."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.domain.task import Task
from core.domain.vocabulary import Verdict
from core.export.confusing import Confusion, confusions
from core.export.mistakes import Judged, Refused

#: how many corrections of each way to be wrong are kept to be shown
_KEPT = 50


@dataclass(slots=True)
class Mistakes:
    """Corrections that have one way to be wrong. `alone`: those that have no other."""

    n: int = 0
    alone: int = 0
    first: list[Judged] = field(default_factory=list[Judged])

    def add(self, judged: Judged, *, alone: bool) -> None:
        """Count a correction; one with nothing else wrong goes before others as an example."""
        self.n += 1
        self.alone += alone
        if len(self.first) < _KEPT:
            self.first.insert(self.alone - 1 if alone else len(self.first), judged)


@dataclass(slots=True)
class Verdicts:
    """Suggestions that were judged. Acceptance: accepted / (accepted + corrected + rejected), assisted decisions only (product.md)."""

    task: Task
    verdicts: Tally[str] = field(default_factory=Tally[str])
    confused: dict[Confusion, Mistakes] = field(default_factory=lambda: defaultdict[Confusion, Mistakes](Mistakes))
    rejected: dict[str, list[Judged]] = field(default_factory=lambda: defaultdict[str, list[Judged]](list))
    reasons: Tally[str] = field(default_factory=Tally[str])
    refused: Tally[str] = field(default_factory=Tally[str])

    def add(self, page: Iterable[Judged]) -> None:
        """Count suggestions that were judged."""
        for one in page:
            self.verdicts[one.verdict] += 1
            if one.verdict == Verdict.REJECTED:
                self.reasons[one.reason or "other"] += 1
                kept = self.rejected[one.reason or "other"]
                kept += [one] if len(kept) < _KEPT else []
            elif one.verdict == Verdict.CORRECTED:
                self._corrected(one)

    def _corrected(self, judged: Judged) -> None:
        ways = confusions(self.task, judged.suggested, judged.answer)
        for way in ways:
            self.confused[way].add(judged, alone=len(ways) == 1)

    def refuse(self, page: Sequence[Refused], names: Iterable[str]) -> None:
        """Count suggestions for which another was asked, by the names of what they said."""
        self.refused.update(names)
        self.refused[""] += len(page)

    @property
    def judged(self) -> int:
        """How many there are."""
        return sum(self.verdicts.values())

    @property
    def accepted(self) -> int:
        """How many of them were accepted."""
        return self.verdicts[Verdict.ACCEPTED]

    def worst(self, n: int) -> list[tuple[Confusion, Mistakes]]:
        """The ways to be wrong that corrections have most often."""
        return sorted(self.confused.items(), key=lambda one: (-one[1].n, one[0]))[:n]

    def share(self, more: int = 0) -> float:
        """The acceptance, 0 to 1, if `more` of those that were not accepted had been; 0 where nothing was judged."""
        return (self.accepted + more) / self.judged if self.judged else 0.0
