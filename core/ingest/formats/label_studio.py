"""Label Studio: tasks with data, annotations and predictions (JSON), and the short form in which exports come (JSON_MIN).

https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks and #JSON_MIN. Answers are those of
`label_studio_regions`. Of several annotations the one that is marked as ground truth counts, else the last that was not cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.json import JsonValue
from core.ingest.formats.base import Format, Made, Record, known_answers
from core.ingest.formats.label_studio_regions import answer_of
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known

TITLE = "Label Studio JSON"
_ANSWER, _PREDICTIONS = "annotation", "predictions"
_SHORT = frozenset({"annotation_id", "annotator", "lead_time"})
_OF_SHORT = (*_SHORT, "created_at", "updated_at", "agreement")


def recognises(rows: Sequence[Record]) -> bool:
    """Whether most records have data, and annotations or predictions."""
    tasks = [row for row in rows if isinstance(row.get("data"), dict) and ("annotations" in row or "predictions" in row)]
    return len(tasks) > 0.5 * len(rows)


def rows_of(record: Record) -> Iterator[Made]:
    """The data of a task, its answer, and its predictions. A record without data is the data itself."""
    data = record.get("data", record)
    if not isinstance(data, dict):
        yield ("row.no_data", "It is no task of Label Studio: it has no data.")
        return
    row: Record = {} if "id" in data or record.get("id") is None else {"id": record["id"]}
    row |= {name: value for name, value in data.items() if name not in (_ANSWER, _PREDICTIONS)}
    annotations = _objects(record.get("annotations", record.get("completions")))
    chosen = _chosen(annotations)
    if chosen is not None:
        row |= {_ANSWER: answer_of(_objects(chosen.get("result")), data), "annotator": _who(chosen.get("completed_by"))}
    if len(annotations) > 1:
        row["annotations"] = len(annotations)
    predictions = [_prediction(one, data) for one in _objects(record.get("predictions"))]
    yield {**row, _PREDICTIONS: predictions} if predictions else row


def _chosen(annotations: Sequence[Record]) -> Record | None:
    kept = [one for one in annotations if not one.get("was_cancelled")]
    settled = [one for one in kept if one.get("ground_truth")]
    return (settled or kept or [None])[-1]


def _prediction(one: Record, data: Record) -> JsonValue:
    answer = answer_of(_objects(one.get("result")), data)
    return {"suggester": str(one.get("model_version") or ""), "answer": answer, "score": one.get("score")}


def _who(value: JsonValue) -> JsonValue:
    """Who annotated: an address, or a number."""
    return value.get("email") or value.get("id") if isinstance(value, dict) else value


def _objects(value: JsonValue) -> list[Record]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def known(rows: Sequence[Record]) -> Known | None:
    """The text is among the data."""
    suggestions = (SuggestionColumn(_PREDICTIONS, "label-studio", many=True),)
    return known_answers(TITLE, rows, label=_ANSWER, suggestions=suggestions, beside=("annotator", "annotations"))


def recognises_short(rows: Sequence[Record]) -> bool:
    """Whether the records are of the short form."""
    return all(row.keys() >= _SHORT and "data" not in row for row in rows)


def rows_of_short(record: Record) -> Iterator[Made]:
    """As they are: a field for each control, which reads like any answer."""
    yield dict(record)


def known_short(rows: Sequence[Record]) -> Known | None:
    """The answer is the first column that is no text and no note of Label Studio's."""
    columns = list(rows[0]) if rows else []
    behind = columns[columns.index("id") + 1 :] if "id" in columns else columns
    controls = [name for name in behind if name not in (*_OF_SHORT, "id", "text")]
    answer = next(iter(controls), None)
    return known_answers(f"{TITLE} (short)", rows, label=answer, beside=_OF_SHORT)


FORMAT = Format("label_studio", TITLE, recognises, rows_of, known)
SHORT = Format("label_studio_short", f"{TITLE} (short)", recognises_short, rows_of_short, known_short)
