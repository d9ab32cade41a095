"""What was counted before, as long as nothing has changed in the workspace since."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

#: how many answers are kept
_KEPT = 256
#: what is counted again and again in the background may take this share of the time
SHARE = 0.05


class Changes:
    """A cache that forgets when the workspace changes: SQLite's `data_version` goes up with every commit of another connection.

    It has a connection of its own, that never writes, so that every commit is another's.
    """

    def __init__(self, read: Engine) -> None:
        self._read = read
        self._connection: Connection | None = None
        self._lock = threading.Lock()
        self._kept: dict[Hashable, tuple[int, float, float, Any]] = {}

    def version(self) -> int:
        """A number that is another one after every change. Asking costs microseconds."""
        with self._lock:
            if self._connection is None:
                self._connection = self._read.connect()
            return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def fresh(self, key: Hashable) -> Any:
        """What is kept under `key`, if nothing has changed since; else None."""
        kept = self._kept.get(key)
        return kept[3] if kept is not None and kept[0] == self.version() else None

    def last(self, key: Hashable) -> Any:
        """What is kept under `key`, whatever has changed; None when nothing is."""
        kept = self._kept.get(key)
        return None if kept is None else kept[3]

    def rested(self, key: Hashable) -> bool:
        """Whether what is kept may be made anew: made one time after the other it takes no more than its share of the time."""
        kept = self._kept.get(key)
        return kept is None or time.monotonic() - kept[1] >= kept[2] / SHARE

    def make(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """What is kept under `key`, made anew when the workspace has changed."""
        known = self.fresh(key)
        if known is not None:
            return known
        version, started = self.version(), time.monotonic()
        value = work()
        with self._lock:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept.pop(key, None)
            self._kept[key] = (version, time.monotonic(), time.monotonic() - started, value)
        return value

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
