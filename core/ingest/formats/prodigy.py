"""Prodigy: `{"text", "spans", "options", "accept", "label", "answer": "accept" | "reject" | "ignore", "meta"}`, one a line.

https://prodi.gy/docs/api-interfaces. What was accepted is an answer: the spans, the chosen options, or the one label that was asked
for. What was rejected or ignored is none; a rejected label stays as a suggestion. Each row is one annotator's (or session's) answer; rows
with the same content are one item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from core.domain.exchange import FIELD, MARK
from core.domain.json import JsonValue
from core.ingest.formats.base import ANNOTATIONS, Format, Made, Record, known_answers
from core.ingest.formats.ours import is_bare, is_ours, known_ours, row_of
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known
from core.ingest.said import IGNORED, REJECTED, SUBMITTED

TITLE = "Prodigy JSONL"
_ANSWER, _LABEL = "annotation", "label"
#: of ours: the line of the label that stands; the interface that asks nothing
_LABEL_SOURCE, _NOT_ANSWERED = "label_source", "text"
#: what Prodigy needs to draw and to tell tasks apart
_INNER = ("tokens", "_input_hash", "_task_hash", "_view_id", "_timestamp", "_is_binary", "_session_id", "_annotator_id")
_MARKS = frozenset({"_input_hash", "_task_hash", "_view_id"})
_STATUS = {"accept": SUBMITTED, "reject": REJECTED, "ignore": IGNORED}
_OF_SPAN = ("start", "end", "label", "text", "severity", "comment")
#: what a recipe says of its question, and what may differ from row to row of one text
_ASKED = ("answer", "annotator", "user_input", "meta_pattern", "meta_score", "priority", "score")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has a verdict or a hash of Prodigy's, and something that was asked."""
    asked = ("text", "html", "image", "options")
    return all((_MARKS & row.keys() or "answer" in row) and any(name in row for name in asked) for row in rows) and any(
        _MARKS & row.keys() or (row.get("answer") in ("accept", "reject", "ignore") and {"spans", "options"} & row.keys())
        for row in rows
    )


def rows_of(record: Record) -> Iterator[Made]:
    """The record without what only Prodigy needs, its answer, and who gave it."""
    if is_ours(record):
        yield _own_row(record)
        return
    row = {name: value for name, value in record.items() if name not in (*_INNER, "spans", "options", "accept")}
    meta = row.pop("meta", None)
    if isinstance(meta, dict):
        row |= {f"meta_{name}": value for name, value in meta.items()}
    said, status = _said(record), str(record.get("answer", "accept"))
    if said is not None and status == "accept":
        row[_ANSWER] = said
    who = record.get("_annotator_id") or record.get("_session_id")
    row[ANNOTATIONS] = (
        [_annotation(record, None if status == "ignore" else said, who)] if status in _STATUS and "answer" in record else []
    )
    yield {**row, "annotator": who} if who else row


def _own_row(record: Record) -> Record:
    """The row of a record that we wrote: one annotator's answer of the kind that it names."""
    said = None if record.get("_view_id") == _NOT_ANSWERED else _OWN.get(str(record[MARK]), _said)(record)
    who = record.get("_annotator_id") or record.get("_session_id")
    annotation = _annotation(record, said, who) if record.get("answer") in _STATUS else None
    told = [] if annotation is None or (_LABEL_SOURCE in record and is_bare(annotation)) else [annotation]
    return row_of(record, said if record.get("answer") == "accept" else None, told)


def _own_choice(record: Record) -> JsonValue:
    return next(iter(_accepted(record)), None)


def _own_fields(record: Record) -> JsonValue:
    return {name.removeprefix(FIELD): value for name, value in record.items() if name.startswith(FIELD)}


def _own_preference(record: Record) -> JsonValue:
    """The best candidates before the others; none of them: all are bad."""
    options = record.get("options")
    names = [str(one.get("id")) for one in options if isinstance(one, dict)] if isinstance(options, list) else []
    best = [name for name in names if name in _accepted(record)]
    groups: list[JsonValue] = [list[JsonValue](group) for group in (best, [one for one in names if one not in best]) if group]
    return {"ranking": groups} if best else {"all_bad": True}


_OWN: dict[str, Callable[[Record], JsonValue]] = {
    "choice": _own_choice,
    "fields": _own_fields,
    "preference": _own_preference,
}


def _annotation(record: Record, said: JsonValue, who: JsonValue) -> JsonValue:
    status = _STATUS[str(record["answer"])]
    return {"annotator": who, "answer": said, "status": status, "given": record.get("_timestamp")}


def _said(record: Record) -> JsonValue:
    """What stood there when the verdict was given; None when nothing did."""
    if "options" in record or "accept" in record:
        return list[JsonValue](_accepted(record))
    if "spans" in record:
        return _spans(record.get("spans"))
    typed = record.get("user_input")
    return typed if isinstance(typed, str) and typed else record.get(_LABEL)


def _accepted(record: Record) -> list[str]:
    chosen = record.get("accept")
    return [str(one) for one in (chosen if isinstance(chosen, list) else [] if chosen is None else [chosen])]


def _spans(value: JsonValue) -> JsonValue:
    spans = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [{name: one.get(name) for name in _OF_SPAN if name in one} for one in spans]


def known(rows: Sequence[Record]) -> Known | None:
    """A label that was asked for is a suggestion, with the score beside it."""
    ours = known_ours(TITLE, rows, "prodigy")
    if ours is not None:
        return ours
    score = next((name for name in ("score", "meta_score") if any(name in row for row in rows)), None)
    proposed = SuggestionColumn(_LABEL, "prodigy", score)
    suggestions = (proposed,) if any(_LABEL in row for row in rows) else ()
    return known_answers(TITLE, rows, label=_ANSWER, suggestions=suggestions, beside=_ASKED)


FORMAT = Format("prodigy", TITLE, recognises, rows_of, known)
