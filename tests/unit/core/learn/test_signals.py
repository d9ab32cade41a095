"""The calibration of a model's suggestions: no number of its own is believed before fifty decisions, and none blindly after."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from core.learn.signals import LEAST_OBSERVATIONS, SIGNALS, SignalCalibration, Signals

SHARES = st.floats(0, 1) | st.none()


def taught(n: int, seed: int = 1) -> SignalCalibration:
    """Half of what says 0.95 is wrong; what the neighbours share is right nine times in ten, what they do not one time in ten."""
    dice = random.Random(seed)
    calibration = SignalCalibration()
    for _ in range(n):
        near = dice.random() < 0.5
        right = dice.random() < (0.9 if near else 0.1)
        calibration.observe(Signals(said=0.95, neighbours=1.0 if near else 0.0), right)
    return calibration


def test_there_is_no_chance_before_fifty_decisions() -> None:
    signals = Signals(said=0.95, neighbours=1.0)
    assert taught(LEAST_OBSERVATIONS - 1).chance(signals) is None
    assert taught(LEAST_OBSERVATIONS).chance(signals) is not None


def test_what_the_model_says_is_not_believed_and_what_tells_is() -> None:
    calibration = taught(400)
    near, far = (calibration.chance(Signals(said=0.95, neighbours=share)) for share in (1.0, 0.0))
    assert near is not None and far is not None
    assert abs(near - 0.9) < 0.06
    assert abs(far - 0.1) < 0.06
    unknown = calibration.chance(Signals(said=0.95))
    assert unknown is not None and 0.3 < unknown < 0.7, "half of what says 0.95 is right"


def test_chances_hold_on_what_comes_next() -> None:
    dice = random.Random(7)
    calibration = SignalCalibration()
    told: list[tuple[float, bool]] = []
    for _ in range(1_500):
        said, agreement = dice.random(), dice.random()
        right = dice.random() < 0.2 + 0.7 * agreement
        signals = Signals(said=said, agreement=agreement)
        chance = calibration.chance(signals)
        if chance is not None:
            told.append((chance, right))
        calibration.observe(signals, right)
    error = 0.0
    for low in range(10):
        bucket = [(chance, right) for chance, right in told if low / 10 <= chance < (low + 1) / 10]
        if bucket:
            error += abs(sum(chance for chance, _ in bucket) - sum(right for _, right in bucket)) / len(told)
    assert error < 0.04, "expected calibration error (Naeini et al., 2015)"


def test_an_undone_decision_is_forgotten_to_the_bit() -> None:
    calibration, signals = taught(120), Signals(said=0.4, neighbours=0.5)
    before = calibration.chance(signals)
    for _ in range(60):
        calibration.observe(signals, accepted=True)
    assert calibration.chance(signals) != before
    for _ in range(60):
        calibration.observe(signals, accepted=True, sign=-1)
    assert calibration.chance(signals) == before


def test_taking_back_what_was_never_seen_changes_nothing() -> None:
    calibration = taught(60)
    before = calibration.chance(Signals(said=0.95))
    calibration.observe(Signals(said=0.123), accepted=True, sign=-1)
    assert calibration.chance(Signals(said=0.95)) == before


@given(
    st.builds(Signals, said=SHARES, logprob=st.floats(-20, 0) | st.none(), agreement=SHARES, neighbours=SHARES, nearest=SHARES)
)
def test_signals_survive_their_json(signals: Signals) -> None:
    again = Signals.from_json(signals.to_json())
    for name in SIGNALS:
        one, other = getattr(signals, name), getattr(again, name)
        assert (one is None) == (other is None)
        assert one is None or abs(one - other) < 1e-5


def test_signals_of_anything_else_are_not_known() -> None:
    assert Signals.from_json(None) == Signals()
    assert Signals.from_json({"said": "0.9", "other": 1}) == Signals()


def test_all_decisions_alike_are_no_certainty() -> None:
    calibration = SignalCalibration()
    for _ in range(200):
        calibration.observe(Signals(said=0.9), accepted=True)
    chance = calibration.chance(Signals(said=0.9))
    assert chance is not None and 0.95 < chance < 1.0
