"""From lines of the ledger to learning steps: the same for a live decision and for the replay at the next start.

The learner holds, for each item, the answer of its standing decision. Blind items teach nothing (product.md, Two samples); a
decision that replaces another first takes the other back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.json import Answer
from core.domain.vocabulary import EventKind, Provenance, Sample, Verdict

_TEACHES = frozenset({Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.ANSWERED})
#: provenances that carry a signal (bulk and grouped give none: product.md, Provenance)
_SIGNALS = frozenset({Provenance.ASSISTED, Provenance.UNASSISTED})


@dataclass(frozen=True, slots=True)
class Taught:
    """A decision as far as learning is concerned. `raw` is the raw score of the built-in suggestion in view, if there was one."""

    decision_id: bytes
    item_seq: int
    verdict: str
    answer: Answer
    provenance: str
    sample: str
    raw: float | None = None

    @property
    def teaches(self) -> bool:
        """Whether the learner may learn the answer."""
        return self.sample != Sample.BLIND and self.verdict in _TEACHES and self.provenance in _SIGNALS

    @property
    def calibrates(self) -> bool:
        """Whether acceptance of the suggestion in view may calibrate its confidence."""
        judged = self.verdict in (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED)
        return self.sample != Sample.BLIND and self.provenance == Provenance.ASSISTED and judged and self.raw is not None


@dataclass(frozen=True, slots=True)
class LabelStep:
    """The learner learns (`sign` +1) or unlearns (-1) that the item has this answer."""

    item_seq: int
    answer: Answer
    sign: int


@dataclass(frozen=True, slots=True)
class ScoreStep:
    """The calibration learns (+1) or unlearns (-1) that a suggestion with this raw score was accepted or not."""

    raw: float
    accepted: bool
    sign: int


TeachingStep = LabelStep | ScoreStep


class Teaching:
    """Follows the ledger of one project, line by line, and says what is to be learnt."""

    def __init__(self) -> None:
        self._active: dict[int, list[Taught]] = {}

    def take(self, kind: str, decision: Taught) -> Iterator[TeachingStep]:
        """What the line `kind` (decided, undone, redone) about `decision` teaches."""
        stack = self._active.setdefault(decision.item_seq, [])
        before = _standing(stack)
        if kind == EventKind.UNDONE:
            stack[:] = [one for one in stack if one.decision_id != decision.decision_id]
        else:
            stack.append(decision)
        after = _standing(stack)
        if not stack:
            del self._active[decision.item_seq]
        yield from _changed(before, after)
        if decision.calibrates:
            assert decision.raw is not None
            accepted = decision.verdict == Verdict.ACCEPTED
            yield ScoreStep(decision.raw, accepted, -1 if kind == EventKind.UNDONE else +1)


def _standing(stack: list[Taught]) -> Taught | None:
    decided = [one for one in stack if one.verdict != Verdict.SKIPPED]
    return decided[-1] if decided and decided[-1].teaches else None


def _changed(before: Taught | None, after: Taught | None) -> Iterator[TeachingStep]:
    if before is after:
        return
    if before is not None:
        yield LabelStep(before.item_seq, before.answer, -1)
    if after is not None:
        yield LabelStep(after.item_seq, after.answer, +1)
