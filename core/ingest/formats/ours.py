"""Records of our own exports in another tool's format: which column is what is known (`core.domain.exchange`), nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.exchange import ITEM_ID, MARK, META, PARTS, TEXT
from core.domain.json import JsonValue
from core.ingest.formats.base import ANNOTATIONS, Record
from core.ingest.mapping import Mapping, SuggestionColumn
from core.ingest.readers.base import Known
from core.ingest.said import SUBMITTED

_ANSWER, _PREDICTIONS = "annotation", "predictions"


def is_ours(record: Record) -> bool:
    """Whether the record has our mark."""
    return bool(record.get(MARK))


def row_of(
    item: Record, answer: JsonValue, annotations: Sequence[JsonValue] = (), predictions: Sequence[JsonValue] = ()
) -> Record:
    """The row of an item that stands under our names in `item`, with all columns that `known_ours` names."""
    held = {name: item.get(name) for name in (MARK, ITEM_ID, TEXT, PARTS, META)}
    return {**held, _ANSWER: answer, _PREDICTIONS: list(predictions), ANNOTATIONS: list(annotations)}


def is_bare(annotation: JsonValue) -> bool:
    """Whether an annotation is nothing but an answer, by nobody in particular: a label that came with the data stands so in exports."""
    held = annotation if isinstance(annotation, dict) else {}
    told = (held.get(name) for name in ("annotator", "lead_ms", "given"))
    return held.get("status") == SUBMITTED and not any(one not in (None, "") for one in told)


def known_ours(title: str, rows: Sequence[Record], suggester: str) -> Known | None:
    """The mapping of rows that `row_of` made; None when one of these rows is another's. `suggester`: where none is named."""
    if not rows or not all(map(is_ours, rows)):
        return None
    suggestions = (SuggestionColumn(_PREDICTIONS, suggester, many=True),) if any(row[_PREDICTIONS] for row in rows) else ()
    mapping = Mapping(
        TEXT,
        ITEM_ID,
        _ANSWER,
        suggestions=suggestions,
        annotations=ANNOTATIONS,
        parts_column=PARTS,
        metadata_column=META,
    )
    return Known(f"{title}, by us", mapping)
