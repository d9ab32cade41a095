"""One label out of several: yes or no, a path, a flat name."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.task import Label, Options, Preset, Task
from core.ingest.cells import text_of
from core.ingest.detect.answers import answers_in
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Facts, Finding
from core.ingest.values import unwrapped

_LONGEST = 120
#: pairs that say yes and no, the yes first
_YES_NO = (
    *(("yes", "no"), ("true", "false"), ("1", "0"), ("pass", "fail"), ("passed", "failed"), ("correct", "incorrect")),
    *(("consistent", "inconsistent"), ("factual", "non-factual"), ("supported", "unsupported"), ("good", "bad")),
    *(("accept", "reject"), ("accepted", "rejected"), ("safe", "unsafe"), ("y", "n"), ("ja", "nein"), ("是", "否")),
)
SEPARATORS = (" > ", " / ", "/", " :: ", ">")


def find(facts: Facts) -> Finding | None:
    """See `Detector`."""
    answers = answers_in(facts, _fits)
    people = [name for name in answers.people if _comes_again(facts.columns[name])]
    if not people and not answers.suggestions:
        return None
    held = people or [one.column for one in answers.suggestions]
    path = _deepest(facts, [one.name for one in facts.free() if _comes_again(one) and one.name in _like(facts, people)])
    names = labels_in(facts.columns[path] if path else facts.columns[held[0]], *(facts.columns[one] for one in held))
    if path is not None:
        names = labels_in(facts.columns[path])
    task, told = task_of(names)
    gold = answers.gold if answers.gold in people else None
    label = answers.label if answers.label in people else None
    if path is not None and path not in (gold, label):
        gold, label = (path, label) if gold is not None else (None, path)
    why = (*_renamed(answers.why, answers.label, path), *told)
    return Finding(0.85, task, gold, label, answers.suggestions, why=why)


def labels_of(cell: JsonValue) -> list[str]:
    """The label in a cell."""
    inner = unwrapped(cell)
    if isinstance(inner, list):
        return [one.strip() for one in inner if isinstance(one, str) and one.strip()]
    name = "" if isinstance(inner, dict) else text_of(inner).strip()
    return [name] if name else []


def labels_in(*columns: Column) -> list[str]:
    """The different labels of these columns."""
    return list(dict.fromkeys(name for column in columns for cell in column.cells for name in labels_of(cell)))


def task_of(names: list[str]) -> tuple[Task, tuple[str, ...]]:
    """The task with these labels, and why it is this one: yes or no, paths, or flat labels in the order of the alphabet."""
    pair = next((pair for pair in _YES_NO if {name.casefold() for name in names} == set(pair)), None)
    if pair is not None and len(names) == 2:
        ordered = sorted(names, key=lambda name: pair.index(name.casefold()))
        task = Task("choice", tuple(map(Label, ordered)), options=Options(preset=Preset.YES_NO))
        return task, (f"Its labels are “{ordered[0]}” and “{ordered[1]}”: yes or no.",)
    labels = tuple(Label(name) for name in sorted(names))
    separator = separator_of(names)
    if separator:
        return Task("choice", labels, options=Options(separator=separator)), (
            f"Its labels are paths, with “{separator}” in between.",
        )
    return Task("choice", labels), ("Every item has one label of several.",)


def separator_of(names: list[str]) -> str:
    """What stands between the steps of paths: in nine of ten names, with first steps that are shared. Empty for flat labels."""
    for separator in SEPARATORS:
        paths = [name for name in names if separator in name.strip(separator)]
        firsts = {name.split(separator)[0].strip() for name in names}
        if len(names) >= 3 and len(paths) >= 0.9 * len(names) and len(firsts) < len(names):
            return separator
    return ""


def _fits(value: JsonValue) -> bool:
    inner = unwrapped(value)
    if isinstance(inner, list):
        return len(inner) == 1 and isinstance(inner[0], str) and len(inner[0]) <= _LONGEST
    return not isinstance(inner, dict) and len(text_of(inner)) <= _LONGEST and "\n" not in text_of(inner)


def _comes_again(column: Column) -> bool:
    """Whether its labels come again: a column in which every cell differs holds texts, not labels."""
    given = [name for cell in column.cells for name in labels_of(cell)]
    return bool(given) and len(set(given)) <= max(2, 0.8 * len(given))


def _like(facts: Facts, people: list[str]) -> set[str]:
    """The columns that are called like those of `people`, but for a number at the end: `label_l1`, `label_l2`."""
    stems = {name.rstrip("0123456789") for name in people}
    return {name for name in facts.columns if name.rstrip("0123456789") in stems}


def _deepest(facts: Facts, columns: list[str]) -> str | None:
    """The column whose labels are paths."""
    return next((name for name in columns if separator_of(labels_in(facts.columns[name]))), None)


def _renamed(why: tuple[str, ...], label: str | None, path: str | None) -> tuple[str, ...]:
    if path is None or label is None or path == label:
        return why
    return tuple(told.replace(f"“{label}”", f"“{path}”") for told in why)
