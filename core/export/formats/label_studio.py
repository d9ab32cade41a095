"""Label Studio: one JSON array of tasks with data, predictions and annotations, and the labeling config that fits them beside it.

https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks; imported there with the config as the project's. The last
annotation of a task is the label that stands; it is its ground truth where disagreement was settled by an adjudicator, and nowhere else:
a blind answer is one person's too.
"""

from __future__ import annotations

from itertools import chain

import orjson

from core import clock
from core.domain.exchange import ITEM_ID, MARK, META, NEVER, PARTS, TEXT
from core.domain.json import JsonValue
from core.domain.task import FieldType, Task
from core.export.beside import CANCELLED, SUBMITTED, Entry, Said, entries_of
from core.export.cut import Cut
from core.export.formats.format import FormatBase, Option
from core.export.formats.label_studio_config import BESIDE, config_of, unheld
from core.export.formats.label_studio_results import CANDIDATES, PAIR, Results
from core.export.output import Output

CONFIG = "label_config.xml"
_ANNOTATORS = Option("annotators", True, "name who annotated; Label Studio refuses addresses that none of its users has")


class LabelStudio(FormatBase):
    """Tasks as Label Studio exports them. Lost: failed suggestions, reasons in words, and that an annotation was rejected."""

    name: str = "label_studio"
    title: str = "Label Studio (JSON)"
    told: str = "tasks with predictions and annotations, and their labeling config"
    suffix: str = ".json"
    options: tuple[Option, ...] = (_ANNOTATORS,)

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`. Streams: a task at a time is in memory, beside its batch."""
        tasks = _Tasks(cut)
        with output.file().open("wb") as file:
            before = b"[\n"
            for entry in entries_of(cut):
                file.write(before + orjson.dumps(tasks.task(entry)))
                before = b",\n"
            file.write(b"\n]\n" if before == b",\n" else b"[]\n")
        cut.lose("label_config_names", unheld(cut.task))
        config = config_of(cut.task, beside=cut.sheet.parts, ranked=tasks.results.ranked)
        output.file(name=CONFIG).write_bytes(config.encode())


class _Tasks:
    """Makes the tasks of one cut, and counts what they cannot hold."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._mark = cut, _mark(cut.task)
        self._named = bool(cut.option(_ANNOTATORS.name, _ANNOTATORS.default))
        self.results = Results(cut.task)

    def task(self, entry: Entry) -> dict[str, JsonValue]:
        return {
            "id": entry.record.seq,
            "data": self._data(entry),
            "predictions": self._predictions(entry),
            "annotations": self._annotations(entry),
        }

    def _data(self, entry: Entry) -> dict[str, JsonValue]:
        record, content = entry.record, entry.content
        held: dict[str, JsonValue] = {ITEM_ID: record.item_id, TEXT: content.text, "label_source": record.source}
        if self._cut.splits.names:
            held |= {"split": record.split, "group_id": record.group}
        if self._cut.sheet.parts:
            held[BESIDE] = "\n\n".join(f"{part.name}: {part.text}" for part in content.parts if not part.candidate)
        if not content.plain:
            held[PARTS] = content.parts_json()
        if record.metadata_values:
            held[META] = record.metadata_values
        return {**held, **self._candidates(entry), MARK: self._mark}

    def _candidates(self, entry: Entry) -> dict[str, JsonValue]:
        """The candidates as the two sides of a pair, and as a list."""
        texts = [part.text for part in entry.content.candidates]
        if not texts:
            return {}
        listed: list[JsonValue] = [
            {"id": name, "title": name, "body": text} for name, text in zip(entry.content.candidate_names, texts, strict=True)
        ]
        return {**dict(zip(PAIR, chain(texts, ("", "")), strict=False)), CANDIDATES: listed}

    def _predictions(self, entry: Entry) -> list[JsonValue]:
        given = [one for one in entry.suggested if one.answer is not None]
        self._cut.lose("failed_suggestions", len(entry.suggested) - len(given))
        self._cut.lose("rationales", sum(one.worded for one in entry.suggested))
        return [
            {"model_version": one.name, "score": one.score, "result": list[JsonValue](self.results.of(one.answer, entry.content))}
            for one in given
        ]

    def _annotations(self, entry: Entry) -> list[JsonValue]:
        made = [self._annotation(entry, one) for one in entry.said]
        if any("created_at" in one for one in made):  # its converters sort by this key, and fail where one task has it in part
            made = [{**dict.fromkeys(("created_at", "updated_at"), NEVER), **one} for one in made]
        return list[JsonValue](made)

    def _annotation(self, entry: Entry, said: Said) -> dict[str, JsonValue]:
        result = [] if said.answer is None else self.results.of(said.answer, entry.content)
        empty = said.status == CANCELLED and said.answer is not None and not result
        self._cut.lose("annotation_status", said.status not in (SUBMITTED, CANCELLED) or empty)
        self._cut.lose("annotators", bool(said.who) and not self._named)
        held: dict[str, JsonValue] = {
            "was_cancelled": said.status != SUBMITTED,
            "ground_truth": entry.settled and said is entry.label,
            "result": list[JsonValue](result),
        }
        if said.who and self._named:
            held["completed_by"] = {"email": said.who}
        if said.lead_ms is not None:
            held["lead_time"] = said.lead_ms / 1000
        if said.at_us is not None:
            held["created_at"] = held["updated_at"] = clock.iso(said.at_us)
        return held


def _mark(task: Task) -> JsonValue:
    lists: list[JsonValue] = [one.name for one in task.fields if one.type is FieldType.LIST]
    return {"kind": task.kind, "lists": lists}
