"""Why one answer was preferred over another, by stated heuristics.

- `other`: the reviewer commented on the item, so the cause stands in words; or there is nothing to compare.
- `fact`: the answers are labels, passages, fields or sets that differ; or texts in which a number, a name or a negation is another
  (`core.domain.edits.changes_facts`).
- `format`: texts with the same words and numbers in the same order, which differ in punctuation, markup, line breaks or the layout of JSON.
- `style`: texts that say it in other words.
"""

from __future__ import annotations

import re
from enum import StrEnum

import orjson

from core.domain.edits import changes_facts
from core.domain.json import Answer, JsonValue
from core.domain.kinds import Kind

#: what begins a line without being said: headings, list marks, quotes
_MARKER = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-*+\u2022\u2023][ \t]+|>[ \t]?|\d{1,3}[.)][ \t]+)", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
#: numbers, words, and signs that mean something: money, comparisons
_TOKEN = re.compile(
    r"(?<!\w)[-+\u2212]?\d+(?:[.,:/]\d+)*%?|\d+(?:[.,:/]\d+)*%?|[^\W_]+(?:['\u2019][^\W_]+)*|[$\u00a2-\u00a5\u20a0-\u20bf=<>\u00b1\u2260\u2264\u2265]"
)


class Cause(StrEnum):
    """See the module."""

    FACT = "fact"
    FORMAT = "format"
    STYLE = "style"
    OTHER = "other"


def cause_of(kind: Kind, chosen: Answer, rejected: Answer, *, commented: bool) -> Cause:
    """Why `chosen` was preferred over `rejected`, two answers of this kind that differ."""
    if commented:
        return Cause.OTHER
    one, other = kind.neutral(chosen).text, kind.neutral(rejected).text
    return Cause.FACT if one is None or other is None else text_cause(one, other)


def text_cause(chosen: str, rejected: str) -> Cause:
    """Why a text was preferred over another."""
    if _words(chosen) == _words(rejected) or _same_json(chosen, rejected):
        return Cause.FORMAT
    return Cause.FACT if changes_facts(rejected, chosen) else Cause.STYLE


def _words(text: str) -> list[str]:
    return [found.casefold() for found in _TOKEN.findall(_MARKER.sub("", _TAG.sub(" ", text)))]


def _same_json(one: str, other: str) -> bool:
    first, second = _loaded(one), _loaded(other)
    return isinstance(first, dict | list) and first == second


def _loaded(text: str) -> JsonValue:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
