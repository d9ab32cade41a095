"""What an action of the session gives back: its write is on the way, and nothing moves before it is there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    """An action on its way: call `finish` once `saved` is done. It raises `UserError` when nothing was saved; the screen stays."""

    saved: Future[Any]
    _then: Callable[[Any], None]

    def finish(self) -> None:
        """Wait for the save and move on."""
        self._then(self.saved.result())


def nothing_to_save(then: Callable[[Any], None]) -> Operation:
    """An operation that has nothing to save."""
    nothing: Future[Any] = Future()
    nothing.set_result(None)
    return Operation(nothing, then)
