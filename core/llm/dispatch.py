"""The calls that are under way: each in a task of its own, so that it can be ended from outside and knows nothing of its caller."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from core.domain.calls import FailureKind
from core.llm.types import CallFailure


@dataclass(slots=True)
class Dispatcher:
    """Runs calls until it is closed."""

    _running: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]])

    async def run(self, call: Coroutine[Any, Any, Any], context: Context) -> Any:
        """Make a call and wait for what it gives. Raises what it raises, and `CallFailure` (cancelled) when `close` ended it."""
        task = asyncio.create_task(call, context=context)
        self._running.add(task)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled() and not _is_cancelled():
                raise closed() from None
            await _end(task)
            raise
        finally:
            self._running.discard(task)

    async def close(self) -> None:
        """Cancel every call and wait until it has ended."""
        await asyncio.gather(*(_end(task) for task in list(self._running)))


def closed(*, sent: bool = True) -> CallFailure:
    """What becomes of a call when the connections are closed; `sent`: whether its request may have gone out before."""
    return CallFailure(FailureKind.CANCELLED, "The connections have been closed.", sent=sent)


async def _end(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
