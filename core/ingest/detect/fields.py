"""Records as answers: objects with the same names in every row."""

from __future__ import annotations

from core.domain.json import JsonValue
from core.domain.kinds.fields import value_problem
from core.domain.task import Field, FieldType, Options, Preset, Task
from core.ingest.detect.answers import answers_in
from core.ingest.detect.finding import Facts, Finding
from core.ingest.values import unwrapped

MOST = 30
_FEW = 12
#: tried in this order; the last fits everything
_TYPES = (FieldType.BOOLEAN, FieldType.INTEGER, FieldType.NUMBER, FieldType.DATE, FieldType.LIST, FieldType.STRING)


def find(facts: Facts) -> Finding | None:
    """See `Detector`."""
    answers = answers_in(facts, _fits)
    held = answers.people or [one.column for one in answers.suggestions]
    records = [cell for name in held for cell in facts.columns[name].cells if isinstance(cell, dict)]
    names = list(dict.fromkeys(name for record in records for name in record))
    if not records or len(names) > MOST:
        return None
    fields = tuple(_field(name, [record.get(name) for record in records]) for name in names)
    checklist = len(fields) > 1 and all(one.type is FieldType.BOOLEAN for one in fields)
    options = Options(preset=Preset.CHECKLIST if checklist else Preset.NONE)
    why = (*answers.why, f"They are records with {len(fields)} fields{', all yes or no: a checklist' if checklist else ''}.")
    task = Task("fields", fields=fields, options=options)
    # Records by models alone may as well be the answers of several models, by their names.
    weight = 0.92 if answers.people else 0.6
    return Finding(weight, task, answers.gold, answers.label, answers.suggestions, why=why)


def _fits(value: JsonValue) -> bool:
    return isinstance(value, dict) and 0 < len(value) <= MOST and unwrapped(value) is value


def _field(name: str, values: list[JsonValue]) -> Field:
    given = [value for value in values if value is not None]
    kind = next(
        (kind for kind in _TYPES if given and all(not value_problem(value, Field(name, kind)) for value in given)),
        FieldType.STRING,
    )
    texts = sorted({value for value in given if isinstance(value, str)})
    if kind is FieldType.STRING and 2 <= len(texts) <= _FEW and len(texts) <= 0.3 * len(given):
        return Field(name, FieldType.ENUM, choices=tuple(texts))
    return Field(name, kind)
