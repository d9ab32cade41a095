"""Which labels may go into a dataset: by what they are for, how they came about, whose items they are, what was in view.

Every label that is left out has a reason, by code: `open`, `skipped`, `rejected`, `retired`, `erased` (it has no label); `source_terms`,
`retention` (its source); `blind_sample` (kept for evaluation); `provenance`; `seen` (the model to be evaluated was in view, or may have
given the label); `unresolved` (people disagree); `filter`.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export.exposure import seen_on, taken_from
from core.export.position import Position
from core.export.reading import Row
from core.export.recipe import Recipe

_EVERY = tuple(Provenance)
#: what people looked at one by one, and what came with the data
_LOOKED_AT = (Provenance.ASSISTED, Provenance.UNASSISTED, Provenance.IMPORTED)

#: what a purpose takes unless it is told otherwise
DEFAULTS: dict[Purpose, tuple[Provenance, ...]] = {
    Purpose.CLASSIFIER: (*_LOOKED_AT, Provenance.BULK, Provenance.GROUPED),
    Purpose.PROMPT: _LOOKED_AT,
    Purpose.EVALUATE: (Provenance.BLIND,),
    Purpose.FINE_TUNE: _LOOKED_AT,
    Purpose.EXCHANGE: _EVERY,
    Purpose.AUDIT: _EVERY,
}
#: purposes that teach: items of the blind sample never do (product.md, Two samples)
TEACHING = frozenset({Purpose.CLASSIFIER, Purpose.PROMPT, Purpose.FINE_TUNE})


@dataclass(slots=True)
class Policy:
    """What one recipe lets through. `forbidden`: by import run, why its items may not be used (core/storage/sources.py)."""

    recipe: Recipe
    forbidden: Mapping[int, str] = field(default_factory=dict[int, str])
    suggesters: frozenset[int] = frozenset()

    @property
    def provenance(self) -> frozenset[str]:
        """The provenances that are taken."""
        return frozenset(self.recipe.provenance or DEFAULTS[self.recipe.purpose])

    @property
    def asked(self) -> bool:
        """Whether other provenances were asked for than the purpose takes by itself."""
        return bool(self.recipe.provenance) and set(self.recipe.provenance) != set(DEFAULTS[self.recipe.purpose])

    @property
    def keeps_blind_apart(self) -> bool:
        """Whether the blind sample is left out: always where it teaches, unless blind labels were asked for by name."""
        return self.recipe.purpose in TEACHING and Provenance.BLIND not in self.provenance

    @property
    def blind_first(self) -> bool:
        """Whether the blind answer counts, also where the reviewer changed their mind after the reveal."""
        return self.recipe.purpose is Purpose.EVALUATE

    def sift(self, connection: Connection, rows: Sequence[Row], position: Position, left_out: Tally[str]) -> list[Row]:
        """The rows that may go; counts the others by reason."""
        taken, blind_apart, forbidden = self.provenance, self.keeps_blind_apart, self.forbidden
        passed: list[Row] = []
        if not forbidden and not blind_apart and len(taken) == len(Provenance):  # everything that has a label: said quickly
            passed = [row for row in rows if not row.why]
            left_out.update(row.why for row in rows if row.why)
            rows = ()
        for row in rows:
            why = row.why or forbidden.get(row.import_seq, "")
            if not why and row.source not in taken:
                why = "blind_sample" if blind_apart and row.sampled_blind else "provenance"
            if not why and blind_apart and row.sampled_blind:
                why = "blind_sample"
            if why:
                left_out[why] += 1
            else:
                passed.append(row)
        return self._unseen(connection, passed, position, left_out) if self.suggesters and passed else passed

    def _unseen(self, connection: Connection, rows: list[Row], position: Position, left_out: Tally[str]) -> list[Row]:
        """Without those on which a suggester to be evaluated was in view before the answer, or that it may have answered."""
        others = [row for row in rows if row.source != Provenance.BLIND]
        seen = seen_on(connection, [row.seq for row in others], self.suggesters, position.event)
        decisions = [row.decision_seq for row in others if row.decision_seq is not None]
        taken = taken_from(connection, decisions, self.suggesters)
        # Whoever was grouped with a neighbour took its answer, which may have been given with the model in view.
        held = {row.seq for row in others if row.source in (Provenance.GROUPED, Provenance.AUTO)}
        held |= seen | {row.seq for row in others if row.decision_seq in taken}
        left_out["seen"] += len(held)
        return [row for row in rows if row.seq not in held]
