"""Letting what is derived follow a change of labels: slice by slice, between decisions, and again after a crash."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.storage import labels
from core.storage.labels import Relabelling
from core.storage.writer import Writer

#: what one transaction may take, in seconds, before its commit; a decision never waits for more than one
_TARGET_S = 0.006
_LEAST, _MOST = 4, 1_000

#: hears how many items have followed
Told = Callable[[int], None]


def finish(
    read: Engine,
    writer: Writer,
    project_seq: int | None = None,
    *,
    told: Told | None = None,
    stop: Event | None = None,
) -> int:
    """Follow every change that is not followed yet, of one project or of all; returns how many items were looked at.

    `told` is called with that number after each slice; with `stop` set it ends early, and what is left is done by the next call.
    """
    done, slices = 0, _Slices()
    while not (stop is not None and stop.is_set()) and (ahead := slices.read(read, project_seq)) is not None:
        work, found = ahead
        writer.submit_bulk(lambda connection, work=work, found=found: slices.write(connection, work, found)).result()
        done += len(found)
        if told is not None:
            told(done)
    return done


class _Slices:
    """How large the next slice is, by how long the last ones took."""

    def __init__(self) -> None:
        self._rows = 20

    def read(self, read: Engine, project_seq: int | None) -> tuple[Relabelling, list[int]] | None:
        """The next change and its next items; None when there is nothing left to follow."""
        with read.connect() as connection:
            work = next(iter(labels.pending(connection, project_seq)), None)
            return None if work is None else (work, labels.touched(connection, work, self._rows))

    def write(self, connection: Connection, work: Relabelling, found: list[int]) -> None:
        """One transaction, on the writer's thread."""
        started = time.perf_counter()
        labels.relabel_slice(connection, work, found, left=found[-1] - 1 if len(found) >= self._rows else 0)
        took = max(time.perf_counter() - started, 1e-6)
        wanted = self._rows * _TARGET_S / took
        self._rows = max(_LEAST, min(_MOST, 2 * self._rows, int((self._rows + wanted) / 2)))
