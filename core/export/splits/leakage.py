"""Does one split know what another is tested on: near-duplicates, one group, or the very same text on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from core.export.splits.units import SplitItem


def leakage(items: Sequence[SplitItem], splits: Mapping[int, str]) -> dict[str, int]:
    """How many items have a near-duplicate, a member of their group, or an item with the same text in another split. By item number."""
    found = dict[str, int]()
    for name, told in (("near_duplicates", "near"), ("group", "group"), ("same_text", "said")):
        sides: dict[object, set[str]] = defaultdict(set)
        members: dict[object, int] = defaultdict(int)
        for item in items:
            value = getattr(item, told)
            if value:
                sides[value].add(splits[item.seq])
                members[value] += 1
        found[name] = sum(members[value] for value, names in sides.items() if len(names) > 1)
    return found
