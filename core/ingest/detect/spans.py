"""Ranges of the text with labels, by people or by models."""

from __future__ import annotations

from itertools import pairwise

from core.domain.json import JsonValue
from core.domain.task import Label, Options, Task
from core.ingest.detect.answers import answers_in
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Facts, Finding
from core.ingest.values import comment_of, is_span_list, severity_of, span_label, span_list, unwrapped


def find(facts: Facts) -> Finding | None:
    """See `Detector`."""
    answers = answers_in(facts, _fits)
    held = [facts.columns[name] for name in [*answers.people, *(one.column for one in answers.suggestions)]]
    spans = [one for column in held for cell in column.cells for one in span_list(cell)]
    if not any(is_span_list(cell) for column in held for cell in column.cells):
        return None
    people = [one for name in answers.people for cell in facts.columns[name].cells for one in span_list(cell)]
    options = options_of(held, people or spans)
    labels = tuple(Label(name) for name in sorted({span_label(one) for one in spans if span_label(one)}))
    why = (*answers.why, *_why(options))
    # Paths and labels of the whole item come first where a file has both: they are quicker to review.
    return Finding(0.8, Task("spans", labels, options=options), answers.gold, answers.label, answers.suggestions, why=why)


def labels_of(cell: JsonValue) -> list[str]:
    """The labels in a cell."""
    return [label for one in span_list(cell) if (label := span_label(one))]


def options_of(columns: list[Column], spans: list[JsonValue]) -> Options:
    """What spans need of the task: whether those in `columns` overlap, and whether `spans` have severities and comments.

    Where people gave some, theirs say: what a model comments on each of its spans is its reason, and no part of the answer.
    """
    overlapping = any(_overlap(span_list(cell)) for column in columns for cell in column.cells)
    severities = tuple(dict.fromkeys(severity for one in spans if (severity := severity_of(one))))
    whole = bool(spans) and all(severity_of(one) for one in spans)
    return Options(
        overlapping=overlapping, severities=severities if whole else (), comments=any(comment_of(one) for one in spans)
    )


def _fits(value: JsonValue) -> bool:
    inner = unwrapped(value)
    return inner == [] or is_span_list(inner)


def _overlap(spans: list[JsonValue]) -> bool:
    placed: list[tuple[int, int]] = []
    for one in spans:
        start, end = (one.get("start"), one.get("end")) if isinstance(one, dict) else (None, None)
        if isinstance(start, int) and isinstance(end, int):
            placed.append((start, end))
    return any(before[1] > after[0] for before, after in pairwise(sorted(placed)))


def _why(options: Options) -> list[str]:
    told = ["They are ranges of the text with labels: spans."]
    if options.overlapping:
        told.append("Some overlap, so overlapping is allowed.")
    return told
