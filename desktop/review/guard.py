"""The guard of the deciding keys: a key acts only on what has been painted for a while (experience.md, Keys)."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from core.clock import monotonic

#: How long something must have been painted before a key may decide on it, in seconds.
SEEN_AFTER = 0.150


class PaintGuard:
    """Knows what is to be painted, and since when it has been. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._what: Hashable = None
        self._since: float | None = None

    def expect(self, what: Hashable, *, anew: bool = False) -> bool:
        """From now on `what` is shown; what was already shown stays seen, unless `anew`. Says whether it waits for a paint."""
        if what == self._what and not anew:
            return False
        self._what = what
        self._since = None
        return True

    def painted(self) -> bool:
        """The expected thing has just been painted; says whether for the first time."""
        if self._since is not None:
            return False
        self._since = self._clock()
        return True

    @property
    def is_painted(self) -> bool:
        """Whether it has been painted at all."""
        return self._since is not None

    def open(self) -> bool:
        """Whether it has been on screen long enough to decide on."""
        return self._since is not None and self._clock() - self._since >= SEEN_AFTER
