"""Argilla's records as it flattens them into a dataset: `label.suggestion`, `.suggestion.score`, `.suggestion.agent`, `label.responses`.

https://docs.argilla.io/latest/how_to_guides/import_export. Every response to the first question is kept as its user's (a discarded one as
ignored, a draft as cancelled); the item's label is the last that was submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from core.domain.exchange import ITEM_ID, MARK, META, NONE_WILL_DO
from core.domain.json import JsonValue
from core.ingest.formats.base import ANNOTATIONS, Format, Made, Record, known_answers
from core.ingest.formats.ours import is_bare, is_ours, known_ours, row_of
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known
from core.ingest.said import CANCELLED, IGNORED, SUBMITTED

TITLE = "Argilla's records"
_SUGGESTION, _RESPONSES = ".suggestion", ".responses"
_STATUS = {"submitted": SUBMITTED, "discarded": IGNORED, "draft": CANCELLED}
_NOTES = ("status", "_server_id", "inserted_at", "updated_at", "vectors")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether there is a question with suggestions or responses."""
    return bool(questions(rows))


def questions(rows: Sequence[Record]) -> list[str]:
    """The names of the questions, in their order."""
    names = [name for row in rows for name in row]
    cut = [name.removesuffix(end) for name in names for end in (_SUGGESTION, _RESPONSES) if name.endswith(end)]
    return list(dict.fromkeys(name for name in cut if name))


def rows_of(record: Record) -> Iterator[Made]:
    """The record, and for each question the answer that was given."""
    if is_ours(record):
        yield _own_row(record)
        return
    asked = questions([record])
    answers = {f"{name}.answer": _response(record, name) for name in asked}
    given = {name: answer for name, answer in answers.items() if answer is not None}
    yield {**record, **given, ANNOTATIONS: _annotations(record, asked[0]) if asked else []}


def _own_row(record: Record) -> Record:
    """The row of a record that we wrote: several questions are the fields of one answer."""
    asked, joined = questions([record]), _JOINED.get(str(record[MARK]), _only)
    users = record.get(f"{asked[0]}{_RESPONSES}.users") if asked else None
    n = len(users) if isinstance(users, list) else 0
    given = [_values(record, name, n) for name in asked]
    answers = [joined(dict(zip(asked, one, strict=True))) for one in zip(*given, strict=True)]
    told = zip(answers, *(_beside(record, asked[0], what, n) for what in ("users", "status")), strict=True) if asked else ()
    said = [_annotation(None if answer == {} and state != "submitted" else answer, who, state) for answer, who, state in told]
    submitted = [one for one in said if one["status"] == SUBMITTED]
    agent = record.get(f"{asked[0]}{_SUGGESTION}.agent") if asked else None
    proposed = joined({name: _plain(record.get(f"{name}{_SUGGESTION}")) for name in asked})
    score = record.get(f"{asked[0]}{_SUGGESTION}.score") if asked else None
    suggested: list[JsonValue] = [{"suggester": agent, "answer": proposed, "score": score}] if agent is not None else []
    item = {**record, ITEM_ID: record.get("id"), META: record.get("metadata")}
    label = submitted[-1] if submitted else {}
    kept: list[JsonValue] = [one for one in said if one is not label or not is_bare(one)]
    return row_of(item, label.get("answer"), kept, suggested)


def _values(record: Record, name: str, n: int) -> list[JsonValue]:
    given = record.get(f"{name}{_RESPONSES}")
    return [_plain(one) for one in given] if isinstance(given, list) and len(given) == n else [None] * n


def _only(values: Record) -> JsonValue:
    return next(iter(values.values()), None)


def _filled(values: Record) -> JsonValue:
    return {name: value for name, value in values.items() if value is not None}


def _ranked(values: Record) -> JsonValue:
    return _only(values) if values.get(NONE_WILL_DO) is None else {"all_bad": True}


#: how the answers to several questions are one of ours, by kind
_JOINED: dict[str, Callable[[Record], JsonValue]] = {"fields": _filled, "preference": _ranked}


def _plain(value: JsonValue) -> JsonValue:
    """An answer; a ranking (`[{"value", "rank"}]`) in groups of the same rank."""
    ranked = [one for one in value if isinstance(one, dict) and "rank" in one] if isinstance(value, list) else []
    if not ranked:
        return value
    ranks = sorted({int(str(one["rank"])) for one in ranked})
    return {"ranking": [[one.get("value") for one in ranked if one["rank"] == rank] for rank in ranks]}


def _annotation(answer: JsonValue, who: JsonValue, state: JsonValue) -> Record:
    return {"annotator": who, "answer": answer, "status": _STATUS.get(str(state), str(state))}


def _response(record: Record, name: str) -> JsonValue:
    given = record.get(f"{name}{_RESPONSES}")
    if not isinstance(given, list):
        return given
    submitted = [
        one for one, state in zip(given, _beside(record, name, "status", len(given)), strict=True) if state == "submitted"
    ]
    return submitted[-1] if submitted else None


def _annotations(record: Record, name: str) -> list[JsonValue]:
    given = record.get(f"{name}{_RESPONSES}")
    if not isinstance(given, list):
        return []
    told = zip(given, *(_beside(record, name, what, len(given)) for what in ("users", "status")), strict=True)
    return [_annotation(answer, who, state) for answer, who, state in told]


def _beside(record: Record, name: str, what: str, n: int) -> list[JsonValue]:
    """What stands beside each of `n` responses; where it does not, all were submitted by nobody in particular."""
    found = record.get(f"{name}{_RESPONSES}.{what}")
    nothing: list[JsonValue] = ["submitted" if what == "status" else None] * n
    return found if isinstance(found, list) and len(found) == n else nothing


def known(rows: Sequence[Record]) -> Known | None:
    """The first question is the task."""
    ours = known_ours(TITLE, rows, "argilla")
    if ours is not None:
        return ours
    asked = questions(rows)
    names = {name for row in rows for name in row}
    name = asked[0]
    score, agent = f"{name}{_SUGGESTION}.score", f"{name}{_SUGGESTION}.agent"
    suggestion = SuggestionColumn(
        f"{name}{_SUGGESTION}", "argilla", score if score in names else None, suggester_column=agent if agent in names else None
    )
    beside = [*_NOTES, *(one for one in names if any(one.startswith(f"{question}.") for question in asked))]
    suggestions = (suggestion,) if suggestion.column in names else ()
    return known_answers(TITLE, rows, label=f"{name}.answer", suggestions=suggestions, beside=beside)


FORMAT = Format("argilla", TITLE, recognises, rows_of, known)
