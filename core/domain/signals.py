"""The signal table: what an action of the reviewer says of the suggestion and of the answer (product.md, Signals).

It is code, in one place, versioned; exports carry `SIGNAL_TABLE_VERSION`. Bulk and grouped labels give no signal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.json import JsonValue
from core.domain.vocabulary import EventKind, Provenance, Verdict

SIGNAL_TABLE_VERSION = 2


class Action(StrEnum):
    """What the reviewer did, as far as signals tell it apart."""

    ACCEPTED = "accepted"
    ACCEPTED_SMALL_EDIT = "accepted_small_edit"
    CORRECTED = "corrected"
    PICKED = "picked"
    REGENERATED = "regenerated"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    UNDONE = "undone"
    THUMB_UP = "thumb_up"
    THUMB_DOWN = "thumb_down"


class Polarity(StrEnum):
    """Which way a signal points."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NONE = "none"


class Strength(StrEnum):
    """How much a signal weighs."""

    STRONG = "strong"
    NORMAL = "normal"
    WEAK = "weak"
    NONE = "none"


#: what a signal of each strength weighs in training; goes with the version of the table
WEIGHTS: dict[Strength, float] = {Strength.STRONG: 1.0, Strength.NORMAL: 0.5, Strength.WEAK: 0.25, Strength.NONE: 0.0}


class PreferredOver(StrEnum):
    """What the answer is preferred over."""

    NOTHING = "nothing"
    SUGGESTION = "suggestion"
    OTHER_CANDIDATES = "other_candidates"


@dataclass(frozen=True, slots=True)
class Signal:
    """One row of the table. `revokes`: the signals of what was undone no longer count. `explicit`: offered, never required."""

    suggestion: Polarity
    strength: Strength
    answer: Polarity
    preferred_over: PreferredOver = PreferredOver.NOTHING
    revokes: bool = False
    carries_reason: bool = False
    explicit: bool = False


SIGNALS: dict[Action, Signal] = {
    Action.ACCEPTED: Signal(Polarity.POSITIVE, Strength.STRONG, Polarity.POSITIVE),
    Action.ACCEPTED_SMALL_EDIT: Signal(Polarity.POSITIVE, Strength.WEAK, Polarity.POSITIVE, PreferredOver.SUGGESTION),
    Action.CORRECTED: Signal(Polarity.NEGATIVE, Strength.NORMAL, Polarity.POSITIVE, PreferredOver.SUGGESTION),
    Action.PICKED: Signal(Polarity.POSITIVE, Strength.NORMAL, Polarity.POSITIVE, PreferredOver.OTHER_CANDIDATES),
    Action.REGENERATED: Signal(Polarity.NEGATIVE, Strength.STRONG, Polarity.NONE),
    Action.REJECTED: Signal(Polarity.NEGATIVE, Strength.NORMAL, Polarity.NONE, carries_reason=True),
    Action.SKIPPED: Signal(Polarity.NONE, Strength.NONE, Polarity.NONE),
    Action.UNDONE: Signal(Polarity.NONE, Strength.NONE, Polarity.NONE, revokes=True),
    Action.THUMB_UP: Signal(Polarity.POSITIVE, Strength.NORMAL, Polarity.NONE, explicit=True),
    Action.THUMB_DOWN: Signal(Polarity.NEGATIVE, Strength.NORMAL, Polarity.NONE, explicit=True),
}


_OF_VERDICT = {
    Verdict.ACCEPTED: Action.ACCEPTED,
    Verdict.CORRECTED: Action.CORRECTED,
    Verdict.REJECTED: Action.REJECTED,
    Verdict.SKIPPED: Action.SKIPPED,
}

_OF_EVENT = {
    EventKind.REGENERATED: Action.REGENERATED,
    EventKind.UNDONE: Action.UNDONE,
    EventKind.THUMB_UP: Action.THUMB_UP,
    EventKind.THUMB_DOWN: Action.THUMB_DOWN,
}


#: what became of one part of a suggestion, and what that says of the part (version 2): (polarity, strength)
PART_SIGNALS: dict[str, tuple[Polarity, Strength]] = {
    "kept": (Polarity.POSITIVE, Strength.NORMAL),
    "changed": (Polarity.NEGATIVE, Strength.NORMAL),
    "removed": (Polarity.NEGATIVE, Strength.NORMAL),
    "added": (Polarity.NEGATIVE, Strength.WEAK),  # it was missing
}


def part_signals(action: Action | None, detail: JsonValue) -> JsonValue:
    """What a decision says of each part of the suggestion: `[part, change, polarity, strength]`; None when it gives no signal."""
    parts = detail.get("parts") if isinstance(detail, dict) and action is not None else None
    if not isinstance(parts, list):
        return None
    known = [(part[0], part[1]) for part in parts if isinstance(part, list) and len(part) == 2 and part[1] in PART_SIGNALS]
    return [[name, change, *(one.value for one in PART_SIGNALS[str(change)])] for name, change in known]


def action_of_decision(
    verdict: Verdict, provenance: Provenance, *, picked: bool = False, small_edit: bool = False
) -> Action | None:
    """What a decision says of the suggestion in view; None when none was in view, or when it gives no signal.

    `picked`: the answer is another of the candidates that came with the suggestion; `small_edit`: it was accepted with one.
    """
    if provenance != Provenance.ASSISTED:
        return None
    if small_edit and verdict == Verdict.ACCEPTED:
        return Action.ACCEPTED_SMALL_EDIT
    return Action.PICKED if picked and verdict == Verdict.CORRECTED else _OF_VERDICT.get(verdict)


def action_of_event(kind: EventKind) -> Action | None:
    """What another event says of a suggestion; None when it says nothing."""
    return _OF_EVENT.get(kind)
