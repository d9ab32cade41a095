"""Sets of labels: joined by a bar, or JSON lists of names."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.task import Label, Task
from core.ingest.detect.answers import answers_in
from core.ingest.detect.finding import Facts, Finding
from core.ingest.values import unwrapped

_LONGEST = 60


def find(facts: Facts) -> Finding | None:
    """See `Detector`. There has to be an item with several, and names have to come again."""
    answers = answers_in(facts, _fits)
    held = answers.people or [one.column for one in answers.suggestions]
    cells = [cell for name in held for cell in facts.columns[name].cells]
    if not any(len(labels_of(cell)) > 1 for cell in cells):
        return None
    given = [name for cell in cells for name in labels_of(cell)]
    names = sorted(set(given))
    if len(names) > 0.8 * len(given) and len(given) > 10:
        return None
    why = (*answers.why, "Some items have several labels.")
    task = Task("choices", tuple(map(Label, names)))
    return Finding(0.9, task, answers.gold, answers.label, answers.suggestions, why=why)


def labels_of(cell: JsonValue) -> list[str]:
    """The labels in a cell."""
    inner = unwrapped(cell)
    if isinstance(inner, list):
        return [one.strip() for one in inner if isinstance(one, str) and one.strip()]
    return [part.strip() for part in inner.split("|") if part.strip()] if isinstance(inner, str) else []


def _fits(value: JsonValue) -> bool:
    inner = unwrapped(value)
    if isinstance(inner, list):
        return all(isinstance(one, str) and len(one) <= _LONGEST for one in inner)
    return isinstance(inner, str) and all(len(part) <= _LONGEST for part in inner.split("|")) and "\n" not in inner
