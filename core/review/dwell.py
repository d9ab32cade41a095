"""How long a reviewer looked at an item: the time since it was painted, less the time without any input."""

from __future__ import annotations

from collections.abc import Callable

#: no input for this many seconds: the rest of the pause does not count (product.md, Figures)
IDLE_S = 30.0


class Dwell:
    """Sums the pauses between inputs, each of them up to `IDLE_S`."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = monotonic()
        self._total = 0.0

    def restart(self) -> None:
        """A new item was painted."""
        self._last = self._monotonic()
        self._total = 0.0

    def touch(self) -> None:
        """The reviewer pressed a key or moved the mouse."""
        now = self._monotonic()
        self._total += min(now - self._last, IDLE_S)
        self._last = now

    def milliseconds(self) -> int:
        """The dwell so far, up to now."""
        self.touch()
        return round(self._total * 1000)
