"""The book of calls: what many calls have to write at once goes into few transactions, on the writer's bulk lane.

Each piece stands in a savepoint of its own, so that one that fails takes no other with it. A commit survives kill -9.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from core.storage.engine import driver_connection
from core.storage.sql import run
from core.storage.writer import Writer

T = TypeVar("T")
_Piece = tuple[Callable[[Connection], Any], "Future[Any]"]


@dataclass(slots=True)
class _Outcome:
    """What became of one piece."""

    future: Future[Any]
    result: Any = None
    error: BaseException | None = None


#: pieces in one transaction, which so stays well under 20 ms
_MOST = 24


class CallBook:
    """See the module. May be used from any thread."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lock = threading.Lock()
        self._waiting: list[_Piece] = []
        self._ordered = False

    def write(self, work: Callable[[Connection], T]) -> Future[T]:
        """Do `work` in one of the next transactions; the future is done when it is committed. Raises `UserError` while closing."""
        future: Future[T] = Future()
        with self._lock:
            self._waiting.append((work, future))
            order, self._ordered = not self._ordered, True
        if order:
            self._order()
        return future

    def drain(self) -> None:
        """Wait until all is written, and what followed from that too: a call that was cancelled while its record was being written."""
        for _ in range(2):
            self.write(_nothing).result()

    def _order(self) -> None:
        taken: list[_Outcome] = []
        try:
            done = self._writer.submit_bulk(lambda connection: self._flush(connection, taken))
        except BaseException as error:
            self._give_up(error)
            raise
        done.add_done_callback(lambda future: self._tell(taken, future.exception()))

    def _flush(self, connection: Connection, taken: list[_Outcome]) -> None:
        pieces = [(work, _Outcome(future)) for work, future in self._take() if future.set_running_or_notify_cancel()]
        taken += [outcome for _, outcome in pieces]  # before any work: when the transaction fails, all of them are told
        for work, outcome in pieces:
            _do_in_savepoint(connection, work, outcome)

    def _take(self) -> list[_Piece]:
        with self._lock:
            pieces, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            return pieces

    def _tell(self, taken: list[_Outcome], failed: BaseException | None) -> None:
        with self._lock:
            self._ordered = more = bool(self._waiting)
        if more:
            with suppress(Exception):  # those who wait are told by `_give_up`
                self._order()
        for outcome in taken:
            problem = failed or (self._writer.explained(outcome.error) if outcome.error is not None else None)
            outcome.future.set_exception(problem) if problem is not None else outcome.future.set_result(outcome.result)

    def _give_up(self, error: BaseException) -> None:
        with self._lock:
            pieces, self._waiting, self._ordered = self._waiting, [], False
        for _, future in pieces:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)


def _nothing(_: Connection) -> None:
    """Stands in the line behind all that came before."""


def _do_in_savepoint(connection: Connection, work: Callable[[Connection], Any], outcome: _Outcome) -> None:
    run(connection, "SAVEPOINT piece")
    try:
        outcome.result = work(connection)
    except Exception as error:  # it belongs to whoever waits for this piece
        if not driver_connection(connection).in_transaction:
            raise  # SQLite took the whole transaction back by itself, as it does on a full disk: nobody's piece is written
        run(connection, "ROLLBACK TO piece")
        outcome.error = error
    run(connection, "RELEASE piece")
