"""The breaker opens, lets a probe through, waits longer each time, and closes."""

from __future__ import annotations

import pytest

from core.domain.calls import FailureKind
from core.llm.breaker import THRESHOLD, Breaker, State
from core.llm.types import CallFailure


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


DOWN = CallFailure(FailureKind.REFUSED_CONNECTION, "The connection was refused.")


def opened() -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(THRESHOLD):
        breaker.failed(DOWN)
    return breaker, clock


def test_five_failures_in_a_row_open_it_and_it_says_until_when_and_why() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(THRESHOLD - 1):
        breaker.failed(DOWN)
    assert (breaker.state, breaker.allows(), breaker.open_until) == (State.CLOSED, True, None)
    breaker.failed(DOWN)
    assert (breaker.state, breaker.allows(), breaker.open_until, breaker.last) == (State.OPEN, False, clock.now + 5, DOWN)


def test_a_reply_between_failures_starts_the_count_anew() -> None:
    breaker = Breaker(Clock())
    for _ in range(20):
        breaker.failed(DOWN)
        breaker.failed(DOWN)
        breaker.succeeded()
    assert breaker.state is State.CLOSED
    assert breaker.last is None


@pytest.mark.parametrize(
    "kind", [FailureKind.AUTH, FailureKind.NOT_FOUND, FailureKind.SERVER, FailureKind.EMPTY, FailureKind.TIMEOUT]
)
def test_these_kinds_open_it(kind: FailureKind) -> None:
    breaker = Breaker(Clock())
    for _ in range(THRESHOLD):
        breaker.failed(CallFailure(kind, ""))
    assert not breaker.allows()


@pytest.mark.parametrize("kind", [FailureKind.REFUSAL, FailureKind.INVALID_ANSWER, FailureKind.CONTEXT_LENGTH])
def test_what_the_model_itself_answered_shows_that_the_connection_works(kind: FailureKind) -> None:
    breaker = Breaker(Clock())
    for _ in range(THRESHOLD - 1):
        breaker.failed(DOWN)
    breaker.failed(CallFailure(kind, ""))
    breaker.failed(DOWN)
    assert breaker.allows()


@pytest.mark.parametrize("kind", [FailureKind.BUDGET, FailureKind.LOCAL_ONLY, FailureKind.CANCELLED, FailureKind.INTERRUPTED])
def test_what_was_never_answered_says_nothing(kind: FailureKind) -> None:
    breaker = Breaker(Clock())
    for _ in range(THRESHOLD - 1):
        breaker.failed(DOWN)
    for _ in range(THRESHOLD):
        breaker.failed(CallFailure(kind, ""))
    assert breaker.state is State.CLOSED
    breaker.failed(DOWN)
    assert breaker.state is State.OPEN


def test_one_probe_passes_after_the_wait_and_its_success_closes_it() -> None:
    breaker, clock = opened()
    clock.now += 4.9
    assert not breaker.allows()
    clock.now += 0.1
    assert breaker.state is State.HALF_OPEN
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True, True, True]


def test_each_probe_that_fails_doubles_the_wait_up_to_a_minute() -> None:
    breaker, clock = opened()
    waits: list[float] = []
    for _ in range(6):
        assert breaker.open_until is not None
        waits.append(breaker.open_until - clock.now)
        clock.now = breaker.open_until
        assert breaker.allows()
        breaker.failed(DOWN)
    assert waits == [5, 10, 20, 40, 60, 60]


def test_calls_that_were_under_way_when_it_opened_do_not_prolong_it() -> None:
    breaker, clock = opened()
    until = breaker.open_until
    clock.now += 3
    breaker.failed(DOWN)
    assert breaker.open_until == until


def test_a_cancelled_probe_lets_another_pass() -> None:
    breaker, clock = opened()
    clock.now += 5
    assert breaker.allows()
    breaker.abandoned()
    assert breaker.allows()
    breaker.failed(CallFailure(FailureKind.CANCELLED, ""))
    assert breaker.allows()


def test_after_it_closed_the_next_wait_is_short_again() -> None:
    breaker, clock = opened()
    clock.now += 5
    assert breaker.allows()
    breaker.failed(DOWN)
    breaker.succeeded()
    for _ in range(THRESHOLD):
        breaker.failed(DOWN)
    assert breaker.open_until == clock.now + 5
