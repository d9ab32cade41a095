"""Facets with their counts: each under the filter without its own criterion.

Facets whose criterion is not set are all under the same filter, and are counted in one pass; of a facet whose criterion is set the pass
is its own.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence

from core.domain.filters import Filter
from core.queues.criteria import Scene
from core.queues.facets import COLUMNS, Column, metadata_facets
from core.queues.reading import walk
from core.queues.running import Desk
from core.queues.selecting import select
from core.queues.views import Facet, FacetValue
from core.storage.projection import counters

#: at most so many values of a facet are listed
_MOST = 200


def facets(scene: Scene, wanted: Filter, desk: Desk) -> tuple[Facet, ...]:
    """All facets that have a value. Raises `Stopped`, `UserError`."""
    counted: dict[str, Tally[str]] = {}
    if wanted.empty:
        counted["statuses"] = _states(scene)
    left = [column for column in COLUMNS if column.name not in counted]
    alone = [column for column in left if column.many or column.name in wanted.set_names]
    for columns in ([column for column in left if column not in alone], *([column] for column in alone)):
        counted.update(_pass(scene, wanted.without(*(column.name for column in columns)), columns, desk))
    told = [_facet(column, counted[column.name], wanted) for column in COLUMNS]
    return (*(facet for facet in told if facet.values), *metadata_facets(scene, wanted))


def _states(scene: Scene) -> Tally[str]:
    """The states as maintained counters have them."""
    have = counters(scene.connection, scene.project_seq)
    return Tally({name.partition(":")[2]: n for name, n in have.items() if name.startswith("status:") and n})


def _pass(scene: Scene, wanted: Filter, columns: Sequence[Column], desk: Desk) -> dict[str, Tally[str]]:
    """One pass over what matches: the counts of each of these columns."""
    counted: dict[str, Tally[str]] = {column.name: Tally() for column in columns}
    if not columns:
        return counted
    selection = select(wanted, scene)
    joins = [name for column in columns for name in column.uses]
    places = ", ".join(str(place + 1) for place in range(len(columns)))
    sql = selection.sql(", ".join([*(column.column for column in columns), "count(*)"]), joins, f"GROUP BY {places}")
    for block in walk(scene.connection, sql, selection.params, desk):
        for *values, n in block:
            for column, value in zip(columns, values, strict=True):
                if value is not None:
                    counted[column.name].update(dict.fromkeys(column.told(value, scene), int(n)))
    return counted


def _facet(column: Column, counted: Tally[str], wanted: Filter) -> Facet:
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    chosen = _chosen(column.name, wanted)
    values = tuple(FacetValue(value, n, value in chosen) for value, n in ordered[:_MOST])
    return Facet(column.name, values, partial=len(ordered) > _MOST)


def _chosen(name: str, wanted: Filter) -> tuple[str, ...]:
    """The values of a facet that the filter names."""
    held = getattr(wanted, name)
    if name == "confidence":
        return () if held is None else (f"{held[0]:.1f}-{held[1]:.1f}",)
    if isinstance(held, bool):
        return ("yes",) if held else ()
    return held or ()
