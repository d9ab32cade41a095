"""The figures of preference data and of lessons, for the manifest."""

from __future__ import annotations

from array import array
from collections import Counter as Tally
from dataclasses import dataclass, field
from statistics import fmean, median

from core.domain.json import JsonValue
from core.export.cut import Cut
from core.export.pairs.pair import Preference
from core.export.pairs.prompt import Prompt


@dataclass(slots=True)
class Figures:
    """Counts what passes: by action and cause, how much longer the chosen replies are, where prompts come from."""

    actions: Tally[str] = field(default_factory=Tally[str])
    causes: Tally[str] = field(default_factory=Tally[str])
    origins: Tally[str] = field(default_factory=Tally[str])
    sides: Tally[str] = field(default_factory=Tally[str])
    gaps: array[int] = field(default_factory=lambda: array("q"))
    weight: float = 0.0
    across: int = 0

    def take(self, cut: Cut, one: Preference) -> None:
        """Count a preference."""
        self.actions[one.action] += 1
        self.causes[one.cause.value] += 1
        self.weight += one.weight
        gap = one.length_gap
        self.sides["pairs" if gap is not None else "positive" if one.rejected is None else "negative"] += 1
        if gap is not None:
            self.gaps.append(gap)
        self.take_prompt(cut, one.prompt, one.record.seq)
        cut.lose("renamed_labels", int(one.outdated))

    def take_prompt(self, cut: Cut, prompt: Prompt, item_seq: int) -> None:
        """Count a prompt: where it comes from, whether it asks for reasons, and whether it holds an item of another split as an example."""
        self.origins[prompt.origin.value] += 1
        cut.lose("rationale", int(prompt.reasons))
        splits = cut.splits
        if splits.names and prompt.examples:
            others = {splits.of_item[seq][0] for seq in prompt.examples if seq in splits.of_item}
            self.across += bool(others - {splits.split(item_seq)})

    def to_json(self) -> dict[str, JsonValue]:
        """The figures. `length_gap`: characters of the chosen reply minus those of the rejected one, over pairs."""
        found: dict[str, JsonValue] = {"prompts": _counts(self.origins), "examples_in_other_splits": self.across}
        if not self.actions:
            return found
        pairs = {name: self.sides[name] for name in ("pairs", "positive", "negative")}
        weight = round(self.weight / self.actions.total(), 6)
        found |= {
            "signals": _counts(pairs),
            "actions": _counts(self.actions),
            "causes": _counts(self.causes),
            "mean_weight": weight,
        }
        return {**found, "length_gap": self._length_gap()} if self.gaps else found

    def _length_gap(self) -> JsonValue:
        longer = sum(gap > 0 for gap in self.gaps) / len(self.gaps)
        return {"mean": round(fmean(self.gaps), 3), "median": float(median(self.gaps)), "chosen_longer": round(longer, 6)}


def _counts(counts: dict[str, int]) -> dict[str, JsonValue]:
    return {name: counts[name] for name in sorted(counts)}
