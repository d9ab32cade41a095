"""The facets of metadata: names that have few values."""

from __future__ import annotations

from collections import defaultdict

from core.domain.filters import Filter
from core.queues.criteria import Scene
from core.queues.criteria.metadata import VALUE
from core.queues.selecting import Selection, select
from core.queues.views import Facet, FacetValue
from core.storage.sql import fetch

#: names are found by a look at so many items; a facet has at most so many values, and so many facets are made
_LOOK, _VALUES, _NAMES = 2_000, 30, 6

_FOUND = "SELECT m.key, {value} AS value FROM ({inner}) n JOIN item_content c ON c.item_seq = n.seq, json_each(c.metadata_json) m"
_COUNTED = """SELECT {value} AS value, count(*) FROM ({inner}) n JOIN item_content c ON c.item_seq = n.seq,
json_each(c.metadata_json) m WHERE m.key = :meta_name GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}"""


def metadata_facets(scene: Scene, wanted: Filter) -> list[Facet]:
    """A facet for each name of the metadata that has few values, under the filter without its own criterion on that name."""
    selection = select(wanted.without("metadata"), scene)
    return [_facet(scene, wanted, name) for name in _names(scene, selection, wanted)]


def _names(scene: Scene, selection: Selection, wanted: Filter) -> list[str]:
    """Names with at most `_VALUES` values, and more than one item to a value, among the first items that match."""
    sql = _FOUND.format(value=VALUE, inner=selection.sql("i.seq", tail=f"LIMIT {_LOOK}"))
    values: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in fetch(scene.connection, sql, **selection.params):
        values[str(name)].append(str(value))
    few = [name for name, held in values.items() if len(set(held)) <= min(_VALUES, max(1, len(held) // 2))]
    chosen = [name for name, _ in wanted.metadata if name not in few]
    return [*dict.fromkeys(chosen), *few][:_NAMES]


def _facet(scene: Scene, wanted: Filter, name: str) -> Facet:
    others = tuple(pair for pair in wanted.metadata if pair[0] != name)
    selection = select(wanted.also(metadata=others), scene)
    sql = _COUNTED.format(value=VALUE, inner=selection.sql("i.seq"), most=_VALUES + 1)
    rows = fetch(scene.connection, sql, **selection.params, meta_name=name)
    values = tuple(FacetValue(str(value), int(n), (name, str(value)) in wanted.metadata) for value, n in rows[:_VALUES])
    return Facet("metadata", values, name, partial=len(rows) > _VALUES)
