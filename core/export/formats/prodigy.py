"""Prodigy: one annotator's answer a line, in the format of `db-out`; an item that several people judged has several lines.

https://prodi.gy/docs/api-interfaces: choice (options, accept), ner_manual and spans_manual (tokens, spans), text_input (user_input),
blocks of text inputs for fields. The first line of an item is the label that stands. `_input_hash` and `_task_hash` tell the same input
and the same question apart as Prodigy's do, but are ours: the first 32 bits of a BLAKE2b hash, signed.
"""

from __future__ import annotations

import hashlib

import orjson

from core.domain.exchange import ITEM_ID, MARK, META, PARTS, TEXT
from core.domain.json import JsonValue
from core.export.beside import CANCELLED, IGNORED, REJECTED, SUBMITTED, Entry, Said, entries_of
from core.export.cut import Cut
from core.export.formats.format import FormatBase, split_files
from core.export.formats.prodigy_views import Views
from core.export.output import Output

_VERDICTS = {SUBMITTED: "accept", REJECTED: "reject", IGNORED: "ignore", CANCELLED: "ignore"}


class Prodigy(FormatBase):
    """Answered tasks. Lost: suggestions, how long it took and fractions of seconds, what is behind the best group of a ranking."""

    name: str = "prodigy"
    title: str = "Prodigy (JSON Lines)"
    told: str = "answered tasks as Prodigy keeps them, one annotator a line"
    suffix: str = ".jsonl"

    def write(self, cut: Cut, output: Output) -> None:
        """See `Format.write`; a file for each split."""
        lines = _Lines(cut)
        with split_files(cut, output) as files:
            for entry in entries_of(cut):
                cut.lose("suggestions", len(entry.suggested))
                made = [lines.line(entry, one) for one in (entry.label, *entry.said[:-1])]
                files.write(entry.record.split, b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in made))


class _Lines:
    """Makes the lines of one cut, and counts what they cannot hold."""

    def __init__(self, cut: Cut) -> None:
        self._cut, self._views = cut, Views(cut.task)
        self._names = list[JsonValue](cut.task.names)

    def line(self, entry: Entry, said: Said) -> dict[str, JsonValue]:
        """What one person said of an item."""
        self._cut.lose("annotation_status", said.status == CANCELLED)
        self._cut.lose("times", said.lead_ms is not None or (said.at_us or 0) % 1_000_000 > 0)
        asked = self._views.asked(said.answer, entry.content)
        self._cut.lose("rankings", asked.lost)
        held = self._item(entry)
        held |= {"label_source": entry.record.source} if said is entry.label else {}
        input_hash = _hash(held[TEXT], held.get(PARTS))
        hashes: dict[str, JsonValue] = {
            "_input_hash": input_hash,
            "_task_hash": _hash(input_hash, asked.view, asked.question, self._names),
            "_view_id": asked.view,
        }
        return {**held, **asked.question, **asked.answer, **hashes, "answer": _VERDICTS[said.status], **_who(said)}

    def _item(self, entry: Entry) -> dict[str, JsonValue]:
        record, content = entry.record, entry.content
        held: dict[str, JsonValue] = {TEXT: content.text, ITEM_ID: record.item_id}
        if record.metadata_values:
            held[META] = record.metadata_values
        if not content.plain:
            held[PARTS] = content.parts_json()
        return {**held, MARK: self._cut.task.kind}


def _who(said: Said) -> dict[str, JsonValue]:
    names: dict[str, JsonValue] = {"_annotator_id": said.who, "_session_id": said.who} if said.who else {"_session_id": None}
    return names if said.at_us is None else {**names, "_timestamp": said.at_us // 1_000_000}


def _hash(*values: JsonValue) -> int:
    data = orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(hashlib.blake2b(data, digest_size=4).digest(), signed=True)
