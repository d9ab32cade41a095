"""doccano: `{"id", "text", "label": [...], "Comments": [...]}`, one a line, and the records of its older releases.

https://doccano.github.io/doccano/tutorial (export). An export is one annotator's (`annotation_approver`, else nobody is named: doccano
writes a file for each, and the import's source tells them apart) or holds what each did under `annotations`, with `user` (1.0, JSON).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import ANNOTATIONS, Format, Made, Record, known_answers
from core.ingest.readers.base import Known

TITLE = "doccano"
_ANSWER = "label"
_ANSWERS = ("label", "labels", "cats", "entities")
_MARKS = ("annotation_approver", "Comments")
_NOTES = (*_MARKS, "annotator", "relations", "meta", "data", "is_confirmed")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether every record has a text and a mark of doccano's. Its plainest exports have none, and are read as any other records."""
    return all(("text" in row or "data" in row) and (any(name in row for name in _MARKS) or _by_user(row)) for row in rows)


def _by_user(record: Record) -> list[Record]:
    held = record.get(ANNOTATIONS)
    return [one for one in held if isinstance(one, dict) and "user" in one] if isinstance(held, list) else []


def rows_of(record: Record) -> Iterator[Made]:
    """The text, the answer, and whose it is."""
    names = (*_ANSWERS, ANNOTATIONS, *_MARKS)
    row = {name: value for name, value in record.items() if name not in names}
    meta = row.pop("meta", None)
    if isinstance(meta, dict):
        row |= {f"meta_{name}": value for name, value in meta.items()}
    given = _given(record)
    if given and given[-1][1] is not None:
        row[_ANSWER] = given[-1][1]
    yield {**row, ANNOTATIONS: [{"annotator": who, "answer": answer} for who, answer in given if answer is not None]}


def _given(record: Record) -> list[tuple[str, JsonValue]]:
    """(annotator, answer) of each."""
    by_user: dict[str, list[Record]] = {}
    for one in _by_user(record):
        by_user.setdefault(str(one["user"]), []).append(one)
    if by_user:
        return [(who, _merged(held)) for who, held in by_user.items()]
    answer = next((record[name] for name in _ANSWERS if record.get(name) is not None), None)
    return [(str(record.get("annotation_approver") or ""), answer)]


def _merged(held: Sequence[Record]) -> JsonValue:
    """One annotator's: passages as they are, a text as it is, else the labels."""
    if any("start_offset" in one for one in held):
        return [{"start": one.get("start_offset"), "end": one.get("end_offset"), "label": str(one.get("label"))} for one in held]
    labels: list[JsonValue] = [one["text"] if "text" in one else str(one.get("label")) for one in held]
    return labels[0] if len(labels) == 1 else labels


def known(rows: Sequence[Record]) -> Known | None:
    """The text is among the rest."""
    return known_answers(TITLE, rows, label=_ANSWER, beside=_NOTES)


FORMAT = Format("doccano", TITLE, recognises, rows_of, known)
