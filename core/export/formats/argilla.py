"""Argilla's records, flattened as it exports them to a dataset, one a line: `datasets.Dataset.from_json` reads them.

https://docs.argilla.io/latest/how_to_guides/import_export (and `GenericIO` of its SDK, which flattens): fields and metadata, and for each
question `NAME.suggestion` with `.score` and `.agent`, `NAME.responses` with `.users` and `.status`. Values are those of its questions
(https://docs.argilla.io/latest/reference/argilla/records/responses): a label, a list of labels, a text, spans, a ranking as values with
ranks. Parts and metadata are JSON text, so that every column has one type. The last response that was submitted is the label.
"""

from __future__ import annotations

import orjson

from core.domain.exchange import MARK, PARTS, TEXT
from core.domain.json import JsonValue
from core.export.beside import CANCELLED, IGNORED, REJECTED, SUBMITTED, Entry, Said, Suggested, entries_of
from core.export.cut import Cut
from core.export.formats.argilla_questions import Questions
from core.export.formats.format import FormatBase
from core.export.output import Output

_STATUS = {SUBMITTED: "submitted", REJECTED: "discarded", IGNORED: "discarded", CANCELLED: "draft"}


class Argilla(FormatBase):
    """Records with one suggestion and all responses. Lost: further suggestions, reasons in words, times."""

    name: str = "argilla"
    title: str = "Argilla (JSON Lines)"
    told: str = "records with a suggestion and the responses of several people, for Argilla and datasets"
    suffix: str = ".jsonl"

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`. The features for `datasets` stand in the manifest, since a column may be empty for long."""
        rows = _Rows(cut)
        cut.figures["features"] = rows.features()
        with output.file().open("wb") as file:
            for entry in entries_of(cut):
                file.write(orjson.dumps(rows.row(entry), option=orjson.OPT_APPEND_NEWLINE))


class _Rows:
    """Makes the rows of one cut, and counts what they cannot hold."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._questions = cut, Questions(cut.task)
        self._split = bool(cut.splits.names)

    def row(self, entry: Entry) -> dict[str, JsonValue]:
        return {**self._item(entry), **self._suggestion(entry), **self._responses(entry)}

    def features(self) -> JsonValue:
        """`datasets.Features.to_dict` of the rows."""
        text: JsonValue = {"dtype": "string", "_type": "Value"}
        held: dict[str, JsonValue] = dict.fromkeys(self._columns(), text)
        for name, value in self._questions.features().items():
            held |= {
                f"{name}.suggestion": value,
                f"{name}.suggestion.score": {"dtype": "float64", "_type": "Value"},
                f"{name}.suggestion.agent": text,
                f"{name}.responses": [value],
                f"{name}.responses.users": [text],
                f"{name}.responses.status": [text],
            }
        return held

    def _columns(self) -> tuple[str, ...]:
        more = ("split", "group_id") if self._split else ()
        return ("id", "status", TEXT, PARTS, "metadata", "label_source", *more, MARK)

    def _item(self, entry: Entry) -> dict[str, JsonValue]:
        record = entry.record
        held: dict[str, JsonValue] = {
            "id": record.item_id,
            "status": "completed",
            TEXT: record.text,
            PARTS: record.parts,
            "metadata": record.metadata,
            "label_source": record.source,
            "split": record.split,
            "group_id": record.group,
            MARK: self._cut.task.kind,
        }
        return {name: held[name] for name in self._columns()}

    def _suggestion(self, entry: Entry) -> dict[str, JsonValue]:
        given = [one for one in entry.suggested if one.answer is not None]
        self._count(entry, given)
        last = given[-1] if given else None
        values = self._questions.values(None if last is None else last.answer)
        held: dict[str, JsonValue] = {}
        for name, value in values.items():
            held |= {
                f"{name}.suggestion": value,
                f"{name}.suggestion.score": None if last is None else last.score,
                f"{name}.suggestion.agent": None if last is None else last.name,
            }
        return held

    def _count(self, entry: Entry, given: list[Suggested]) -> None:
        self._cut.lose("failed_suggestions", len(entry.suggested) - len(given))
        self._cut.lose("more_suggestions", max(0, len(given) - 1))
        self._cut.lose("rationales", sum(one.worded for one in entry.suggested))

    def _responses(self, entry: Entry) -> dict[str, JsonValue]:
        self._cut.lose("times", sum(one.lead_ms is not None or one.at_us is not None for one in entry.said))
        self._cut.lose("annotation_status", sum(one.status == REJECTED or self._empty(one) for one in entry.said))
        states = [_STATUS[one.status] for one in entry.said]
        given = [self._questions.values(one.answer) for one in entry.said]
        held: dict[str, JsonValue] = {}
        for name in self._questions.names:
            held |= {
                f"{name}.responses": [one[name] for one in given],
                f"{name}.responses.users": [one.who for one in entry.said],
                f"{name}.responses.status": list[JsonValue](states),
            }
        return held

    def _empty(self, said: Said) -> bool:
        """Whether an answer without any value looks like none, since it was not submitted."""
        if said.answer is None or said.status == SUBMITTED:
            return False
        return all(one is None for one in self._questions.values(said.answer).values())
