"""Which labels may go into a dataset: by what they are for, how they came about, whose items they are, what was in view.

Every label that is left out has a reason, by code: `open`, `skipped`, `rejected`, `retired`, `erased` (it has no label); `source_terms`,
`retention` (its source); `blind_sample` (kept for evaluation); `provenance`; `seen` (the model to be evaluated was in view, or may have
given the label); `unresolved` (people disagree); `filter`.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from core.domain.uses import Purpose
from core.domain.vocabulary import Provenance
from core.export.exposure import seen_on, taken_from
from core.export.position import Position
from core.export.recipe import Recipe
from core.export.row import Rows

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

    def sift(self, connection: Connection, rows: Rows, position: Position, left_out: Tally[str]) -> Rows:
        """The rows that may go; counts the others by reason."""
        whys = self._whys(rows)
        if any(whys):
            left_out.update(filter(None, whys))
            rows = rows.where([not why for why in whys])
        return self._unseen(connection, rows, position, left_out) if self.suggesters and rows.seq else rows

    def _whys(self, rows: Rows) -> list[str]:
        """Why each row may not go; empty where it may."""
        taken, blind_apart, forbidden = self.provenance, self.keeps_blind_apart, self.forbidden
        if not forbidden and not blind_apart and len(taken) == len(Provenance):  # everything that has a label: said quickly
            return rows.why
        blind = [blind_apart and sampled for sampled in rows.sampled_blind]
        return [
            why or forbidden.get(came) or ("blind_sample" if apart else "" if source in taken else "provenance")
            for why, came, source, apart in zip(rows.why, rows.import_seq, rows.source, blind, strict=True)
        ]

    def _unseen(self, connection: Connection, rows: Rows, position: Position, left_out: Tally[str]) -> Rows:
        """Without those on which a suggester to be evaluated was in view before the answer, or that it may have answered."""
        others = [place for place, source in enumerate(rows.source) if source != Provenance.BLIND]
        seen = seen_on(connection, [rows.seq[place] for place in others], self.suggesters, position.event)
        decisions = [rows.decision_seq[place] for place in others]
        taken = taken_from(connection, [one for one in decisions if one is not None], self.suggesters)
        # Whoever was grouped with a neighbour took its answer, which may have been given with the model in view.
        held = {rows.seq[place] for place in others if rows.source[place] in (Provenance.GROUPED, Provenance.AUTO)}
        held |= seen | {rows.seq[place] for place in others if rows.decision_seq[place] in taken}
        left_out["seen"] += len(held)
        return rows.where([seq not in held for seq in rows.seq])
