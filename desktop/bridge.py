"""The bridge from worker threads back to the main thread: results arrive by a queued signal, never by polling.

The bridge owns what waits for a result. Once it is closed nothing arrives any more, so that no callback outlives its window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class Bridge(QObject):
    """Brings the ends of futures to the thread that it lives in."""

    _arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._waiting: dict[int, tuple[Future[Any], Callable[[Future[Any]], None]]] = {}
        self._door = threading.Lock()
        self._open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def watch(self, future: Future[T], then: Callable[[Future[T]], None]) -> int:
        """Call `then` with `future` on the main thread once it is done, always later than now; `forget` takes the number."""
        number = next(self._numbers)
        self._waiting[number] = (future, then)
        future.add_done_callback(partial(self._post, number))
        return number

    def forget(self, number: int) -> None:
        """What waits under this number is no longer told."""
        self._waiting.pop(number, None)

    @property
    def idle(self) -> bool:
        """Whether nothing is waited for."""
        return not self._waiting

    def close(self) -> None:
        """Nothing arrives from now on. What was started goes on; its end is not told."""
        with self._door:
            self._open = False
        self._waiting.clear()

    def _post(self, number: int, _future: Future[Any]) -> None:
        """On whichever thread the work ended. The door is held while the signal goes out, so that `close` waits for it."""
        with self._door:
            if self._open:
                self._arrived.emit(number)

    def _deliver(self, number: int) -> None:
        found = self._waiting.pop(number, None)
        if found is not None:
            future, then = found
            then(future)
