"""Futures that are begun on a worker."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

from core.errors import UserError
from desktop.operations.relay import relayed


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def test_the_end_of_what_was_begun_is_handed_on(worker: ThreadPoolExecutor) -> None:
    inner: Future[int] = Future()
    handed = relayed(worker, lambda: inner)
    worker.submit(int).result()
    assert not handed.done()
    inner.set_result(7)
    assert handed.result(5) == 7


def test_an_error_in_the_beginning_and_one_later_both_arrive(worker: ThreadPoolExecutor) -> None:
    def refuse() -> Future[int]:
        raise UserError("no", "No.")

    with pytest.raises(UserError, match=r"No\."):
        relayed(worker, refuse).result(5)
    inner: Future[int] = Future()
    handed = relayed(worker, lambda: inner)
    inner.set_exception(UserError("late", "Late."))
    with pytest.raises(UserError, match=r"Late\."):
        handed.result(5)


def test_no_worker_waits_meanwhile(worker: ThreadPoolExecutor) -> None:
    inner: Future[int] = Future()
    handed = relayed(worker, lambda: inner)
    assert worker.submit(lambda: threading.current_thread().name).result(5)
    inner.set_result(1)
    assert handed.result(5) == 1


def test_to_cancel_cancels_what_was_begun(worker: ThreadPoolExecutor) -> None:
    inner: Future[int] = Future()
    handed = relayed(worker, lambda: inner)
    worker.submit(int).result()
    assert handed.cancel()
    assert inner.cancelled()
    with pytest.raises(CancelledError):
        handed.result(5)
    late: Future[int] = Future()
    other = relayed(worker, lambda: late)
    late.cancel()
    worker.submit(int).result()
    assert other.cancelled()
