"""What stands in the metadata of an item."""

from __future__ import annotations

from typing import Any

from core.domain.filters import Filter
from core.queues.criteria.clause import Clause, Scene

#: a value of metadata as text, in a row of `json_each`
VALUE = "CASE m.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'null' THEN '' ELSE CAST(m.value AS TEXT) END"

_EACH = "EXISTS (SELECT 1 FROM json_each(c.metadata_json) m WHERE"


def metadata(wanted: Filter, scene: Scene) -> Clause:
    """Items that have, for each name, one of its values."""
    by_name: dict[str, list[str]] = {}
    for name, value in wanted.metadata:
        by_name.setdefault(name, []).append(value)
    params: dict[str, Any] = {}
    told = [_has(name, values, place, params) for place, (name, values) in enumerate(by_name.items())]
    return Clause(f"(c.metadata_json IS NOT NULL AND {' AND '.join(told)})", params, ("c",))


def _has(name: str, values: list[str], place: int, params: dict[str, Any]) -> str:
    params[f"meta{place}"] = name
    params.update({f"meta{place}_{at}": value for at, value in enumerate(values)})
    marks = ", ".join(f":meta{place}_{at}" for at in range(len(values)))
    return f"{_EACH} m.key = :meta{place} AND {VALUE} IN ({marks}))"
