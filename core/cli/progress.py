"""Progress of long work in a terminal: a bar with count, rate and estimate; Ctrl+C cancels it properly. Silent elsewhere."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Report = Callable[[int, int], None]


@contextmanager
def progress_bar(what: str, *, unit: str = "") -> Generator[Report]:
    """A function that takes (done, total). Draws on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[n]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, n="")

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=max(total, 1), n=f"{done:,} {unit}")

        yield report


def _silent(done: int, total: int) -> None:
    """Nobody is looking."""


@contextmanager
def cancel_on_interrupt(cancel: threading.Event) -> Generator[None]:
    """While the block runs, Ctrl+C sets `cancel` instead of raising: the work stops at a place where it can."""

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        cancel.set()

    before: Any = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
