"""Progress: seldom enough, and in words."""

from __future__ import annotations

from desktop.operations.running import Step, Throttle, duration, progress_text


def test_steps_that_come_too_soon_are_left_out() -> None:
    now = [0.0]
    told: list[int] = []
    throttle = Throttle(lambda step: told.append(step.count), lambda: now[0])
    for moment, count in ((0.0, 1), (0.01, 2), (0.049, 3), (0.06, 4)):
        now[0] = moment
        throttle(Step(0, 1, count))
    assert told == [1, 4]


def test_count_rate_and_estimate_come_in_one_line() -> None:
    assert progress_text(Step(0, 100, 0), 0.0) == "0 rows"
    assert progress_text(Step(10, 100, 2000), 1.0) == "2,000 rows, 2,000 a second"
    assert progress_text(Step(25, 100, 4000), 4.0) == "4,000 rows, 1,000 a second, 12 s left"


def test_an_estimate_is_as_rough_as_it_is_sure() -> None:
    assert [duration(seconds) for seconds in (0.2, 59, 100, 4000)] == ["1 s", "59 s", "2 min", "1 h"]
