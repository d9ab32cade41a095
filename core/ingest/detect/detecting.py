"""From the findings of all detectors to a mapping and a task to begin with."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.domain.content import Form
from core.domain.json import JsonValue
from core.domain.task import Task
from core.ingest.detect import choice, choices, drafts, fields, names, preference, spans
from core.ingest.detect.body import body_of, form_of
from core.ingest.detect.columns import Column, columns_of
from core.ingest.detect.detected import Detected
from core.ingest.detect.finding import Detector, Facts, Finding
from core.ingest.detect.pooled import answer_cells
from core.ingest.mapping import Mapping, PartColumn
from core.ingest.readers.base import Known

#: so many of the other columns are kept as metadata unless the user says otherwise
MOST_METADATA = 8
_MOST_PARTS = 3
#: a column of texts that are much longer than the rest stands beside the text, whatever it is called
_DOCUMENT = 400
_LONG = 12

DETECTORS: dict[str, Detector] = {
    "preference": preference.find,
    "drafts": drafts.find,
    "choices": choices.find,
    "choice": choice.find,
    "spans": spans.find,
    "fields": fields.find,
}


def detect(
    columns: Sequence[str],
    rows: Sequence[Values[str, JsonValue]],
    path: Path | None = None,
    *,
    known: Known | None = None,
) -> Detected:
    """What a table seems to hold. `columns` must not be empty; `rows` are its first ones by column name.

    `path`: the file, for its name alone; `known`: what the file's format stands for, which then holds.
    """
    del path
    if known is not None:
        return _of_format(known, rows)
    held = columns_of(columns, rows)
    facts = Facts(held, body_of(held), _id(held))
    findings = sorted((found for find in DETECTORS.values() if (found := find(facts))), key=lambda one: -one.weight)
    detected = [_detected(facts, one) for one in _one_a_kind(findings)] or [_detected(facts, _NOTHING)]
    best, *others = detected
    return replace(best, alternatives=tuple(others))


def _of_format(known: Known, rows: Sequence[Values[str, JsonValue]]) -> Detected:
    """The mapping is the format's; the task is that of the answers, which are looked at as one column."""
    why = (f"The file is {known.title}: what its columns are is known.",)
    if known.task is not None:
        return Detected(known.mapping, known.task, why)
    cells = [cell for row in rows for cell in answer_cells(known.mapping, row)]
    found = detect(["text", "label"], [{"text": f"item {place}", "label": cell} for place, cell in enumerate(cells)])
    return Detected(known.mapping, found.task, (*why, *(told for told in found.why if "“" not in told)))


_NOTHING = Finding(0, Task("choice"), why=("No column looks like an answer: the labels are yours to give.",))


def _one_a_kind(findings: list[Finding]) -> list[Finding]:
    first = {one.task.kind: one for one in reversed(findings)}
    return [first[name] for name in dict.fromkeys(one.task.kind for one in findings)]


def _detected(facts: Facts, found: Finding) -> Detected:
    body = facts.body if found.text is None else replace(facts.body, text=found.text, join=())
    used = {body.text, *body.join, facts.external_id, found.gold, found.label, *(part.column for part in found.parts)}
    used |= {name for one in found.suggestions for name in one.columns()}
    free = [one for one in facts.columns.values() if one.cells and one.name not in used and not _within(one.name, used)]
    parts = (*_parts(free, facts), *found.parts)
    rest = [one for one in free if one.depth == 0 and one.name not in {part.column for part in parts}]
    rest = [one for one in rest if not any(name is not None and _within(name, {one.name}) for name in used)]
    people = [name for name in (found.gold, found.label) if name is not None]
    metadata = tuple(one.name for one in rest if not _tells(one.name, people))[:MOST_METADATA]
    left = [one.name for one in rest if one.name not in metadata]
    mapping = Mapping(
        body.text, facts.external_id, found.label, found.gold, metadata, body.form, "", body.join, parts, found.suggestions
    )
    told = facts.body.why if found.text is None else (f"“{found.text}” is what they answer.",)
    return Detected(mapping, found.task, (*told, *found.why, *_told(parts, left)))


def _parts(free: list[Column], facts: Facts) -> tuple[PartColumn, ...]:
    """Documents, questions, turns before: by name, or since their texts are long; images by their paths."""
    found: list[PartColumn] = []
    seen = {facts.columns[facts.body.text].texts}
    for one in sorted(free, key=lambda column: column.depth):
        form = form_of(one)
        long = one.scalar and one.length >= _LONG
        beside = names.plain(one.name) in names.PART and (long or form in (Form.CHAT, Form.RECORD))
        beside = beside or form is Form.IMAGE or (one.prose and one.length >= _DOCUMENT and not names.is_telling(one.name))
        inside = any(one.name.startswith((f"{part.column}.", f"{part.column}[")) for part in found)
        beside = beside and (
            one.depth == 0 or (one.filled >= 0.5 and not names.plain(one.name.partition(".")[0]).startswith("meta"))
        )
        if beside and not inside and (not one.texts or one.texts not in seen) and one.depth <= 1:
            found.append(PartColumn(one.name, form, name=one.name.rpartition(".")[2]))
            seen.add(one.texts)
    return tuple(found[:_MOST_PARTS])


def _tells(name: str, people: list[str]) -> bool:
    """Whether beneath the text it would give the answer away: by its name, or as another level of the same label."""
    stems = {one.rstrip("0123456789") for one in people if one[-1:].isdigit()}
    return names.is_telling(name) or names.is_gold_like(name) or name.rstrip("0123456789") in stems


def _within(name: str, used: set[str | None]) -> bool:
    """Whether this lies in a cell that has its use already."""
    return any(other is not None and name.startswith((f"{other}.", f"{other}[")) for other in used)


def _id(columns: dict[str, Column]) -> str | None:
    """The column of ids: by its name, with a cell in every row and none twice."""
    whole = [name for name, one in columns.items() if one.scalar and one.depth == 0 and one.filled == 1]
    single = [name for name in whole if len(columns[name].distinct) == len(columns[name].cells)]
    return names.named(single, names.ID)


def _told(parts: tuple[PartColumn, ...], left: list[str]) -> tuple[str, ...]:
    told = [f"“{part.column}” stands beside the text." for part in parts if not part.candidate]
    if left:
        listed = ", ".join(f"“{name}”" for name in left[:10])
        told.append(f"Left out: {listed}; what tells the answer, or is one column too many, is not shown beneath the text.")
    return tuple(told)
