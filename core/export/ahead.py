"""Reading ahead: the next batch is read, on a thread and a connection of its own, while this one is worked on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

from sqlalchemy.engine import Connection, Engine

T = TypeVar("T")


class Ahead:
    """Use as a context manager, which waits for what was begun. A connection is held no longer than a reading takes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")

    def begin(self, read: Callable[[Connection], T]) -> Future[T]:
        """Begin to read."""
        return self._pool.submit(self._run, read)

    def _run(self, read: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return read(connection)

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
