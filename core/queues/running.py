"""Work in the background that can be cancelled, also in the middle of a query (`sqlite3_interrupt`)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from core.queues.changes import Changes
from core.storage.engine import driver_connection

T = TypeVar("T")


class Stopped(Exception):
    """The work was cancelled."""


class Desk:
    """What work in the background is given: a connection to read from, and whether it is to stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._driver: sqlite3.Connection | None = None
        self.stopped = False

    def stop(self) -> None:
        """Ask the work to stop; a query that runs is interrupted."""
        with self._lock:
            self.stopped = True
            if self._driver is not None:
                self._driver.interrupt()

    def require(self) -> None:
        """Raise `Stopped` when the work is to stop."""
        if self.stopped:
            raise Stopped

    def hold(self, connection: Connection | None) -> None:
        """From now on this connection is the one to interrupt; None: none."""
        with self._lock:
            self._driver = None if connection is None else driver_connection(connection)


class Running(Generic[T]):
    """Work under way. `future` has its result, or `CancelledError`; add a callback to it to be told (on the worker's thread)."""

    def __init__(self, read: Engine, executor: Executor, work: Callable[[Connection, Desk], T]) -> None:
        self._desk = Desk()
        self._work = work
        self._read = read
        self.future: Future[T] = executor.submit(self._run)

    def cancel(self) -> None:
        """Stop it, also in the middle of a query. Once it has ended this does nothing."""
        self._desk.stop()
        self.future.cancel()

    def result(self, timeout: float | None = None) -> T:
        """Wait for the result. Raises `CancelledError` when it was cancelled, `UserError` and bugs as they came."""
        return self.future.result(timeout)

    @property
    def done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.future.done()

    def _run(self) -> T:
        try:
            self._desk.require()
            with self._read.connect() as connection:
                self._desk.hold(connection)
                try:
                    return self._work(connection, self._desk)
                finally:
                    self._desk.hold(None)
        except Stopped:
            raise CancelledError from None
        except DBAPIError as error:
            if interrupted(error):
                raise CancelledError from None
            raise


class Runner:
    """Starts work in the background, and stops all of it when the workspace is closed. `changes`: what was counted before.

    Two threads for what somebody waits for, one for what only catches up.
    """

    def __init__(self, read: Engine) -> None:
        self._read = read
        self.changes = Changes(read)
        self._quick = ThreadPoolExecutor(2, thread_name_prefix="items")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="catching-up")
        self._lock = threading.Lock()
        self._under_way: set[Running[Any]] = set()

    def start(self, work: Callable[[Connection, Desk], T], *, slow: bool = False) -> Running[T]:
        """Start `work`; `slow`: behind whatever else is catching up."""
        running = Running(self._read, self._slow if slow else self._quick, work)
        with self._lock:
            self._under_way.add(running)
        running.future.add_done_callback(lambda _: self._ended(running))
        return running

    def _ended(self, running: Running[Any]) -> None:
        with self._lock:
            self._under_way.discard(running)

    def close(self) -> None:
        """Stop everything and wait until it has ended."""
        with self._lock:
            under_way = list(self._under_way)
        for running in under_way:
            running.cancel()
        for pool in (self._quick, self._slow):
            pool.shutdown(wait=True, cancel_futures=True)
        self.changes.close()


def interrupted(error: DBAPIError) -> bool:
    """Whether a query ended because it was interrupted."""
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
