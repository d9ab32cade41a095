"""Parting by time: the oldest units go into the first split. Where it was cut is kept, so that later items follow the same dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from core.export.splits.units import SplitItem, Unit


def by_time(
    items: Sequence[SplitItem], units: Sequence[Unit], shares: Sequence[float], fixed: Mapping[int, int], cuts: Sequence[str] = ()
) -> tuple[list[int], list[str]]:
    """(the split of each unit, the cut points: a unit belongs to the split before the first of them that is later than it).

    A unit is as old as its latest item. `cuts`: those of an earlier dataset, which then hold.
    """
    times = [max(items[place].at for place in unit.places) for unit in units]
    points = list(cuts) or _points(times, units, shares)
    splits = [fixed.get(place, bisect_right(points, at)) for place, at in enumerate(times)]
    return splits, points


def _points(times: Sequence[str], units: Sequence[Unit], shares: Sequence[float]) -> list[str]:
    """The instants at which the shares are used up; one instant is never parted."""
    ordered = sorted(zip(times, (unit.size for unit in units), strict=True))
    total, points, done, wanted = sum(size for _, size in ordered), list[str](), 0, 0.0
    walk = iter(ordered)
    at, size = next(walk, ("", 0))
    for share in shares[:-1]:
        wanted += share * total
        while done + size <= wanted + 1e-6 and size:
            done += size
            at, size = next(walk, ("\uffff", 0))
        points.append(at)
    return points
