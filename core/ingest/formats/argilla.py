"""Argilla's records as it flattens them into a dataset: `label.suggestion`, `.suggestion.score`, `.suggestion.agent`, `label.responses`.

https://docs.argilla.io/latest/how_to_guides/import_export. Of several responses the last one that was submitted counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record, known_answers
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known

TITLE = "Argilla's records"
_SUGGESTION, _RESPONSES = ".suggestion", ".responses"
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
    answers = {f"{name}.answer": _response(record, name) for name in questions([record])}
    yield {**record, **{name: answer for name, answer in answers.items() if answer is not None}}


def _response(record: Record, name: str) -> JsonValue:
    given = record.get(f"{name}{_RESPONSES}")
    if not isinstance(given, list):
        return given
    status = record.get(f"{name}{_RESPONSES}.status")
    states = status if isinstance(status, list) and len(status) == len(given) else ["submitted"] * len(given)
    submitted = [one for one, state in zip(given, states, strict=True) if state == "submitted"]
    return submitted[-1] if submitted else None


def known(rows: Sequence[Record]) -> Known | None:
    """The first question is the task."""
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
