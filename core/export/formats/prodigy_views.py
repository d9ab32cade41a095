"""Answers in Prodigy's annotation interfaces (https://prodi.gy/docs/api-interfaces): what was asked, and what was answered.

Manual interfaces highlight tokens, so every span has to begin and end with one: tokens are words and single signs, and are cut where a
span begins or ends; white space is a token only at the edge of a span. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from core.domain.content import Content
from core.domain.exchange import FIELD
from core.domain.json import Answer, JsonValue
from core.domain.kinds import kind_of
from core.domain.spans import Span
from core.domain.task import Task

_WORDS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the interface `view`, and its answer, each by Prodigy's keys. `lost`: parts of the answer without a place."""

    view: str
    question: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    answer: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    lost: int = 0


class Views:
    """Which interface asks a task, and how its answers stand in it."""

    def __init__(self, task: Task) -> None:
        self._task, self._kind = task, kind_of(task.kind)
        self._names = task.names
        self._style = "single" if self._kind.classes(task) else "multiple"
        self._spans_view = "spans_manual" if task.options.overlapping else "ner_manual"
        self._ways: dict[str, Callable[[Any, Content], Asked]] = {
            "labels": self._labels,
            "spans": self._spans,
            "text": self._text,
            "record": self._record,
            "ranking": self._ranking,
        }

    def asked(self, answer: Answer, content: Content) -> Asked:
        """The question and this answer to it; without an answer the question alone."""
        if answer is None:
            return Asked("text")
        part, value = self._kind.neutral(answer).part
        return self._ways[part](value, content)

    def _choice(self, options: Sequence[tuple[str, str]], accept: Sequence[str], style: str, lost: int = 0) -> Asked:
        listed: list[JsonValue] = [{"id": name, "text": text} for name, text in options]
        question: dict[str, JsonValue] = {"options": listed, "config": {"choice_style": style}}
        return Asked("choice", question, {"accept": list[JsonValue](accept)}, lost)

    def _labels(self, labels: tuple[str, ...], content: Content) -> Asked:
        names = dict.fromkeys((*self._names, *labels))  # one that was retired may have been given
        return self._choice([(name, name) for name in names], labels, self._style)

    def _ranking(self, groups: tuple[tuple[str, ...], ...], content: Content) -> Asked:
        """The best candidates are accepted; the order of the others has no place."""
        named = zip(content.candidate_names, content.candidates, strict=True)
        best = groups[0] if groups else ()
        return self._choice([(name, part.text) for name, part in named], best, "multiple", int(len(groups) > 2))

    def _text(self, text: str, content: Content) -> Asked:
        return Asked("text_input", {"field_id": "user_input"}, {"user_input": text})

    def _record(self, record: dict[str, JsonValue], content: Content) -> Asked:
        return Asked("blocks", {}, {f"{FIELD}{name}": value for name, value in record.items() if value is not None})

    def _spans(self, spans: tuple[Span, ...], content: Content) -> Asked:
        tokens = tokens_of(content.text, spans)
        begins, ends = {start: at for at, (start, _) in enumerate(tokens)}, {end: at for at, (_, end) in enumerate(tokens)}
        listed: list[JsonValue] = [{**_span(one), "token_start": begins[one.start], "token_end": ends[one.end]} for one in spans]
        return Asked(self._spans_view, {"tokens": _tokens(content.text, tokens)}, {"spans": listed})


def _span(span: Span) -> dict[str, JsonValue]:
    held = span.to_json()
    return held if isinstance(held, dict) else {}


def _tokens(text: str, places: Sequence[tuple[int, int]]) -> list[JsonValue]:
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1].isspace()}
        for number, (start, end) in enumerate(places)
    ]


def tokens_of(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Where the tokens of a text begin and end, so that every span begins and ends with one."""
    edges = sorted({0, len(text), *(at for one in spans for at in (one.start, one.end))})
    starts, ends = {one.start for one in spans}, {one.end for one in spans}
    found: list[tuple[int, int]] = []
    for begin, end in pairwise(edges):
        found += _pieces(text, begin, end, first=begin in starts, last=end in ends)
    return found


def _pieces(text: str, begin: int, end: int, *, first: bool, last: bool) -> list[tuple[int, int]]:
    """The tokens between two edges; `first`, `last`: white space at that edge is a token, for a span begins or ends there."""
    words = [match.span() for match in _WORDS.finditer(text, begin, end)]
    if not words:
        return [(begin, end)] if first or last else []
    lead = [(begin, words[0][0])] if first and words[0][0] > begin else []
    trail = [(words[-1][1], end)] if last and words[-1][1] < end else []
    return [*lead, *words, *trail]
