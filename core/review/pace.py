"""The reviewer's pace in this session: how many decisions, and how many a minute of late."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

#: the rate is taken over at most so many decisions, and a pause longer than so many seconds does not count
_LATEST = 30
_LONGEST_PAUSE_S = 30.0
_LEAST = 5


class Pace:
    """Counts decisions and the time between them."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = monotonic()
        self._pauses: deque[float] = deque(maxlen=_LATEST)
        self.session = 0

    def decided(self) -> None:
        """A decision was saved."""
        now = self._monotonic()
        self._pauses.append(min(now - self._last, _LONGEST_PAUSE_S))
        self._last = now
        self.session += 1

    def undone(self) -> None:
        """A decision was taken back."""
        self.session = max(0, self.session - 1)

    def redone(self) -> None:
        """A decision that was taken back was brought back."""
        self.session += 1

    def per_minute(self) -> float | None:
        """Decisions a minute over the latest ones; None before there are five."""
        total = sum(self._pauses)
        return 60.0 * len(self._pauses) / total if len(self._pauses) >= _LEAST and total > 0 else None
