"""Progress of a batch of calls in a terminal: a bar with items, rate, failures, cost so far and time left. Silent elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.cli.outcome import dollars

if TYPE_CHECKING:
    from core.suggest.views import BatchProgress

Report = Callable[["BatchProgress"], None]


@contextmanager
def batch_bar(what: str) -> Generator[Report | None]:
    """A function that takes the progress, from any thread; None where nobody looks. Draws on standard error."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[so_far]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, so_far="")

        def report(at: BatchProgress) -> None:
            bar.update(task, completed=at.done, total=max(at.total, 1), so_far=told(at))

        yield report


def told(at: BatchProgress) -> str:
    """Where a batch is, in words."""
    left = "" if at.seconds_left is None or at.done == at.total else f"{_span(at.seconds_left)} left"
    parts = [
        f"{at.done:,} of {at.total:,} items",
        f"{at.per_second:.1f} a second",
        f"{at.failed:,} failed" if at.failed else "",
        dollars(at.cost),
        left,
    ]
    return ", ".join(part for part in parts if part)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
