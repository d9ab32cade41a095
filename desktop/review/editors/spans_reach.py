"""How far the ends of a passage go in one step: by whole words, sentences or characters, and never past each other."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.boundaries import Range, Unit, next_unit, previous_unit, unit_at


@dataclass(frozen=True, slots=True)
class Reach:
    """Steps over one text. An end that stands inside a unit goes to the unit's own end first."""

    text: str
    unit: Unit

    def end_on(self, end: int) -> int:
        """The end, one unit further to the right in the text's order."""
        held = unit_at(self.text, end - 1, self.unit)
        if held is not None and held[1] > end:
            return held[1]
        found = next_unit(self.text, end, self.unit)
        return found[1] if found else end

    def end_back(self, end: int, start: int) -> int:
        """The end, one unit back, while something is left behind `start`."""
        held = unit_at(self.text, end - 1, self.unit)
        found = previous_unit(self.text, held[0] if held else end - 1, self.unit)
        return found[1] if found and found[1] > start else end

    def start_back(self, start: int) -> int:
        """The beginning, one unit further to the left in the text's order."""
        held = unit_at(self.text, start, self.unit)
        if held is not None and held[0] < start:
            return held[0]
        found = previous_unit(self.text, start, self.unit)
        return found[0] if found else start

    def start_on(self, start: int, end: int) -> int:
        """The beginning, one unit on, while something is left before `end`."""
        held = unit_at(self.text, start, self.unit)
        found = next_unit(self.text, held[1] if held else start + 1, self.unit)
        return found[0] if found and found[0] < end else start

    def grown(self, selected: Range, anchor: Range, forward: bool) -> Range:
        """Selected words, one unit longer at the end that moves, or shorter on the way back to the `anchor`."""
        start, end = selected
        if forward:
            return (min(anchor[0], self.start_on(start, end)), end) if start < anchor[0] else (start, self.end_on(end))
        return (start, max(anchor[1], self.end_back(end, start))) if end > anchor[1] else (self.start_back(start), end)
