"""The table of kinds, and what replaces and restores."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.json import JsonValue
from core.errors import UserError
from core.prompts.redaction import card, email, iban, phone
from core.prompts.redaction.finder import Finder, Place

#: in the order of precedence
FINDERS: dict[str, Finder] = {"email": email.find, "iban": iban.find, "card": card.find, "phone": phone.find}
_PLACEHOLDER = re.compile(r"\[([A-Z]{2,20})_\d{1,9}\]")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders, and what each of these stands for."""

    text: str
    originals: dict[str, str]


class Redactor:
    """Redacts the texts of one call: the same value gets the same placeholder in all of them."""

    def __init__(self, kinds: Iterable[str], region: str | None = None) -> None:
        """`region`: see `Finder`. Raises `UserError` on a kind that there is not."""
        wanted = set(kinds)
        unknown = sorted(wanted - set(FINDERS))
        if unknown:
            known = ", ".join(FINDERS)
            raise UserError("redaction.unknown", f"Nothing called {unknown[0]!r} can be redacted.", todo=f"Known: {known}.")
        self._finders = {kind: finder for kind, finder in FINDERS.items() if kind in wanted}
        self._region = region
        self._placeholders: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    @property
    def originals(self) -> dict[str, str]:
        """Placeholder -> what it stands for, for all texts so far."""
        return {placeholder: original for (_, original), placeholder in self._placeholders.items()}

    def redact(self, text: str) -> str:
        """`text` with placeholders, like `[EMAIL_1]`."""
        parts: list[str] = []
        at = 0
        for place, kind in self._places(text):
            parts += (text[at : place.start], self._placeholder(kind, text[place.start : place.end]))
            at = place.end
        return "".join((*parts, text[at:]))

    def redact_json(self, value: JsonValue) -> JsonValue:
        """`value` with placeholders in its strings; keys stay as they are."""
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, list):
            return [self.redact_json(one) for one in value]
        return {name: self.redact_json(one) for name, one in value.items()} if isinstance(value, dict) else value

    def _places(self, text: str) -> list[tuple[Place, str]]:
        """What is replaced, from left to right, without overlaps: literal placeholders first, then the kinds in their order."""
        if not self._finders:
            return []
        taken = _Taken()
        for literal in _PLACEHOLDER.finditer(text):
            if literal[1].lower() in FINDERS:
                taken.add(Place(literal.start(), literal.end()), literal[1].lower())
        for kind, finder in self._finders.items():
            taken.add_all(finder(text, self._region), kind)
        return taken.places

    def _placeholder(self, kind: str, original: str) -> str:
        known = self._placeholders.get((kind, original))
        if known is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            known = self._placeholders[kind, original] = f"[{kind.upper()}_{self._counts[kind]}]"
        return known


class _Taken:
    """Places that do not overlap, from left to right."""

    def __init__(self) -> None:
        self.places: list[tuple[Place, str]] = []
        self._starts: list[int] = []

    def add(self, place: Place, kind: str) -> None:
        """Add a place that lies after all others."""
        self.places.append((place, kind))
        self._starts.append(place.start)

    def add_all(self, places: Iterable[Place], kind: str) -> None:
        """Add those of `places` that overlap none that is there."""
        self.places += [(place, kind) for place in places if self._free(place)]
        self.places.sort(key=lambda taken: taken[0].start)
        self._starts = [place.start for place, _ in self.places]

    def _free(self, place: Place) -> bool:
        """Whether `place` overlaps none of those that were there before this kind."""
        at = bisect(self._starts, place.start)
        before = at == 0 or self.places[at - 1][0].end <= place.start
        return before and (at == len(self._starts) or self.places[at][0].start >= place.end)


def redact(text: str, kinds: Iterable[str], region: str | None = None) -> Redacted:
    """`text` alone; see `Redactor` for the several texts of a call. Raises `UserError` on a kind that there is not."""
    redactor = Redactor(kinds, region)
    return Redacted(redactor.redact(text), redactor.originals)


def restore(value: JsonValue, originals: Mapping[str, str]) -> JsonValue:
    """`value` with what the placeholders in its strings stand for; keys stay as they are. A placeholder that was never given stays."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda found: originals.get(found[0], found[0]), value)
    if isinstance(value, list):
        return [restore(part, originals) for part in value]
    if isinstance(value, dict):
        return {name: restore(part, originals) for name, part in value.items()}
    return value
