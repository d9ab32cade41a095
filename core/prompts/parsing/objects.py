"""The JSON in a reply: fenced, with prose around, with trailing commas, single quotes, comments, bare keys or Python's literals.

Everything takes linear time: brackets are paired in one pass, values that nest deeper than `MAX_DEPTH` are not read, and the library
that repairs JSON, which takes quadratic time on hostile text, sees short pieces only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import orjson

from core.domain.json import JsonValue

MAX_DEPTH = 48
MAX_SCANNED = 200_000  # characters at the end of a reply in which objects are looked for
MAX_TRIED = 16
MAX_REPAIRS = 2
MAX_REPAIRED = 12_000  # characters; measured: 0.1 s at the worst with the marks below
MAX_REPAIRED_MARKS = 800
_BRACES = re.compile(r'\\.|["{}]', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_MARK = re.compile(r"""[\[\]{}()"'“”:\\/#*]""")
ANSWER = "answer"

JsonObject = dict[str, JsonValue]


def load(text: str) -> JsonValue:
    """Strict JSON. Raises `ValueError` when it is none, or nests too deeply."""
    if too_deep(text):
        raise ValueError("The JSON nests too deeply.")
    return cast("JsonValue", orjson.loads(text))


def too_deep(text: str) -> bool:
    """Whether brackets nest deeper than `MAX_DEPTH`; brackets in strings count, which errs on the safe side."""
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def repaired(text: str) -> JsonValue:
    """Broken JSON, mended as far as can be. Raises `ValueError` when it is too long or too broken."""
    if len(text) > MAX_REPAIRED or too_deep(text) or sum(1 for _ in _MARK.finditer(text)) > MAX_REPAIRED_MARKS:
        raise ValueError("The JSON is broken and too long to mend.")
    from json_repair import loads  # noqa: PLC0415  (only broken replies need it)

    return cast("JsonValue", loads(text))


def objects(text: str) -> Iterator[JsonObject]:
    """The outermost complete objects near the end of a reply, the last one first."""
    text = text[-MAX_SCANNED:]
    repairs = MAX_REPAIRS
    for start, end in _candidates(text):
        piece = text[start:end]
        try:
            value = load(piece)
        except ValueError:
            if not repairs:
                continue
            repairs -= 1
            value = _mended(piece)
        if isinstance(value, dict):
            yield value


def _mended(piece: str) -> JsonValue:
    try:
        return repaired(piece)
    except (ValueError, RecursionError):
        return None


def _candidates(text: str) -> list[tuple[int, int]]:
    """Places of objects: braces in strings do not count, unless that leaves none (a stray quote before the object)."""
    found = _outermost(text, strings=True)
    if not found or (ANSWER in text[found[-1][1] :]):
        found = [*_outermost(text, strings=False), *found]
    return list(dict.fromkeys(reversed(found)))[:MAX_TRIED]


def _outermost(text: str, *, strings: bool) -> list[tuple[int, int]]:
    """Pairs of braces that stand in no other pair; a brace that is never closed hides nothing."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    in_string = False
    for mark in _BRACES.finditer(text):
        if mark[0] == '"':
            in_string = strings and bool(opened) and not in_string
        elif mark[0] == "{" and not in_string:
            opened.append(mark.start())
        elif mark[0] == "}" and not in_string and opened:
            _close(pairs, opened.pop(), mark.end())
    return pairs


def _close(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    while pairs and pairs[-1][0] > start:
        pairs.pop()
    pairs.append((start, end))


def with_answer(value: JsonObject, depth: int = 3) -> JsonObject | None:
    """`value`, or the first object in it that has an `answer`, whatever its case; keys come back in lower case."""
    lowered = {name.strip().casefold(): inner for name, inner in value.items()}
    if ANSWER in lowered:
        return lowered
    inner = (with_answer(part, depth - 1) for part in value.values() if isinstance(part, dict) and depth > 0)
    return next((found for found in inner if found is not None), None)
