"""The kind `spans`: labelled ranges of the item's text. The answer is a list of `{"start", "end", "label"}`, in order of place.

Offsets are Unicode code points, half-open. Where the task says so, a span also has a `severity` and may have a `comment`. A model is
asked for passages to the letter, not for offsets, which it cannot count; `settle` finds them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import cast

from typing_extensions import override

from core.domain.content import Content
from core.domain.json import Answer, JsonValue
from core.domain.kinds.base import KindBase
from core.domain.kinds.kind import Change, PartChange
from core.domain.kinds.neutral import Neutral
from core.domain.spans import Span, find_passage, span_of, spans_in
from core.domain.task import Task, checked_labels


class Spans(KindBase):
    """Any number of labelled ranges; they overlap only where the task allows it."""

    name: str = "spans"
    bound: bool = True

    @override
    def apart(self, task: Task) -> bool:
        """Offsets hold no text; a comment on a span does."""
        return task.options.comments

    @override
    def check(self, task: Task) -> Task:
        """One label or more."""
        return task.with_labels(checked_labels(list(task.labels), least=1))

    @override
    def problem(self, answer: Answer, task: Task, content: Content | None = None) -> str:
        if not isinstance(answer, list):
            return "An answer is a list of passages with labels."
        spans = [span_of(one) for one in answer]
        if any(one is None for one in spans):
            return "A passage of the answer does not stand in the item."
        known = [one for one in spans if one is not None]
        told = next((told for one in known if (told := _span_problem(one, task, content))), "")
        if not told and len({one.key for one in known}) < len(known):
            told = "A passage has the same label twice."
        return told or ("" if task.options.overlapping else _overlap(known))

    def json_schema(self, task: Task) -> JsonValue:
        """See `Kind.json_schema`: passages to the letter; `occurrence` (from 1) where one stands several times."""
        properties: dict[str, JsonValue] = {
            "text": {"type": "string", "description": "The passage, copied exactly."},
            "label": {"type": "string", "enum": list(task.names)},
            "occurrence": {"type": "integer", "description": "1 unless the passage stands in the item more than once."},
        }
        required: list[JsonValue] = ["text", "label"]
        if task.options.severities:
            properties["severity"] = {"type": "string", "enum": list(task.options.severities)}
            required.append("severity")
        if task.options.comments:
            properties["comment"] = {"type": "string", "description": "Why, in a sentence."}
        return {"type": "array", "items": {"type": "object", "properties": properties, "required": required}}

    @override
    def settle(self, value: JsonValue, task: Task, content: Content | None = None) -> Answer:
        """Passages become offsets; in order of place, equal ones once. A passage that does not occur stays as it is."""
        if not isinstance(value, list):
            return value
        text = content.text if content is not None else None
        settled: list[Span | JsonValue] = []
        taken: list[Span] = []
        for one in value:
            span = span_of(one) or (find_passage(one, text, taken) if text is not None else None)
            span = None if span is None else _held(span, task)
            settled.append(one if span is None else span)
            taken += [span] if span is not None else []
        by_key = {one.key: one for one in reversed(settled) if isinstance(one, Span)}  # of one range and label the first
        known = sorted(by_key.values())
        return [*(one.to_json() for one in known), *(one for one in settled if not isinstance(one, Span))]

    @override
    def told(self, answer: Answer, task: Task, content: Content | None = None) -> JsonValue:
        text = content.text if content is not None else ""
        return [one.passage(text) for one in spans_in(answer)] if text else answer

    @override
    def equal(self, one: Answer, other: Answer) -> bool:
        return set(spans_in(one)) == set(spans_in(other))

    @override
    def distance(self, one: Answer, other: Answer) -> float:
        """1 - F1 over exact matches of range and label (Tjong Kim Sang and De Meulder 2003, CoNLL); 0 between two empty answers."""
        first, second = {span.key for span in spans_in(one)}, {span.key for span in spans_in(other)}
        total = len(first) + len(second)
        return 1 - 2 * len(first & second) / total if total else 0.0

    @override
    def changes(self, suggested: Answer, answer: Answer) -> tuple[PartChange, ...]:
        """A span whose range stays but whose label, severity or comment changes, or that overlaps with the same label, is changed."""
        before, after = spans_in(suggested), spans_in(answer)
        was, stays = set(before), set(after)
        left = [span for span in after if span not in was]
        found: list[PartChange] = []
        for span in before:
            match = None if span in stays else next((one for one in left if span.resembles(one)), None)
            if match is not None:
                left.remove(match)
            change = Change.KEPT if span in stays else Change.REMOVED if match is None else Change.CHANGED
            found.append(PartChange(span.named, change))
        return (*found, *(PartChange(span.named, Change.ADDED) for span in left))

    @override
    def text(self, answer: Answer) -> str:
        """`start-end label` for each span."""
        if not isinstance(answer, list):
            return ""
        return ", ".join(span.named for span in spans_in(answer)) or "(none)"

    @override
    def neutral(self, answer: Answer) -> Neutral:
        return Neutral(spans=tuple(spans_in(answer)))

    @override
    def labels_in(self, answer: Answer) -> tuple[str, ...]:
        return tuple(dict.fromkeys(span.label for span in spans_in(answer)))

    @override
    def renamed(self, answer: Answer, old: str, new: str) -> Answer:
        if not isinstance(answer, list):
            return answer
        parts = [cast("dict[str, JsonValue]", one) if isinstance(one, dict) else {} for one in answer]
        renamed: list[JsonValue] = []
        for one in ({**part, "label": new} if part.get("label") == old else part for part in parts):
            if one not in renamed:  # a merge may leave one range with the same label twice
                renamed.append(one)
        return renamed


def _held(span: Span, task: Task) -> Span:
    """The span without what the task does not ask for: a comment may quote the item, and would then stand in the ledger."""
    severity = span.severity if task.options.severities else ""
    return replace(span, severity=severity, comment=span.comment if task.options.comments else "")


def _span_problem(span: Span, task: Task, content: Content | None) -> str:
    if span.label not in task.names:
        return "A passage has a label that the task does not have."
    if task.options.severities and span.severity not in task.options.severities:
        return "A passage has no severity that the task knows."
    if content is not None and span.end > len(content.text):
        return "A passage lies beyond the end of the item."
    return ""


def _overlap(spans: list[Span]) -> str:
    ordered = sorted(spans)
    crossed = any(before.end > after.start for before, after in pairwise(ordered))
    return "Two passages overlap, which this task does not allow." if crossed else ""
