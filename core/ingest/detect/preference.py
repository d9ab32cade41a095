"""Candidates side by side, and who preferred which."""

from __future__ import annotations

import re

from core.domain.json import JsonValue
from core.domain.task import Task
from core.ingest.cells import text_of
from core.ingest.detect import names
from core.ingest.detect.answers import answers_in
from core.ingest.detect.body import form_of
from core.ingest.detect.columns import Column
from core.ingest.detect.finding import Facts, Finding
from core.ingest.mapping import PartColumn

MOST = 9
_PAIRS = (("chosen", "rejected"), ("preferred", "dispreferred"), ("winner", "loser"))
_NUMBERED = re.compile(r"^(.*[^\d_])_?([1-9]|[a-i])$")
_VERDICT = re.compile(r"[0-9]|tie|draw|equal|both( bad)?|neither|none|all bad|[1-9](\s*[>=]\s*[1-9])+", re.IGNORECASE)


def find(facts: Facts) -> Finding | None:
    """See `Detector`."""
    candidates = _pair(facts) or _numbered(facts)
    if not candidates:
        return None
    answers = answers_in(facts, is_verdict)
    parts = tuple(PartColumn(one.name, form_of(one), candidate=True) for one in candidates)
    listed = ", ".join(f"“{one.name}”" for one in candidates)
    text = _asked(facts, candidates)
    why = (f"{listed} stand side by side, to be ranked.", *answers.why)
    return Finding(0.95, Task("preference"), answers.gold, answers.label, answers.suggestions, parts, text, why=why)


def is_verdict(value: JsonValue) -> bool:
    """Whether this says which candidate is preferred."""
    if isinstance(value, dict):
        return "ranking" in value or "all_bad" in value
    return bool(_VERDICT.fullmatch(text_of(value).strip()))


def _pair(facts: Facts) -> list[Column]:
    plain = {names.plain(name): one for name, one in facts.columns.items() if one.depth == 0 and one.cells}
    for pair in _PAIRS:
        if all(name in plain for name in pair):
            return [plain[name] for name in pair]
    return []


def _numbered(facts: Facts) -> list[Column]:
    """Columns that differ in a number or a letter at their end, and hold texts that are long or differ from each other."""
    groups: dict[str, list[tuple[str, Column]]] = {}
    for name, one in facts.columns.items():
        match = _NUMBERED.match(names.plain(name))
        if match and one.depth == 0 and one.scalar and one.length >= 12 and not one.categorical:
            groups.setdefault(match[1].strip("_"), []).append((match[2], one))
    for group in groups.values():
        ordered = sorted(group, key=lambda numbered: numbered[0])
        if 2 <= len(ordered) <= MOST and ordered[0][0] in "1a":
            return [one for _, one in ordered]
    return []


def _asked(facts: Facts, candidates: list[Column]) -> str | None:
    """What the candidates are answers to; the text may be a candidate by its name."""
    if facts.body.text not in {one.name for one in candidates}:
        return None
    rest = [one.name for one in facts.free() if one.depth == 0 and one not in candidates]
    return names.named(rest, ("prompt", "question", "instruction", "source", "input", "query"))
