"""Work in the background, and how its progress is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.clock import monotonic
from desktop.i18n import number, tr

T = TypeVar("T")

#: progress is told at most once in so many seconds: more would only keep the main thread busy
TOLD_EVERY = 0.05
_SOON = 2.0  # no estimate before so many seconds: it would jump


@dataclass(frozen=True, slots=True)
class Running(Generic[T]):
    """Work on its way. Setting `cancel` stops it soon; the future then raises `Cancelled`."""

    future: Future[T]
    cancel: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Step:
    """How far work is: `done` of `total` in any unit, and `count` things of which a person is told."""

    done: int
    total: int
    count: int


class Throttle:
    """Hands steps on to `tell`, the first at once and then at most one in `TOLD_EVERY` seconds."""

    def __init__(self, tell: Callable[[Step], None], clock: Callable[[], float] = monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._last = -TOLD_EVERY

    def __call__(self, step: Step) -> None:
        """Tell of `step`, or leave it out."""
        now = self._clock()
        if now - self._last >= TOLD_EVERY:
            self._last = now
            self._tell(step)


def progress_text(step: Step, seconds: float) -> str:
    """Count, rate and estimate in one line, after `seconds` of work."""
    text = tr("{n} rows", n=step.count)
    if seconds <= 0:
        return text
    text = tr("{before}, {rate} a second", before=text, rate=number(round(step.count / seconds)))
    if seconds < _SOON or step.done <= 0:
        return text
    left = seconds * max(0, step.total - step.done) / step.done
    return tr("{before}, {left} left", before=text, left=duration(left))


def duration(seconds: float) -> str:
    """A length of time in words, roughly: what an estimate deserves."""
    if seconds < 60:
        return tr("{n} s", n=max(1, round(seconds)))
    if seconds < 3600:
        return tr("{n} min", n=round(seconds / 60))
    return tr("{n} h", n=round(seconds / 3600))
