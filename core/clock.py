"""Time: UTC wall-clock instants for the ledger, monotonic seconds for durations."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC, with microseconds."""
    return datetime.now(UTC)


def now_us() -> int:
    """Microseconds since the Unix epoch: the form in which every table keeps an instant."""
    return time.time_ns() // 1000


def from_us(microseconds: int) -> datetime:
    """The instant that `now_us` wrote, aware, in UTC."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def iso(microseconds: int) -> str:
    """An instant as ISO 8601 in UTC with a trailing `Z`, to the microsecond."""
    return from_us(microseconds).isoformat(timespec="microseconds").replace("+00:00", "Z")


def monotonic() -> float:
    """Seconds on a clock that never goes back; for durations only."""
    return time.monotonic()


def day_of(us: int) -> int:
    """The UTC day of an instant in microseconds, as a number: 20261121."""
    when = datetime.fromtimestamp(us / 1_000_000, UTC)
    return when.year * 10_000 + when.month * 100 + when.day
