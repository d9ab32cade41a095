"""The writer: one thread through which every write to a workspace goes.

Two lanes. Decisions (`submit`) go first and are durable when their future is done (synchronous=FULL). Bulk work
(`submit_bulk`) runs in short transactions of its own on a second connection (synchronous=NORMAL); whoever has much to write
hands it over in slices (`BulkPace` says how large), so that a decision never waits for more than one slice. When nothing is
left to do the write-ahead log is checkpointed.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from core.errors import UserError
from core.storage.engine import Role, driver_connection, open_engine, raw_connection
from core.storage.faults import explain

T = TypeVar("T")
log = logging.getLogger(__name__)

_DECISIONS, _BULK, _STOP = 0, 1, 2
#: how long the writer must have been idle before it checkpoints
IDLE_S = 0.3


@dataclass(order=True)
class _Job:
    lane: int
    number: int
    work: Callable[[Connection], Any] | None = field(compare=False)
    future: Future[Any] = field(compare=False)
    durable: bool = field(default=True, compare=False)


class Writer:
    """Owns the writing connections of one workspace file; `submit` and `submit_bulk` may be called from any thread."""

    def __init__(self, path: Path, *, scratch: bool = False) -> None:
        """`scratch`: a throwaway copy, where nothing needs to survive a power cut. Raises what SQLite raises."""
        self._path = path
        self._roles = (Role.SCRATCH, Role.SCRATCH) if scratch else (Role.DECISIONS, Role.BULK)
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._gate = threading.Lock()
        self._closing = False
        with contextlib.ExitStack() as stack:
            self._decisions, self._bulk = (self._connect(stack, role) for role in self._roles)
            self._open = stack.pop_all()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run `work` in one durable transaction, before all bulk work. The future raises `UserError` when it was not saved."""
        return self._put(_DECISIONS, work)

    def submit_note(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run `work` in turn with the decisions, but on the disk only with the next of them: for what was merely shown."""
        return self._put(_DECISIONS, work, durable=False)

    def submit_bulk(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run `work` in one transaction when no decision waits; it should take less than 20 ms."""
        return self._put(_BULK, work)

    def explained(self, error: BaseException) -> BaseException:
        """The user's error behind a failure of the file or the disk, or the failure itself."""
        return explain(error, self._path) or error

    def checkpoint(self) -> None:
        """Copy the log into the file, on the caller's thread and a connection of its own, while decisions go on.

        For whoever writes much, between two slices: the log would grow with the work.
        """
        connection = raw_connection(self._path, self._roles[1])
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        """Finish all that was submitted, checkpoint, and end the thread."""
        with self._gate:
            self._closing = True
            self._jobs.put(_Job(_STOP, next(self._numbers), None, Future()))
        self._thread.join()

    def _connect(self, stack: contextlib.ExitStack, role: Role) -> Connection:
        engine = open_engine(self._path, role)
        stack.callback(engine.dispose)
        return stack.enter_context(engine.connect())

    def _put(self, lane: int, work: Callable[[Connection], T], *, durable: bool = True) -> Future[T]:
        future: Future[T] = Future()
        with self._gate:  # nothing may slip in behind the order to stop: nobody would ever do it
            if self._closing:
                raise UserError("workspace.closing", "The workspace is being closed.", kept="What was saved before stands.")
            self._jobs.put(_Job(lane, next(self._numbers), work, future, durable))
        return future

    def _run(self) -> None:
        with self._open:
            clean = True
            while (job := self._next(wait=None if clean else IDLE_S)) is None or job.work is not None:
                if job is None:
                    clean = self._checkpoint(self._bulk)
                else:
                    self._do(job, self._decisions if job.lane == _DECISIONS and job.durable else self._bulk)
                    clean = False
            self._checkpoint(self._bulk)

    def _next(self, wait: float | None) -> _Job | None:
        with contextlib.suppress(queue.Empty):
            return self._jobs.get(timeout=wait)
        return None

    def _do(self, job: _Job, connection: Connection) -> None:
        if not job.future.set_running_or_notify_cancel() or job.work is None:
            return
        try:
            with connection.begin():
                result = job.work(connection)
        except BaseException as error:  # whatever it is, it belongs to whoever waits for the future
            job.future.set_exception(self.explained(error))
        else:
            job.future.set_result(result)

    def _checkpoint(self, connection: Connection) -> bool:
        try:
            driver_connection(connection).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except Exception:
            log.exception("the idle checkpoint failed; the next one tries again")
        return True


class BulkPace:
    """Finds how many rows fit into a transaction of `target_s` seconds, from how long the last ones took."""

    def __init__(self, rows: int = 500, target_s: float = 0.006, most: int = 20_000) -> None:
        self.rows = rows
        self._target_s = target_s
        self._most = most
        self._started = 0.0

    def __enter__(self) -> int:
        self._started = time.perf_counter()
        return self.rows

    def __exit__(self, *_: object) -> None:
        took = max(time.perf_counter() - self._started, 1e-6)
        wanted = self.rows * self._target_s / took
        self.rows = max(50, min(self._most, int(0.5 * self.rows + 0.5 * wanted)))
