"""A filter: which items of a project are meant. What a queue saves, the Items screen shows and a bulk action goes over.

Every criterion that is set has to hold; within one criterion any of its values will do. A filter is a value: it can be compared, kept as
JSON and told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from core.domain.json import JsonValue
from core.domain.vocabulary import Provenance, Status, Verdict
from core.errors import UserError

#: what users said
FEEDBACK = ("up", "down", "none")
#: of what a daily sample is drawn
DECIDED, ALL = "decided", "all"
#: as a suggester, a flag or a label: any
ANY = "*"


@dataclass(frozen=True, slots=True)
class Filter:
    """Criteria over items; a default is no criterion. Empty tuples hold for every item.

    - `labels`: the label that stands holds one of these (`Kind.labels_in`);
    - `sources`: provenance; `suggesters`: of the latest suggestion, by name, `v3` or number;
    - `confidence`: (low, high), 0 to 1, of the latest suggestion: its calibrated chance, where there is none yet its own score;
    - `flags`: codes of guard rails (`*`: any); `flagged`, `commented`: by a person;
    - `disagree`: the latest answers of two suggesters differ: of any two (empty), or of the two named; None: no criterion;
    - `disputed`: the label that came with the data is not what the latest suggestion says;
    - `feedback`: what users and judges said of the reply that it came with: `up`, `down`, `none`;
    - `older_guidelines`: decided under an older version of the guidelines;
    - `reviewers`: by name; `metadata`: (name, value) pairs, values as text, where a name comes twice either value will do;
    - `text`: a full-text search (core/storage/search.py says what can be typed);
    - `daily`, `daily_of`: a fair random sample of so many for each UTC day, of what is `decided` or of `all` that match otherwise;
    - `group`: near-duplicates of the item with this number; `items`: just these numbers;
    - `not_samples`: no item of the blind and the control sample.
    """

    statuses: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    suggesters: tuple[str, ...] = ()
    confidence: tuple[float, float] | None = None
    flags: tuple[str, ...] = ()
    flagged: bool | None = None
    commented: bool | None = None
    disagree: tuple[str, ...] | None = None
    disputed: bool = False
    feedback: tuple[str, ...] = ()
    older_guidelines: bool = False
    reviewers: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    text: str = ""
    daily: int = 0
    daily_of: str = DECIDED
    group: int | None = None
    items: tuple[int, ...] = ()
    not_samples: bool = False

    @property
    def empty(self) -> bool:
        """Whether every item matches."""
        return not self.set_names

    @property
    def set_names(self) -> tuple[str, ...]:
        """The names of the criteria that are set; `daily_of` alone is none."""
        return tuple(one.name for one in fields(self) if one.name != "daily_of" and getattr(self, one.name) != one.default)

    def without(self, *names: str) -> Filter:
        """The filter without these criteria."""
        return cast("Filter", replace(self, **{one.name: one.default for one in fields(self) if one.name in names}))

    def also(self, **criteria: Any) -> Filter:
        """The filter with these criteria in place of its own."""
        return replace(self, **criteria)

    def to_json(self) -> dict[str, JsonValue]:
        """The criteria that are set, as JSON."""
        held = {name: _plain(getattr(self, name)) for name in self.set_names}
        return {**held, "daily_of": self.daily_of} if self.daily and self.daily_of != DECIDED else held

    @staticmethod
    def from_json(value: JsonValue) -> Filter:
        """The filter that `to_json` wrote. Raises `UserError` when a criterion is not known or not as it should be."""
        held = value if isinstance(value, dict) else {}
        known = {one.name for one in fields(Filter)}
        if not isinstance(value, dict) or not held.keys() <= known:
            strange = ", ".join(sorted(held.keys() - known)) or "no object"
            raise UserError("filter.unknown", f"This filter cannot be read ({strange}).", todo="Save it anew.")
        try:
            return checked(Filter(**{name: _READ.get(name, _as_it_is)(part) for name, part in held.items()}))
        except (TypeError, ValueError):
            raise UserError("filter.invalid", "This filter cannot be read.", todo="Save it anew.") from None

    def for_ledger(self) -> dict[str, JsonValue]:
        """As a bulk action keeps it: what was searched for and values of metadata may be item text, and are left out."""
        held = self.to_json()
        if self.text:
            held["text"] = ""
        if self.metadata:
            held["metadata"] = [[name, ""] for name, _ in self.metadata]
        if self.items:
            held["items"] = len(self.items)
        return held

    def words(self) -> tuple[tuple[str, str], ...]:
        """(criterion, value as text) for each criterion that is set: what a screen or a command shows, in its own language."""
        return tuple((name, _word(getattr(self, name))) for name in self.set_names)

    def __str__(self) -> str:
        """The filter in one line; `every item` for an empty one."""
        told = [name.replace("_", " ") + (f" {word}" if word else "") for name, word in self.words()]
        return ", ".join(told) or "every item"


def checked(one: Filter) -> Filter:
    """The filter, if its values can be. Raises `UserError` for a status, verdict, provenance or range that does not exist."""
    _require("state", one.statuses, Status)
    _require("verdict", one.verdicts, Verdict)
    _require("source", one.sources, Provenance)
    _require("kind of feedback", one.feedback, FEEDBACK)
    _require("kind of daily sample", (one.daily_of,), (DECIDED, ALL))
    if one.confidence is not None and not 0 <= one.confidence[0] <= one.confidence[1] <= 1:
        raise UserError("filter.confidence", "A range of confidence goes from 0 to 1, the lower number first.")
    if one.disagree is not None and len(one.disagree) not in (0, 2):
        raise UserError("filter.disagree", "A disagreement is between two suggesters: name two, or none for any two.")
    if one.daily < 0:
        raise UserError("filter.daily", "A daily sample has at least one item.")
    return one


def _require(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    names = [str(one) for one in known]
    wrong = [value for value in values if value not in names]
    if wrong:
        raise UserError("filter.value", f"There is no {what} called {wrong[0]!r}.", todo=f"Known: {', '.join(names)}.")


def _plain(value: Any) -> JsonValue:
    return [_plain(one) for one in cast("tuple[Any, ...]", value)] if isinstance(value, tuple) else value


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "" if value else "no"
    if not isinstance(value, tuple):
        return str(value)
    parts = cast("tuple[Any, ...]", value)
    return ", ".join("=".join(cast("tuple[str, ...]", one)) if isinstance(one, tuple) else str(one) for one in parts)


def _as_it_is(value: Any) -> Any:
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(one) for one in cast("list[Any]", value))


def _numbers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_number(one) for one in cast("list[Any]", value))


def _range(value: Any) -> tuple[float, float]:
    low, high = value
    return float(low), float(high)


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(text)) for name, text in value)


#: how each criterion is read again
_READ: Mapping[str, Any] = {
    **dict.fromkeys(
        ("statuses", "labels", "verdicts", "sources", "suggesters", "flags", "feedback", "reviewers", "disagree"), _texts
    ),
    **dict.fromkeys(("flagged", "commented", "disputed", "older_guidelines", "not_samples"), _flag),
    **dict.fromkeys(("text", "daily_of"), _text),
    **dict.fromkeys(("daily", "group"), _number),
    "confidence": _range,
    "metadata": _pairs,
    "items": _numbers,
}
