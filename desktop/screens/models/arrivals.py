"""What a screen waits for. Once it is left for good nothing arrives any more: its widgets are about to go."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from desktop.bridge import Bridge

T = TypeVar("T")


class Arrivals:
    """The bridge, with a memory of what was asked through it."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._numbers: set[int] = set()

    def watch(self, future: Future[T], then: Callable[[Future[T]], None]) -> int:
        """See `Bridge.watch`."""
        number = self._bridge.watch(future, then)
        self._numbers.add(number)
        return number

    def forget(self, number: int | None) -> None:
        """What waits under this number is no longer told; None: nothing waits."""
        if number is not None:
            self._numbers.discard(number)
            self._bridge.forget(number)

    def leave(self) -> None:
        """Nothing of all that was asked is told from now on."""
        for number in self._numbers:
            self._bridge.forget(number)
        self._numbers.clear()
