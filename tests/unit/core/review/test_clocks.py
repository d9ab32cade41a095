"""How long somebody looked, and how fast somebody goes."""

from __future__ import annotations

import pytest

from core.review.dwell import IDLE_S, Dwell
from core.review.pace import Pace


class Ticks:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def test_each_pause_counts_up_to_thirty_seconds() -> None:
    ticks = Ticks()
    dwell = Dwell(ticks)
    dwell.restart()
    for pause in (1.0, 29.5, 31.0, 3_600.0):
        ticks.now += pause
        dwell.touch()
    ticks.now += 0.25
    assert dwell.milliseconds() == 1_000 + 29_500 + 30_000 + 30_000 + 250
    assert IDLE_S == 30


def test_a_new_item_starts_from_nothing() -> None:
    ticks = Ticks()
    dwell = Dwell(ticks)
    ticks.now += 10
    dwell.touch()
    ticks.now += 10
    dwell.restart()
    ticks.now += 2
    assert dwell.milliseconds() == 2_000


def test_the_rate_means_something_from_five_decisions_on() -> None:
    ticks = Ticks()
    pace = Pace(ticks)
    for _ in range(4):
        ticks.now += 6
        pace.decided()
    assert pace.per_minute() is None
    ticks.now += 6
    pace.decided()
    assert pace.per_minute() == pytest.approx(10)


def test_the_rate_is_that_of_late_and_breaks_do_not_spoil_it() -> None:
    ticks = Ticks()
    pace = Pace(ticks)
    for _ in range(100):
        ticks.now += 20
        pace.decided()
    for _ in range(30):
        ticks.now += 2
        pace.decided()
    assert pace.per_minute() == pytest.approx(30)
    ticks.now += 7_200
    pace.decided()
    assert pace.per_minute() == pytest.approx(60 * 30 / (29 * 2 + 30))


def test_the_session_counts_what_stands_of_it() -> None:
    pace = Pace(Ticks())
    for _ in range(3):
        pace.decided()
    pace.undone()
    pace.undone()
    pace.redone()
    assert pace.session == 2
    for _ in range(5):
        pace.undone()
    assert pace.session == 0
