"""Prodigy: `{"text", "spans", "options", "accept", "label", "answer": "accept" | "reject" | "ignore", "meta"}`, one a line.

https://prodi.gy/docs/api-interfaces. What was accepted is an answer: the spans, the chosen options, or the one label that was asked
for. What was rejected or ignored is none; a rejected label stays as a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record, known_answers
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known

TITLE = "Prodigy JSONL"
_ANSWER, _LABEL = "annotation", "label"
#: what Prodigy needs to draw and to tell tasks apart
_INNER = ("tokens", "_input_hash", "_task_hash", "_view_id", "_timestamp", "_is_binary", "_session_id", "_annotator_id")
_MARKS = frozenset({"_input_hash", "_task_hash", "_view_id"})


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has a verdict or a hash of Prodigy's, and something that was asked."""
    asked = ("text", "html", "image", "options")
    return all((_MARKS & row.keys() or "answer" in row) and any(name in row for name in asked) for row in rows) and any(
        _MARKS & row.keys() or (row.get("answer") in ("accept", "reject", "ignore") and {"spans", "options"} & row.keys())
        for row in rows
    )


def rows_of(record: Record) -> Iterator[Made]:
    """The record without what only Prodigy needs, its answer, and who gave it."""
    row = {name: value for name, value in record.items() if name not in (*_INNER, "spans", "options", "accept")}
    meta = row.pop("meta", None)
    if isinstance(meta, dict):
        row |= {f"meta_{name}": value for name, value in meta.items()}
    answer = _answer(record)
    if answer is not None:
        row[_ANSWER] = answer
    who = record.get("_annotator_id") or record.get("_session_id")
    yield {**row, "annotator": who} if who else row


def _answer(record: Record) -> JsonValue:
    """What was accepted; None when nothing was."""
    if record.get("answer", "accept") != "accept":
        return None
    if "options" in record or "accept" in record:
        chosen = record.get("accept")
        given = chosen if isinstance(chosen, list) else [] if chosen is None else [chosen]
        return [str(one) for one in given]
    if "spans" in record:
        return _spans(record.get("spans"))
    typed = record.get("user_input")
    return typed if isinstance(typed, str) and typed else record.get(_LABEL)


def _spans(value: JsonValue) -> JsonValue:
    spans = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [{name: one.get(name) for name in ("start", "end", "label", "text") if name in one} for one in spans]


def known(rows: Sequence[Record]) -> Known | None:
    """A label that was asked for is a suggestion, with the score beside it."""
    score = next((name for name in ("score", "meta_score") if any(name in row for row in rows)), None)
    proposed = SuggestionColumn(_LABEL, "prodigy", score)
    suggestions = (proposed,) if any(_LABEL in row for row in rows) else ()
    return known_answers(TITLE, rows, label=_ANSWER, suggestions=suggestions, beside=("answer", "annotator", "user_input"))


FORMAT = Format("prodigy", TITLE, recognises, rows_of, known)
