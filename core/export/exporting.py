"""Writing an export: streamed, cancellable, whole or not there."""

from __future__ import annotations

import errno
import threading
from collections import Counter as Tally
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.errors import Cancelled, UserError
from core.export.formats import Format, Source, format_of
from core.export.rows import Record, label_rows, sheet_of
from core.storage.projection import last_done
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value

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

    Raises `UserError` for an unknown format, a file that cannot be written or a full disk, `Cancelled` when `cancel` is set.
    """
    writer = format_of(format_name)
    if out.is_dir():
        raise UserError("export.folder", f"{out} is a folder.", kept="Nothing was written.", todo="Name a file in it.")
    with read.connect() as connection, _explained(out):
        _refuse_workspace(connection, out)
        out.parent.mkdir(parents=True, exist_ok=True)
        last = last_done(connection)
        source = Source(connection, project, last, Tally(), _step(progress, cancel, last))
        rows = _write(writer, source, out)
    return ExportReport(out, rows, dict(source.left_out))


def _write(writer: Format, source: Source, out: Path) -> int:
    partial = out.with_name(out.name + ".partial")
    try:
        rows = writer.write(source, partial)
        partial.replace(out)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return rows


def _refuse_workspace(connection: Connection, out: Path) -> None:
    """Raise `UserError` when the export would take the place of the workspace that it reads."""
    workspace = fetch_value(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")
    if out.exists() and Path(str(workspace)).samefile(out):
        raise UserError(
            "export.workspace", f"{out} is the workspace itself.", kept="Nothing was written.", todo="Name another file."
        )


@contextmanager
def _explained(out: Path) -> Generator[None]:
    """Turn what the disk says about `out` into a `UserError`; what the database says is told by its engine."""
    try:
        yield
    except OSError as error:
        full = error.errno == errno.ENOSPC
        what = f"The disk that holds {out.name} is full." if full else f"{out} cannot be written to."
        todo = "Free some space and export again." if full else "Choose another place, or ask for the right to write there."
        code = "export.disk_full" if full else "export.cannot_write"
        raise UserError(code, what, kept="No file was written; one that was there before is as it was.", todo=todo) from error


def _step(progress: Progress | None, cancel: threading.Event | None, total: int) -> Callable[[int], None]:
    def step(done: int) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled("The export was cancelled.", kept="No file was written; one that was there before is as it was.")
        if progress is not None:
            progress(done, total)

    return step


def preview_rows(read: Engine, project: ProjectInfo, n: int = 20) -> list[Record]:
    """The first `n` records of a label export."""
    with read.connect() as connection:
        sheet = sheet_of(connection, project.seq, project.task)
        batches = label_rows(connection, project.seq, sheet, last_done(connection), Tally(), 500)
        return list(islice((row for _, rows in islice(batches, 20) for row in rows), n))
