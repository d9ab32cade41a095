"""A bucket lets a minute's share pass in a minute, whatever the pattern."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.llm.buckets import Bucket


def test_the_burst_is_a_tenth_of_a_minutes_share_and_at_least_one() -> None:
    assert Bucket(600, 0).burst == 60
    assert Bucket(3, 0).burst == 1


def test_an_empty_bucket_fills_at_its_rate() -> None:
    bucket = Bucket(60, 0)
    bucket.take(6, 0)
    assert bucket.wait(1, 0) == 1
    assert bucket.wait(1, 0.75) == 0.25
    assert bucket.wait(6, 100) == 0


def test_more_than_the_burst_waits_for_a_full_bucket_and_is_paid_off_afterwards() -> None:
    bucket = Bucket(60, 0)
    assert bucket.wait(30, 0) == 0
    bucket.take(30, 0)
    assert bucket.wait(1, 0) == 25
    assert bucket.wait(30, 0) == 30


@given(st.integers(1, 5_000), st.lists(st.floats(0.1, 500), min_size=1, max_size=60))
def test_in_the_long_run_no_more_passes_than_the_rate_allows(per_minute: int, amounts: list[float]) -> None:
    bucket, now = Bucket(per_minute, 0), 0.0
    for amount in amounts:
        now += bucket.wait(amount, now)
        bucket.take(amount, now)
    allowed = bucket.burst + now * per_minute / 60
    assert sum(amounts) <= allowed + max(amounts) + 1e-6
