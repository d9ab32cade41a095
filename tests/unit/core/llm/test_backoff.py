"""Waiting before the next attempt, and whether there is one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calls import TRANSIENT, FailureKind
from core.llm.backoff import BASE_S, BATCH_ATTEMPTS, CAP_S, INTERACTIVE_ATTEMPTS, PATIENCE_S, delay, is_retried
from core.llm.types import CallFailure


@given(st.integers(1, 40), st.integers())
def test_a_delay_lies_anywhere_below_a_span_that_doubles_up_to_a_cap(attempt: int, seed: int) -> None:
    assert 0 <= delay(attempt, None, random.Random(seed)) <= min(CAP_S, BASE_S * 2 ** (attempt - 1))


def test_delays_use_the_whole_span() -> None:
    dice = random.Random(1)
    drawn = [delay(3, None, dice) for _ in range(500)]
    assert min(drawn) < 0.1 * max(drawn)
    assert max(drawn) > 0.95 * BASE_S * 4


@given(st.integers(1, 10), st.floats(0, 100), st.integers())
def test_what_the_server_asks_for_is_the_least(attempt: int, retry_after: float, seed: int) -> None:
    assert delay(attempt, retry_after, random.Random(seed)) >= retry_after


def test_callers_that_were_told_the_same_time_come_apart() -> None:
    assert len({delay(2, 1.0, random.Random(seed)) for seed in range(20)}) == 20


@pytest.mark.parametrize("kind", list(FailureKind))
def test_only_what_may_be_over_in_a_moment_is_tried_again(kind: FailureKind) -> None:
    assert is_retried(CallFailure(kind, ""), 1) is (kind in TRANSIENT)


def test_attempts_come_to_an_end() -> None:
    failure = CallFailure(FailureKind.SERVER, "")
    assert [is_retried(failure, attempt) for attempt in (1, 2, 3, 4)] == [True, True, True, False]
    assert (BATCH_ATTEMPTS, INTERACTIVE_ATTEMPTS) == (4, 2)
    assert not is_retried(failure, 2, INTERACTIVE_ATTEMPTS)


def test_nobody_waits_for_a_server_that_asks_for_hours() -> None:
    assert is_retried(CallFailure(FailureKind.RATE_LIMITED, "", retry_after=PATIENCE_S), 1)
    assert not is_retried(CallFailure(FailureKind.RATE_LIMITED, "", retry_after=PATIENCE_S + 1), 1)
