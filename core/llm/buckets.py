"""A token bucket: how much may start in a minute (RFC 2697 describes the meter; the burst here is a tenth of a minute's share)."""

from __future__ import annotations


class Bucket:
    """`per_minute` units a minute, at most `burst` of them at once. Instants are seconds on a monotonic clock that the caller reads.

    An amount above the burst passes when the bucket is full and is paid off afterwards: so it is slow, never stuck.
    """

    def __init__(self, per_minute: int, now: float) -> None:
        self._rate = max(1, per_minute) / 60
        self.burst: float = max(1.0, per_minute / 10)
        self._level = self.burst
        self._at = now

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` may pass; 0 when it may now."""
        self._fill(now)
        return max(0.0, (min(amount, self.burst) - self._level) / self._rate)

    def take(self, amount: float, now: float) -> None:
        """Let `amount` pass; the level may go below nothing."""
        self._fill(now)
        self._level -= amount

    def _fill(self, now: float) -> None:
        self._level = min(self.burst, self._level + max(0.0, now - self._at) * self._rate)
        self._at = now
