"""A filter taken apart: what a facet's value toggles, and the chips that take a criterion away again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from core.domain.filters import Filter
from desktop.i18n import tr
from desktop.screens.items import words

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One value of one criterion. `key`: the name of the metadata, `value` is as a facet has it."""

    name: str
    value: str = ""
    key: str = ""

    @property
    def words(self) -> str:
        """What a chip says."""
        title = self.key or words.criterion(self.name)
        told = words.value(self.name, self.value) if self.value else ""
        return tr("{title}: {value}", title=title, value=told) if told else title


def toggled(wanted: Filter, one: Criterion) -> Filter:
    """The filter with this value, or without it when it has it."""
    return _TOGGLES.get(one.name, _toggle_value)(wanted, one)


def asks_for(wanted: Filter, one: Criterion) -> bool:
    """Whether the filter asks for this value: pressing it would take it away."""
    if one.name == "confidence":
        low, high = _bounds(one)
        return wanted.confidence is not None and wanted.confidence[0] <= low and high <= wanted.confidence[1]
    if one.name == "metadata":
        return (one.key, one.value) in wanted.metadata
    held = getattr(wanted, one.name)
    if one.name in _SETS:
        return one.value in held
    return held is not None if one.name == "disagree" else held is _asked(one)


def criteria(wanted: Filter) -> tuple[Criterion, ...]:
    """The values of all criteria that are set; the text is left out, since the search field shows it."""
    return tuple(one for name in wanted.set_names if name != "text" for one in _values(wanted, name))


def without(wanted: Filter, one: Criterion) -> Filter:
    """The filter without this value of `criteria`."""
    held = getattr(wanted, one.name)
    if one.name == "metadata" or (one.name in _SETS and one.value):
        return toggled(wanted, one) if held else wanted
    return wanted.without(one.name)


_SETS = frozenset({"statuses", "labels", "verdicts", "sources", "suggesters", "flags", "reviewers"})


def _values(wanted: Filter, name: str) -> list[Criterion]:
    held = getattr(wanted, name)
    if name == "metadata":
        return [Criterion(name, value, key) for key, value in wanted.metadata]
    if name in _SETS:
        return [Criterion(name, value) for value in cast("tuple[str, ...]", held)]
    return [Criterion(name, _TOLD.get(name, _nothing)(wanted))]


def _nothing(_: Filter) -> str:
    return ""


def _range(wanted: Filter) -> str:
    low, high = wanted.confidence or (0.0, 1.0)
    return f"{low}-{high}"


#: what a criterion that is not a set of values shows behind its name
_TOLD: Mapping[str, Callable[[Filter], str]] = {
    "confidence": _range,
    "flagged": lambda wanted: "" if wanted.flagged else "no",
    "commented": lambda wanted: "" if wanted.commented else "no",
    "disagree": lambda wanted: ", ".join(wanted.disagree or ()),
    "daily": lambda wanted: str(wanted.daily),
    "group": lambda wanted: str(wanted.group),
    "items": lambda wanted: str(len(wanted.items)),
}


def _asked(one: Criterion) -> bool:
    return one.value.lower() in _TRUE or not one.value


def _bounds(one: Criterion) -> tuple[float, float]:
    low, _, high = one.value.partition("-")
    return float(low), float(high)


def _toggle_value(wanted: Filter, one: Criterion) -> Filter:
    held = cast("tuple[str, ...]", getattr(wanted, one.name))
    others = tuple(value for value in held if value != one.value)
    return wanted.also(**{one.name: others if one.value in held else (*held, one.value)})


def _toggle_metadata(wanted: Filter, one: Criterion) -> Filter:
    pair = (one.key, one.value)
    others = tuple(held for held in wanted.metadata if held != pair)
    return wanted.also(metadata=others if pair in wanted.metadata else (*wanted.metadata, pair))


def _toggle_mark(wanted: Filter, one: Criterion) -> Filter:
    asked = _asked(one)
    return wanted.without(one.name) if getattr(wanted, one.name) is asked else wanted.also(**{one.name: asked})


def _toggle_disagree(wanted: Filter, one: Criterion) -> Filter:
    return wanted.also(disagree=()) if wanted.disagree is None else wanted.without("disagree")


def _toggle_confidence(wanted: Filter, one: Criterion) -> Filter:
    """Neighbouring tenths join to one range; one at its end leaves it, one in its middle ends it."""
    low, high = _bounds(one)
    if wanted.confidence is None:
        return wanted.also(confidence=(low, high))
    least, most = wanted.confidence
    if low < least or high > most:
        return wanted.also(confidence=(min(low, least), max(high, most)))
    left = (high, most) if low == least else (least, low) if high == most else (least, least)
    return wanted.also(confidence=left) if left[0] < left[1] else wanted.without("confidence")


_TOGGLES: Mapping[str, Callable[[Filter, Criterion], Filter]] = {
    "metadata": _toggle_metadata,
    "confidence": _toggle_confidence,
    "disagree": _toggle_disagree,
    **dict.fromkeys(("flagged", "commented", "disputed", "older_guidelines", "not_samples"), _toggle_mark),
}


def filter_words(wanted: Filter) -> str:
    """A filter in one line."""
    parts = [one.words for one in criteria(wanted)]
    parts += [tr("text: {text}", text=wanted.text)] if wanted.text else []
    return ", ".join(parts) or tr("every item")
