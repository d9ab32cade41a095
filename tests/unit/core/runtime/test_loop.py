"""The loop thread: what is spawned runs, can be cancelled, and is awaited when it closes."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError

import pytest

from core.runtime.loop import LoopThread


def test_work_runs_on_the_loops_own_thread() -> None:
    async def where() -> int:
        await asyncio.sleep(0)
        return threading.get_ident()

    loop = LoopThread()
    assert loop.spawn(where()).result() != threading.get_ident()
    loop.close()


def test_an_error_comes_back_to_whoever_waits() -> None:
    async def fails() -> None:
        raise LookupError("no")

    loop = LoopThread()
    with pytest.raises(LookupError):
        loop.spawn(fails()).result()
    loop.close()


def test_closing_cancels_and_awaits_what_still_runs() -> None:
    begun, tidied = threading.Event(), threading.Event()

    async def forever() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            tidied.set()

    loop = LoopThread()
    running = loop.spawn(forever())
    begun.wait()
    loop.close()
    assert tidied.is_set()
    with pytest.raises(CancelledError):
        running.result()
