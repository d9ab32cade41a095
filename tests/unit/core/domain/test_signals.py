"""The signal table, row by row as product.md writes it."""

from __future__ import annotations

import pytest

from core.domain.signals import SIGNAL_TABLE_VERSION, SIGNALS, Action, Polarity, PreferredOver, Signal, Strength

POSITIVE, NEGATIVE, NONE = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NONE


@pytest.mark.parametrize(
    ("action", "of_suggestion", "strength", "of_answer", "preferred_over"),
    [
        (Action.ACCEPTED, POSITIVE, Strength.STRONG, POSITIVE, PreferredOver.NOTHING),
        (Action.ACCEPTED_SMALL_EDIT, POSITIVE, Strength.WEAK, POSITIVE, PreferredOver.SUGGESTION),
        (Action.CORRECTED, NEGATIVE, Strength.NORMAL, POSITIVE, PreferredOver.SUGGESTION),
        (Action.PICKED, POSITIVE, Strength.NORMAL, POSITIVE, PreferredOver.OTHER_CANDIDATES),
        (Action.REGENERATED, NEGATIVE, Strength.STRONG, NONE, PreferredOver.NOTHING),
        (Action.REJECTED, NEGATIVE, Strength.NORMAL, NONE, PreferredOver.NOTHING),
        (Action.SKIPPED, NONE, Strength.NONE, NONE, PreferredOver.NOTHING),
        (Action.UNDONE, NONE, Strength.NONE, NONE, PreferredOver.NOTHING),
        (Action.THUMB_UP, POSITIVE, Strength.NORMAL, NONE, PreferredOver.NOTHING),
        (Action.THUMB_DOWN, NEGATIVE, Strength.NORMAL, NONE, PreferredOver.NOTHING),
    ],
)
def test_each_row_says_what_the_product_says(
    action: Action, of_suggestion: Polarity, strength: Strength, of_answer: Polarity, preferred_over: PreferredOver
) -> None:
    signal = SIGNALS[action]
    assert (signal.suggestion, signal.strength) == (of_suggestion, strength)
    assert (signal.answer, signal.preferred_over) == (of_answer, preferred_over)


def test_every_action_has_its_row() -> None:
    assert set(SIGNALS) == set(Action)
    assert SIGNAL_TABLE_VERSION == 2


def having(what: str) -> set[Action]:
    return {action for action, signal in SIGNALS.items() if getattr(signal, what)}


def test_only_an_undo_revokes_and_only_a_rejection_carries_its_reason() -> None:
    assert having("revokes") == {Action.UNDONE}
    assert having("carries_reason") == {Action.REJECTED}


def test_thumbs_alone_are_explicit() -> None:
    assert having("explicit") == {Action.THUMB_UP, Action.THUMB_DOWN}


def test_a_signal_without_direction_has_no_strength() -> None:
    silent = [signal for signal in SIGNALS.values() if signal.suggestion is NONE]
    assert {signal.strength for signal in silent} == {Strength.NONE}
    assert Signal(NONE, Strength.NONE, NONE) in silent
