"""Label Studio: tasks with data, annotations and predictions (JSON), and the short form in which exports come (JSON_MIN).

https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks and #JSON_MIN. Answers are those of
`label_studio_regions`. Every annotation is kept as its annotator's; the item's label is the one that is marked as ground truth, else the
last that was not cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.exchange import MARK, NEVER
from core.domain.json import JsonValue
from core.ingest.formats.base import ANNOTATIONS, Format, Made, Record, known_answers
from core.ingest.formats.label_studio_regions import answer_of, marked_answer
from core.ingest.formats.ours import is_bare, known_ours, row_of
from core.ingest.mapping import SuggestionColumn
from core.ingest.readers.base import Known
from core.ingest.said import CANCELLED, SUBMITTED

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
    mark = data.get(MARK)
    if isinstance(mark, dict):
        yield _own_row(record, data, mark)
        return
    row: Record = {} if "id" in data or record.get("id") is None else {"id": record["id"]}
    row |= {name: value for name, value in data.items() if name not in (_ANSWER, _PREDICTIONS, ANNOTATIONS)}
    annotations = _objects(record.get("annotations", record.get("completions")))
    chosen = _chosen(annotations)
    if chosen is not None:
        row |= {_ANSWER: answer_of(_objects(chosen.get("result")), data), "annotator": _who(chosen.get("completed_by"))}
    row[ANNOTATIONS] = [_annotation(one, data) for one in annotations]
    predictions = [_prediction(one, data) for one in _objects(record.get("predictions"))]
    yield {**row, _PREDICTIONS: predictions} if predictions else row


def _own_row(record: Record, data: Record, mark: Record) -> Record:
    """The row of a task that we wrote."""
    annotations, predictions = _objects(record.get("annotations")), _objects(record.get("predictions"))
    chosen = _chosen(annotations)
    answer = None if chosen is None else marked_answer(_objects(chosen.get("result")), data, mark)
    read = [(one, _own_annotation(one, data, mark)) for one in annotations]
    said = [given for one, given in read if one is not chosen or not is_bare(given)]
    proposed: list[JsonValue] = [_proposed(one, marked_answer(_objects(one.get("result")), data, mark)) for one in predictions]
    return row_of(data, answer, said, proposed)


def _own_annotation(one: Record, data: Record, mark: Record) -> JsonValue:
    result, cancelled = _objects(one.get("result")), bool(one.get("was_cancelled"))
    answer = None if cancelled and not result else marked_answer(result, data, mark)
    times = {name: None for name in ("created_at", "updated_at") if one.get(name) == NEVER}
    return _said({**one, **times}, answer, _who(one.get("completed_by")), cancelled=cancelled)


def _chosen(annotations: Sequence[Record]) -> Record | None:
    kept = [one for one in annotations if not one.get("was_cancelled")]
    settled = [one for one in kept if one.get("ground_truth")]
    return (settled or kept or [None])[-1]


def _annotation(one: Record, data: Record) -> JsonValue:
    """One annotator's answer; an empty result that was submitted says that there is nothing to label."""
    result, cancelled = _objects(one.get("result")), bool(one.get("was_cancelled"))
    answer = answer_of(result, data) if result or cancelled else []
    return _said(one, answer, _who(one.get("completed_by")), cancelled=cancelled)


def _said(one: Record, answer: JsonValue, who: JsonValue, *, cancelled: bool = False) -> JsonValue:
    seconds = one.get("lead_time")
    return {
        "annotator": who,
        "answer": answer,
        "status": CANCELLED if cancelled else SUBMITTED,
        "lead_ms": seconds * 1000 if isinstance(seconds, int | float) else None,
        "given": one.get("updated_at") or one.get("created_at"),
    }


def _prediction(one: Record, data: Record) -> JsonValue:
    return _proposed(one, answer_of(_objects(one.get("result")), data))


def _proposed(one: Record, answer: JsonValue) -> JsonValue:
    return {"suggester": str(one.get("model_version") or ""), "answer": answer, "score": one.get("score")}


def _who(value: JsonValue) -> JsonValue:
    """Who annotated: an address, or a number."""
    return value.get("email") or value.get("id") if isinstance(value, dict) else value


def _objects(value: JsonValue) -> list[Record]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def known(rows: Sequence[Record]) -> Known | None:
    """The text is among the data."""
    ours = known_ours(TITLE, rows, "label-studio")
    if ours is not None:
        return ours
    suggestions = (SuggestionColumn(_PREDICTIONS, "label-studio", many=True),)
    return known_answers(TITLE, rows, label=_ANSWER, suggestions=suggestions, beside=("annotator",))


def recognises_short(rows: Sequence[Record]) -> bool:
    """Whether the records are of the short form."""
    return all(row.keys() >= _SHORT and "data" not in row for row in rows)


def rows_of_short(record: Record) -> Iterator[Made]:
    """As they are: a field for each control, which reads like any answer. Each row is one annotator's, a task may have several."""
    answer = _control(record)
    said = _said(record, None if answer is None else record.get(answer), record.get("annotator"))
    yield {**record, ANNOTATIONS: [said]}


def known_short(rows: Sequence[Record]) -> Known | None:
    """The answer is the first column that is no text and no note of Label Studio's."""
    answer = _control(rows[0]) if rows else None
    return known_answers(f"{TITLE} (short)", rows, label=answer, beside=_OF_SHORT)


def _control(record: Record) -> str | None:
    columns = list(record)
    behind = columns[columns.index("id") + 1 :] if "id" in columns else columns
    return next((name for name in behind if name not in (*_OF_SHORT, "id", "text", ANNOTATIONS)), None)


FORMAT = Format("label_studio", TITLE, recognises, rows_of, known)
SHORT = Format("label_studio_short", f"{TITLE} (short)", recognises_short, rows_of_short, known_short)
