"""A future for work whose start takes time: what begins it runs on a worker, and the end of what it began is handed on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import TypeVar

T = TypeVar("T")


def relayed(executor: Executor, begin: Callable[[], Future[T]]) -> Future[T]:
    """Call `begin` on a worker; the future ends as the one that it returns. No worker waits meanwhile.

    Cancelling the future cancels what was begun.
    """
    handed: Future[T] = Future()
    executor.submit(begin).add_done_callback(partial(_begun, handed))
    return handed


def _begun(handed: Future[T], begun: Future[Future[T]]) -> None:
    """On the worker: follow what was begun, unless nobody wants it any more."""
    if begun.cancelled() or begun.exception() is not None:
        _hand_on(handed, begun)
        return
    inner = begun.result()
    handed.add_done_callback(partial(_give_up, inner))
    inner.add_done_callback(partial(_hand_on, handed))


def _give_up(inner: Future[T], handed: Future[T]) -> None:
    if handed.cancelled():
        inner.cancel()


def _hand_on(handed: Future[T], ended: Future[T] | Future[Future[T]]) -> None:
    if handed.done():
        return
    if ended.cancelled():
        handed.cancel()
    elif (error := ended.exception()) is not None:
        handed.set_exception(CancelledError() if isinstance(error, CancelledError) else error)
    else:
        handed.set_result(ended.result())  # pyright: ignore[reportArgumentType]  (a begun future comes here with an error only)
