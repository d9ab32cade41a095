"""Labels as lessons for a model: the prompt as it was really sent for the item where there is one, and the label as the reply to it.

The prompt is, in this order: that of the suggestion in view when the item was decided; the last one that was sent for it; the conversation
that was imported; what the live prompt version makes of the item; a plain instruction. See `core.export.pairs.prompt.Origin`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.json import JsonValue
from core.export.cut import Cut
from core.export.pairs.facts import Suggested, Suggestions
from core.export.pairs.prompt import Prompt, has_image
from core.export.pairs.prompts import Prompts
from core.export.pairs.rendering import Renderer
from core.export.record import Record
from core.storage.apart import is_apart
from core.storage.intake_suggestions import KIND as IMPORT
from core.storage.sql import fetch, to_json

_PART = 500
_LAST = """SELECT s.item_seq, max(s.seq) AS seq, s.call_seq IS NULL AS came FROM json_each(:seqs) j
CROSS JOIN suggestion s ON s.item_seq = j.value JOIN suggester g ON g.seq = s.suggester_seq
WHERE s.seq <= :upto AND (s.call_seq IS NOT NULL OR (g.kind = :kind AND g.name <> :kind))
GROUP BY s.item_seq, s.call_seq IS NULL ORDER BY s.item_seq, came"""
_UPDATED = """SELECT e.item_seq, max(e.created_us) AS at_us FROM json_each(:seqs) j CROSS JOIN event e ON e.item_seq = j.value
WHERE e.seq <= :upto AND e.kind = 'updated' GROUP BY e.item_seq"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One label. `outdated`: a label is called otherwise since the prompt was sent."""

    record: Record
    prompt: Prompt
    reply: str
    outdated: bool = False


def lessons(cut: Cut) -> Iterator[Lesson]:
    """A lesson for each record of the dataset, in import order; records without one are counted in `cut.excluded`."""
    teacher = _Teacher(cut)
    for records in cut.labelled():
        for start in range(0, len(records), _PART):
            yield from teacher.lessons(records[start : start + _PART])


class _Teacher:
    def __init__(self, cut: Cut) -> None:
        self._cut, self._suggestions, self._prompts, self._renderer = cut, Suggestions(cut), Prompts(cut), Renderer(cut)

    def lessons(self, records: Sequence[Record]) -> Iterator[Lesson]:
        seqs = to_json(list[JsonValue](one.seq for one in records))
        updated = {
            int(row.item_seq): int(row.at_us)
            for row in fetch(self._cut.connection, _UPDATED, seqs=seqs, upto=self._cut.position.event)
        }
        last = self._last(seqs)
        own = [one.suggestion_seq for one in records if one.suggestion_seq is not None]
        known = self._suggestions.read([*own, *(seq for found in last.values() for seq in found)])
        for record in records:
            numbers = (record.suggestion_seq or 0, *last.get(record.seq, ()))
            asked = [known[seq] for seq in numbers if seq in known and known[seq].created_us >= updated.get(record.seq, 0)]
            lesson = self._lesson(record, asked)
            if isinstance(lesson, str):
                self._cut.excluded[lesson] += 1
            else:
                yield lesson

    def _last(self, seqs: str) -> dict[int, list[int]]:
        """By item the last suggestion that a call gave, then the last one that came with the data."""
        found: dict[int, list[int]] = {}
        for row in fetch(self._cut.connection, _LAST, seqs=seqs, upto=self._cut.position.suggestion, kind=IMPORT):
            found.setdefault(int(row.item_seq), []).append(int(row.seq))
        return found

    def _lesson(self, record: Record, asked: Sequence[Suggested]) -> Lesson | str:
        if has_image(record.content):
            return "image"
        if is_apart(record.answer):
            return "erased"
        for suggested in asked:
            prompt = self._prompts.of(suggested, record)
            if not isinstance(prompt, str):
                outdated = self._prompts.outdated(suggested, record.answer)
                return Lesson(record, prompt, self._reply(record, prompt, suggested.said), outdated)
        prompt = self._renderer.prompt(record)
        return prompt if isinstance(prompt, str) else Lesson(record, prompt, self._reply(record, prompt, None))

    def _reply(self, record: Record, prompt: Prompt, said: float | None) -> str:
        return prompt.reply(self._cut.kind.told(record.answer, self._cut.task, record.content), said)
