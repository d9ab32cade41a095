"""Class labels of Hugging Face datasets: numbers in the columns, their names beside them in the features.

`datasets`, Features: `{"label": {"names": [...], "_type": "ClassLabel"}}`, in lists `{"feature": {...}, "_type": "List"}` (`Sequence`
before version 4); in the schema of Arrow and Parquet files under the key `huggingface`, in folders in `dataset_info.json`.
"""

from __future__ import annotations

from typing import Any, cast

import orjson

from core.domain.json import JsonValue
from core.ingest.readers.base import Batch

#: column to what its numbers stand for
Names = dict[str, list[str]]


def names_of(features: JsonValue) -> Names:
    """The names of every column of class labels, also of lists of them."""
    held = features if isinstance(features, dict) else {}
    found = {column: _names(feature) for column, feature in held.items()}
    return {column: names for column, names in found.items() if names}


def _names(feature: JsonValue) -> list[str]:
    if isinstance(feature, list) and feature:
        return _names(feature[0])
    if not isinstance(feature, dict):
        return []
    names = feature.get("names")
    if feature.get("_type") == "ClassLabel" and isinstance(names, list):
        return [str(name) for name in names]
    return _names(feature.get("feature"))


def features_in_schema(schema: object) -> JsonValue:
    """The features that the writer of a file left in its schema; None where there are none."""
    metadata: Any = getattr(schema, "metadata", None) or {}
    try:
        value: JsonValue = orjson.loads(cast("bytes", metadata.get(b"huggingface") or b"{}"))
    except orjson.JSONDecodeError:
        return None
    info = value.get("info") if isinstance(value, dict) else None
    return info.get("features") if isinstance(info, dict) else None


def with_names(batch: Batch, names: Names) -> Batch:
    """The batch with the names of class labels in the place of their numbers; -1 is none (an unlabelled test split)."""
    places = {place: names[column] for place, column in enumerate(batch.columns) if column in names}
    if places:
        batch.rows = [[_named(cell, places[at]) if at in places else cell for at, cell in enumerate(row)] for row in batch.rows]
    return batch


def _named(cell: JsonValue, names: list[str]) -> JsonValue:
    if isinstance(cell, list):
        return [_named(one, names) for one in cell]
    if isinstance(cell, bool) or not isinstance(cell, int):
        return cell
    return names[cell] if 0 <= cell < len(names) else None
