"""A labelled range of a text: offsets are Unicode code points, half-open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from core.domain.json import Answer, JsonValue

#: places of a passage that are looked at; words of one that is looked for but for case and white space
_MOST_PLACES, _MOST_LOOSE, _MOST_LETTERS = 1_000, 60, 300


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One range with its label, and, where the task has them, how grave it is and what a person says of it."""

    start: int
    end: int
    label: str
    severity: str = ""
    comment: str = ""

    @property
    def key(self) -> tuple[int, int, str]:
        """Range and label: what an exact match compares."""
        return (self.start, self.end, self.label)

    @property
    def named(self) -> str:
        """The span without text: `12-17 location`."""
        return f"{self.start}-{self.end} {self.label}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def resembles(self, other: Span) -> bool:
        """Whether `other` may be this one, changed: the same range, or an overlapping one with the same label."""
        same_range = (self.start, self.end) == (other.start, other.end)
        return same_range or (self.label == other.label and self.overlaps(other))

    def to_json(self) -> JsonValue:
        """The span in an answer; severity and comment only where there is one."""
        value: dict[str, JsonValue] = {"start": self.start, "end": self.end, "label": self.label}
        if self.severity:
            value["severity"] = self.severity
        return {**value, "comment": self.comment} if self.comment else value

    def passage(self, text: str) -> JsonValue:
        """The span as a model gives it: its text, to the letter, and which occurrence of it in `text` is meant."""
        words = text[self.start : self.end]
        nth = 1 + sum(1 for _ in _starts(words, text, self.start)) if words else 1
        value: dict[str, JsonValue] = {"text": words, "label": self.label}
        value |= {"occurrence": nth} if nth > 1 else {}
        value |= {"severity": self.severity} if self.severity else {}
        return value | ({"comment": self.comment} if self.comment else {})


def span_of(value: JsonValue) -> Span | None:
    """The span that a JSON value holds; None when it holds none (`start` and `end` have to be whole, in order)."""
    if not isinstance(value, dict):
        return None
    start, end, label = value.get("start"), value.get("end"), value.get("label")
    if not _whole(start) or not _whole(end) or not isinstance(label, str):
        return None
    assert isinstance(start, int)
    assert isinstance(end, int)
    if not 0 <= start < end:
        return None
    return Span(start, end, label, str(value.get("severity") or ""), str(value.get("comment") or ""))


def spans_in(answer: Answer) -> list[Span]:
    """The spans of an answer, in order of place; what is none is left out."""
    found = [span_of(one) for one in answer] if isinstance(answer, list) else []
    return sorted(one for one in found if one is not None)


def spans_answer(spans: Sequence[Span]) -> Answer:
    """The answer that holds these spans, in order of place, each once."""
    return [one.to_json() for one in sorted(set(spans))]


def find_passage(value: JsonValue, text: str, taken: Sequence[Span] = ()) -> Span | None:
    """The span of a passage `{"text", "label", "occurrence"?}` in `text`; None when it does not occur.

    The passage is looked for to the letter, then but for case and white space. Without an occurrence it is the first place where none
    of `taken` has this range and label already.
    """
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not isinstance(value.get("label"), str):
        return None
    words, label = str(value["text"]), str(value["label"])
    severity, comment = str(value.get("severity") or ""), str(value.get("comment") or "")
    places = list(islice(_places(words, text), _MOST_PLACES)) or list(islice(_places(words.strip(), text), _MOST_PLACES))
    nth = value.get("occurrence")
    if isinstance(nth, int) and 1 < nth <= len(places):
        places = places[nth - 1 :]
    keys = {one.key for one in taken}
    free = next((place for place in places if (*place, label) not in keys), places[0] if places else None)
    return Span(*free, label, severity, comment) if free else None


def _starts(words: str, text: str, end: int | None = None) -> Iterator[int]:
    """Where `words` begin in `text` before `end`, also where they overlap. Not by a pattern: that may take seconds."""
    at = text.find(words)
    while at >= 0 and (end is None or at < end):
        yield at
        at = text.find(words, at + 1)


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in `text`: to the letter, else but for case and white space, else nowhere."""
    parts = words.split()
    if words in text and words:
        yield from ((at, at + len(words)) for at in _starts(words, text))
    elif parts and len(parts) <= _MOST_LOOSE and len(words) <= _MOST_LETTERS:
        yield from (match.span() for match in re.finditer(r"\s+".join(map(re.escape, parts)), text, re.IGNORECASE))


def _whole(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
