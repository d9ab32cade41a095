"""Marks on the item's text: passages of an answer, where a value stands, what was found. Offsets are code points, half-open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkRole(StrEnum):
    """What a mark is, and so how it is drawn."""

    SPAN = "span"  # a passage with a label: the label's colour as ground, its name in reach
    SUGGESTED = "suggested"  # a passage that only the suggestion has: an outline
    CURRENT = "current"  # the passage that keys act on: a strong edge
    CURSOR = "cursor"  # the words that are selected for a new passage
    VALUE = "value"  # where the value of a field stands
    FOUND = "found"  # what was searched for


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `colour`: the theme token's name without ground or ink (`label_blue`); empty for the role's own. `name`: what it says."""

    start: int
    end: int
    role: MarkRole
    colour: str = ""
    name: str = ""
