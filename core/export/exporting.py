"""Writing an export: streamed, cancellable, whole or not there."""

from __future__ import annotations

import threading
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from core.domain.kinds import kind_of
from core.errors import Cancelled
from core.export.formats import Source, format_of
from core.export.rows import LabelRow, label_rows
from core.storage.faults import explained
from core.storage.projection import last_done
from core.storage.projects import ProjectInfo

#: called with items looked at and items in all
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, and how many items it left out, by reason (open, skipped, rejected, erased)."""

    path: Path
    rows: int
    left_out: dict[str, int] = field(default_factory=dict[str, int])


def export_project(
    read: Engine,
    project: ProjectInfo,
    format_name: str,
    out: Path,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> ExportReport:
    """Write a project's labels, or its ledger, to `out`, replacing what is there only when the new file is whole.

    Raises `UserError` for an unknown format or a folder that cannot be written to, `Cancelled` when `cancel` is set.
    """
    writer = format_of(format_name)
    partial = out.with_name(out.name + ".partial")
    with explained(out), read.connect() as connection:
        out.parent.mkdir(parents=True, exist_ok=True)
        source = Source(connection, project, last_done(connection), Tally(), _step(progress, cancel, last_done(connection)))
        try:
            rows = writer.write(source, partial)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return ExportReport(out, rows, dict(source.left_out))


def _step(progress: Progress | None, cancel: threading.Event | None, total: int) -> Callable[[int], None]:
    def step(done: int) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled("The export was cancelled.", kept="No file was written; one that was there before is as it was.")
        if progress is not None:
            progress(done, total)

    return step


def preview_rows(read: Engine, project: ProjectInfo, n: int = 20) -> list[LabelRow]:
    """The first `n` records of a label export."""
    with read.connect() as connection:
        batches = label_rows(connection, project.seq, kind_of(project.task.kind), last_done(connection), Tally(), 500)
        return list(islice((row for _, rows in islice(batches, 20) for row in rows), n))
