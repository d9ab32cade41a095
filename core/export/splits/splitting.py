"""The splits of one dataset: what has one keeps it, the rest is parted as the recipe says, and what leaks is told."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.domain.json import JsonValue
from core.errors import UserError
from core.export.recipe import SplitPlan
from core.export.splits.assigned import Assigned
from core.export.splits.leakage import leakage
from core.export.splits.stratify import stratify
from core.export.splits.times import by_time
from core.export.splits.units import SplitItem, Unit, units_of


@dataclass(slots=True)
class Splits:
    """The split of each item, and its group. `new`: what was assigned now; `cuts`: the instants of a split by time."""

    names: tuple[str, ...] = ()
    of_item: Assigned = field(default_factory=Assigned)
    new: Assigned = field(default_factory=Assigned)
    groups: dict[int, str] = field(default_factory=dict[int, str])
    cuts: list[str] = field(default_factory=list[str])
    leaks: dict[str, int] = field(default_factory=dict[str, int])

    def split(self, item_seq: int) -> str:
        """The name of an item's split; empty where nothing was split, and of an item of which the format writes nothing."""
        return self.of_item[item_seq][0] if item_seq in self.of_item and self.names else ""

    def group(self, item_seq: int) -> str:
        """What an item's group is called: its value in the group's column, else its near-duplicates; empty without either."""
        if item_seq in self.groups:
            return self.groups[item_seq]
        near = self.of_item[item_seq][1] if item_seq in self.of_item else 0
        return f"near-{near}" if near else ""

    def to_json(self) -> dict[str, JsonValue]:
        """What the manifest says besides the counts."""
        return {"cuts": list[JsonValue](self.cuts), "leakage": dict[str, JsonValue](self.leaks)}


def split_items(items: Sequence[SplitItem], plan: SplitPlan, seed: int, before: Assigned, cuts: Sequence[str] = ()) -> Splits:
    """Part the items. `before`: what earlier datasets assigned, and which is kept. Raises `UserError` when it has other splits."""
    known = {} if plan.resplit else {item.seq: before[item.seq][0] for item in items if item.seq in before}
    _require_names(plan, known)
    units = units_of(items, seed)
    fixed = _fixed(items, units, known, plan.names)
    shares = [share for _, share in plan.shares]
    if plan.by_time:
        places, points = by_time(items, units, shares, fixed, () if plan.resplit else cuts)
    else:
        places, points = stratify(units, shares, fixed), []
    splits = Splits(plan.names, cuts=points)
    for unit, place in zip(units, places, strict=True):
        for item in (items[at] for at in unit.places):
            split = (known.get(item.seq, plan.names[place]), item.near)
            splits.of_item[item.seq] = split
            if item.seq not in known:
                splits.new[item.seq] = split
    splits.groups = {item.seq: item.group for item in items if item.group}
    splits.leaks = leakage(items, {seq: name for seq, (name, _) in splits.of_item.items()})
    return splits


def _require_names(plan: SplitPlan, known: dict[int, str]) -> None:
    others = sorted(set(known.values()) - set(plan.names))
    if others:
        what = (
            f"Items of this dataset are in the split {others[0]!r} since an earlier dataset, and a split never changes by itself."
        )
        todo = "Name all splits of the earlier dataset, or ask for new ones with --resplit."
        raise UserError("split.other", what, kept="Nothing was written.", todo=todo)


def _fixed(items: Sequence[SplitItem], units: Sequence[Unit], known: dict[int, str], names: Sequence[str]) -> dict[int, int]:
    """Units of which an item has its split already. The others follow it, or most of them where they were parted before."""
    fixed: dict[int, int] = {}
    for place, unit in enumerate(units):
        there = Tally(known[items[at].seq] for at in unit.places if items[at].seq in known)
        if there:
            fixed[place] = names.index(min(there, key=lambda name: (-there[name], names.index(name))))
    return fixed
