"""From raw scores to chances."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learn.calibration import LEAST_OBSERVATIONS, Calibration

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=120)


def taught(pairs: list[tuple[float, bool]]) -> Calibration:
    calibration = Calibration()
    for raw, accepted in pairs:
        calibration.observe(raw, accepted)
    return calibration


def overconfident(count: int, seed: int = 0) -> list[tuple[float, bool]]:
    """Suggestions that claim more than they keep: accepted with the square of the raw score as chance."""
    random = np.random.default_rng(seed)
    return [(float(raw), bool(random.random() < raw**2)) for raw in random.uniform(0.05, 0.99, count)]


def test_there_is_no_percentage_before_fifty() -> None:
    calibration = taught(overconfident(LEAST_OBSERVATIONS - 1))
    assert calibration.chance(0.9) is None
    assert calibration.chances([0.9, 0.1]) is None
    calibration.observe(0.9, True)
    assert calibration.chance(0.9) is not None


def test_chances_come_near_the_truth() -> None:
    calibration = taught(overconfident(1000))
    for raw in (0.3, 0.5, 0.7, 0.9):
        chance = calibration.chance(raw)
        assert chance is not None
        assert abs(chance - raw**2) < 0.08


def test_a_suggester_that_gets_better_is_soon_believed() -> None:
    calibration = taught([(0.7, False)] * 300 + [(0.7, True)] * 300)
    chance = calibration.chance(0.7)
    assert chance is not None
    assert chance > 0.9


def test_a_higher_score_never_means_a_lower_chance() -> None:
    calibration = taught([(raw, not accepted) for raw, accepted in overconfident(400)])
    chances = [calibration.chance(raw) or 0.0 for raw in (0.1, 0.3, 0.5, 0.7, 0.9)]
    assert chances == sorted(chances)


def test_runners_up_share_the_rest_and_stay_below() -> None:
    calibration = taught(overconfident(500))
    chances = calibration.chances([0.6, 0.3, 0.05])
    assert chances is not None
    assert sum(chances) < 1
    assert chances[0] > chances[1] > chances[2] > 0
    low = calibration.chances([0.2, 0.19, 0.18])
    assert low is not None
    assert max(low) == low[0]


def test_words_follow_the_raw_score_first_and_the_chance_later() -> None:
    assert Calibration().likely(0.7)
    assert not Calibration().likely(0.4)
    assert not taught([(0.7, False)] * 100).likely(0.7)


@given(PAIRS, st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
@settings(max_examples=50)
def test_undo_restores_to_the_bit(before: list[tuple[float, bool]], undone: list[tuple[float, bool]]) -> None:
    calibration, untouched = taught(before), taught(before)
    for raw, accepted in undone:
        calibration.observe(raw, accepted)
        calibration.chance(raw)
    for raw, accepted in reversed(undone):
        calibration.observe(raw, accepted, -1)
    assert [calibration.chance(raw) for raw in (0.1, 0.5, 0.9)] == [untouched.chance(raw) for raw in (0.1, 0.5, 0.9)]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=50, max_size=120))
def test_chances_are_chances(pairs: list[tuple[float, bool]]) -> None:
    chance = taught(pairs).chance(pairs[0][0])
    assert chance is not None
    assert 0 <= chance <= 1


def test_taking_back_what_was_never_seen_changes_nothing() -> None:
    calibration = taught(overconfident(100))
    before = calibration.chance(0.5)
    calibration.observe(0.123, True, -1)
    assert calibration.chance(0.5) == before
