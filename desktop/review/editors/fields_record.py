"""What is made of a record: the suggested values, one's own, which were looked at and kept, and the way back. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.domain.json import Answer, JsonValue
from core.domain.kinds.fields import value_problem
from core.domain.task import Field

_MOST_LEFT = 50


class FieldState(StrEnum):
    """Whose the value of a field is."""

    MODELS = "models"  # suggested, and not touched yet
    ACCEPTED = "accepted"  # suggested, looked at and kept
    CORRECTED = "corrected"
    CLEARED = "cleared"  # something was suggested, and nothing stands there now
    OWN = "own"  # filled in where nothing was suggested
    EMPTY = "empty"


class RecordDraft:
    """One item's record. `swap` goes back to the suggestion, and once more to one's own."""

    def __init__(self) -> None:
        self.fields: tuple[Field, ...] = ()
        self.item_id = ""
        self.suggested: Mapping[str, JsonValue] | None = None
        self._values: dict[str, JsonValue] = {}
        self._held: set[str] = set()
        self._mine: tuple[dict[str, JsonValue], set[str]] | None = None
        self._left: dict[str, tuple[dict[str, JsonValue], set[str]]] = {}

    def start(self, item_id: str, suggested: Mapping[str, JsonValue] | None) -> None:
        """Another item, or the same one anew: it begins as the suggestion. What was filled in and not used stays one key away."""
        if self.touched:
            self._left[self.item_id] = (self._values, self._held)
            while len(self._left) > _MOST_LEFT:
                del self._left[next(iter(self._left))]
        self.item_id, self.suggested = item_id, suggested
        self._values, self._held = dict(suggested or {}), set()
        self._mine = self._left.pop(item_id, None)

    def suggest(self, suggested: Mapping[str, JsonValue] | None) -> None:
        """Another suggestion for the same item: it fills what was not touched."""
        own = {name: self._values.get(name) for name in self._held}
        self.suggested = suggested
        self._values = {**(suggested or {}), **own}

    def value(self, name: str) -> JsonValue:
        """What stands in a field now."""
        return self._values.get(name)

    def put(self, name: str, value: JsonValue) -> None:
        """A person fills in a field, or clears it with None."""
        self._values[name] = value
        self._held.add(name)

    def accept(self, name: str) -> None:
        """A person looked at a field and keeps what stands there."""
        self._held.add(name)

    def restore(self, name: str) -> None:
        """A field as it was suggested."""
        self._values[name] = (self.suggested or {}).get(name)
        self._held.discard(name)

    def differs(self, name: str) -> bool:
        """Whether a field holds something else than was suggested for it."""
        return self._values.get(name) != (self.suggested or {}).get(name)

    @property
    def touched(self) -> bool:
        """Whether any field differs from the suggestion."""
        return any(self.differs(one.name) for one in self.fields)

    def state(self, name: str) -> FieldState:
        """Whose the value is."""
        value, before = self._values.get(name), (self.suggested or {}).get(name)
        if before is None:
            return FieldState.OWN if value is not None else FieldState.ACCEPTED if self._kept(name) else FieldState.EMPTY
        if value is None:
            return FieldState.CLEARED
        if value != before:
            return FieldState.CORRECTED
        return FieldState.ACCEPTED if name in self._held else FieldState.MODELS

    def _kept(self, name: str) -> bool:
        return name in self._held and self.suggested is not None

    @property
    def changed(self) -> int:
        """How many fields differ from the suggestion."""
        return sum(self.differs(one.name) for one in self.fields)

    @property
    def filled(self) -> int:
        """How many fields hold something."""
        return sum(self._values.get(one.name) is not None for one in self.fields)

    @property
    def can_swap(self) -> bool:
        """Whether there is another record to go to: the suggestion, or one's own."""
        return self._mine is not None or (self.touched and self.suggested is not None)

    def swap(self) -> None:
        """To the suggestion and back."""
        if self.touched and self.suggested is not None:
            self._mine = (self._values, self._held)
            self._values, self._held = dict(self.suggested), set()
        elif self._mine is not None:
            (self._values, self._held), self._mine = self._mine, None

    def problem(self) -> Field | None:
        """The first field that holds what it cannot hold."""
        return next((one for one in self.fields if value_problem(self._values.get(one.name), one)), None)

    def answer(self) -> Answer:
        """The record, every field in task order."""
        return {one.name: self._values.get(one.name) for one in self.fields}
