"""What users and judges said of replies in production traces, as signals: who says so, what of, and a number from -1 to 1.

A thumb is 1 or -1; a score in a range that the file tells is mapped from that range, one from 0 to 1 from that; any other number keeps its
sign and is cut to -1 and 1. A word is a thumb where it says one; a word that says neither stands in the comment, with the value 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from core.domain.json import JsonValue
from core.ingest.formats.base import Record

_UP = (
    "up,thumbs up,thumb up,thumbsup,like,liked,upvote,positive,good,great,helpful,👍,yes,true,correct,pass,passed,accepted,"
    "satisfied,relevant,grounded,safe"
)
_DOWN = (
    "down,thumbs down,thumb down,thumbsdown,dislike,disliked,downvote,negative,bad,unhelpful,not helpful,👎,no,false,incorrect,fail,"
    "failed,rejected,unsatisfied,irrelevant,not relevant,wrong,unsafe,hallucinated,hallucination"
)
_NEITHER = "neutral,neither,mixed,so so"
_WORDS = {word: value for words, value in ((_UP, 1.0), (_DOWN, -1.0), (_NEITHER, 0.0)) for word in words.split(",")}
_VALUES = ("value", "score", "rating", "thumb", "thumbs", "sentiment", "feedback")
_COMMENTS = ("comment", "text", "reason", "explanation", "message")
_BY_USERS = re.compile(r"user|feedback|thumb|rating|like|csat|nps|satisf", re.IGNORECASE)

Range = tuple[float, float]


def by_users(name: str) -> bool:
    """Whether a score is one of users, by its name."""
    return bool(_BY_USERS.search(name))


def signal(origin: str, name: str, value: JsonValue, comment: JsonValue = "", within: Range | None = None) -> Record | None:
    """One signal as `core.ingest.said` reads it; None where there is neither a number nor a word. `within`: the range of the score."""
    number, words = valued(value, within), comment if isinstance(comment, str) else ""
    if number is None and isinstance(value, str) and value.strip():
        number, words = 0.0, "\n".join(one for one in (value.strip(), words) if one)
    return None if number is None else {"origin": origin, "name": name, "value": number, "comment": words}


def valued(value: JsonValue, within: Range | None = None) -> float | None:
    """A thumb or a score as a number from -1 to 1, None for anything else."""
    if isinstance(value, bool):
        return 1.0 if value else -1.0
    if isinstance(value, str):
        said = " ".join(re.split(r"[\s_-]+", value.casefold())).strip()
        return _WORDS[said] if said in _WORDS else _number(value, within)
    return _scaled(float(value), within) if isinstance(value, int | float) else None


def _number(text: str, within: Range | None) -> float | None:
    try:
        return _scaled(float(text), within)
    except ValueError:
        return None


def _scaled(number: float, within: Range | None) -> float | None:
    if not math.isfinite(number):
        return None
    if within is None and 0 <= number <= 1:
        within = (0.0, 1.0)
    if within is not None and within[0] < within[1]:
        number = 2 * (number - within[0]) / (within[1] - within[0]) - 1
    return max(-1.0, min(1.0, number))


def signals(origin: str, given: JsonValue, name: str = "feedback") -> Iterator[Record]:
    """The signals in whatever shape feedback is noted: a thumb, a score, an object with `value` and `comment`, scores by name, a list."""
    if isinstance(given, list):
        for one in given:
            yield from signals(origin, one, name)
    elif isinstance(given, dict):
        yield from _of_object(origin, given, name)
    elif (one := signal(origin, name, given)) is not None:
        yield one


def _of_object(origin: str, given: Record, name: str) -> Iterator[Record]:
    called = str(given.get("name") or given.get("key") or name)
    value = next((given[key] for key in _VALUES if given.get(key) not in (None, "")), None)
    if value is not None and not isinstance(value, dict | list):
        comment = next((given[key] for key in _COMMENTS if isinstance(given.get(key), str)), "")
        one = signal(origin, called, value, comment)
        if one is not None:
            yield one
        return
    for key, inner in given.items():
        if key not in _COMMENTS and isinstance(inner, bool | int | float | dict | list):
            yield from signals(origin, inner, key)
