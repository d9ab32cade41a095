"""Guesses which column of a table is what, from the columns' names and the first rows."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from collections.abc import Sequence

from core.domain.json import JsonValue
from core.ingest.mapping import Mapping

_TEXT = ("text", "content", "message", "utterance", "sentence", "question", "query", "body", "review", "prompt", "input")
_ID = ("id", "item_id", "external_id", "uuid", "guid", "key", "row_id", "doc_id", "document_id")
_GOLD = ("gold", "gold_label", "gold_answer", "truth", "ground_truth", "expected", "reference")
_LABEL = ("label", "labels", "category", "intent", "class", "target", "tag", "topic", "sentiment")
#: so many of the other columns are kept as metadata unless the user says otherwise
MOST_METADATA = 8


def guess_mapping(columns: Sequence[str], rows: Sequence[Values[str, JsonValue]]) -> Mapping:
    """A mapping to begin with; every column has at most one use. `columns` must not be empty."""
    text = _named(columns, _TEXT) or _longest(columns, rows)
    rest = [name for name in columns if name != text]
    external_id = _named(rest, _ID)
    gold = _named(rest, _GOLD)
    label = _named(rest, _LABEL)
    used = {text, external_id, gold, label}
    metadata = tuple(name for name in columns if name not in used)[:MOST_METADATA]
    return Mapping(text, external_id, label, gold, metadata)


def _named(columns: Sequence[str], names: Sequence[str]) -> str | None:
    """The column with the most telling name of `names`, in the order of `names`."""
    plain = {re.sub(r"[^a-z0-9]+", "_", column.strip().lower()).strip("_"): column for column in reversed(columns)}
    return next((plain[name] for name in names if name in plain), None)


def _longest(columns: Sequence[str], rows: Sequence[Values[str, JsonValue]]) -> str:
    """The column whose cells hold the longest texts."""

    def characters(name: str) -> int:
        return sum(len(value) for row in rows if isinstance(value := row.get(name), str))

    return max(columns, key=characters)
