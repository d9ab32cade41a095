"""Marks on the item's text: passages of an answer, where a value stands, what was found. Offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle

from core.domain.task import COLOURS, Label


class MarkRole(StrEnum):
    """What a mark is, and so how it is drawn."""

    SPAN = "span"  # a passage that a person has put or changed: the label's colour as ground
    SUGGESTED = "suggested"  # a passage as the model proposes it: a dashed outline
    DROPPED = "dropped"  # a passage that only the suggestion has: struck out
    CURRENT = "current"  # the passage that keys act on: a strong edge
    CURSOR = "cursor"  # the words that are selected for a new passage
    VALUE = "value"  # where the value of a field stands
    FOUND = "found"  # what was searched for


#: roles of passages that a click takes hold of
PASSAGES = frozenset({MarkRole.SPAN, MarkRole.SUGGESTED, MarkRole.DROPPED})


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `colour`: the theme token's name without ground or ink (`label_blue`); empty for the role's own. `name`: what it says.

    `line`: which of the underlines it has, so that labels can be told apart without their colours.
    """

    start: int
    end: int
    role: MarkRole
    colour: str = ""
    name: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """How the passages of one label look: the theme token of its colour and which underline."""

    colour: str = "label_grey"
    line: int = 0


def looks_of(labels: Sequence[Label]) -> dict[str, Look]:
    """How each label looks. A label without a colour of its own takes the next one that is free, round and round."""
    taken = {label.colour for label in labels}
    free = cycle([colour for colour in COLOURS if colour not in taken] or COLOURS)
    colours = [label.colour if label.colour in COLOURS else next(free) for label in labels]
    return {label.name: Look(f"label_{colours[place]}", place) for place, label in enumerate(labels)}
