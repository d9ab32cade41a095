"""An import: a table is read, mapped and written block by block, with progress, cancel and a file of what was rejected."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from sqlalchemy.engine import Connection

from core import clock
from core.domain.kinds import kind_of
from core.errors import Cancelled
from core.ids import uuid7_bytes
from core.ingest.mapper import Mapped, Mapper
from core.ingest.mapping import Mapping
from core.ingest.readers.base import BadRow, Table
from core.storage.intake import Intake, Outcome, Target
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sources import NO_CHANGE, TermsChange, change_terms, checked_name, source_seq
from core.storage.sql import fetch_value, insert_one, run, to_json
from core.storage.writer import Writer

BLOCK_ROWS = 50_000
BLOCK_CHARACTERS = 24_000_000
_REASONS_KEPT = 20


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is: bytes read of all bytes, and rows read."""

    bytes_read: int
    bytes_total: int
    rows: int


@dataclass(slots=True)
class ImportReport:
    """What an import did. `rejected` rows are listed in `rejects_file`; `reasons` holds the first of them (line, reason).

    `suggestions`, `annotations` and `signals` count those that were written; `failed_suggestions` the cells in the file that were no answer
    of the task, `failed_said` annotations without one and signals without a number. `source`: whose items they are.
    """

    rows: int = 0
    added: int = 0
    known: int = 0
    updated: int = 0
    erased: int = 0
    rejected: int = 0
    suggestions: int = 0
    failed_suggestions: int = 0
    annotations: int = 0
    signals: int = 0
    failed_said: int = 0
    source: str = ""
    last_line: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    rejects_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose items an import brings: a source by name (empty: as the file), and what is to be changed of its terms."""

    name: str = ""
    terms: TermsChange = NO_CHANGE

    def name_for(self, path: Path) -> str:
        """The source's name. Raises `UserError` when what was given is none."""
        return checked_name(self.name) if self.name else path.name


class Import:
    """One import of one table into one project. `cancel` may be set from any thread."""

    def __init__(
        self,
        writer: Writer,
        hash_key: bytes,
        project: ProjectInfo,
        table: Table,
        mapping: Mapping,
        origin: Origin | None = None,
    ) -> None:
        """`origin`: whose items these are; None: the file's. Raises `UserError` for a column that is not there, or a bad name."""
        mapping.check(table.columns)
        self._writer = writer
        self._hash_key = hash_key
        self._project = project
        self._table = table
        self._mapping = replace(mapping, folder=str(_folder_of(table.path)))
        self._rejects = Rejects(table.path)
        self._origin = origin or Origin()
        self.report = ImportReport(source=self._origin.name_for(table.path))
        self.cancel = threading.Event()

    def run(self, *, update: bool = False, progress: Callable[[ImportProgress], None] | None = None) -> ImportReport:
        """Do it. Raises `Cancelled` when it was cancelled and `UserError` when it could not go on; finished blocks stand."""
        run_seq, source = self._begin()
        intake = Intake(self._writer, self._target(run_seq, source, update=update))
        try:
            for block, lines in self._blocks(progress):
                self._count(intake.write(block), lines)
                self.report.last_line = lines[-1]
                self._stop_if_cancelled()
        finally:
            self.report.rejects_file = self._rejects.close()
            self._end(run_seq)
        return self.report

    def _target(self, run_seq: int, source: int, *, update: bool) -> Target:
        project, said = self._project, self._mapping.said_elsewhere
        apart = kind_of(project.task.kind).apart(project.task)
        return Target(project.seq, run_seq, self._hash_key, Shares(), update, apart, source, said)

    def _begin(self) -> tuple[int, int]:
        """The numbers of the run and of its source, whose terms hold before the first item is in."""
        now = clock.now_us()
        mapping = to_json(self._mapping.to_json())
        values = {"id": uuid7_bytes(), "project_seq": self._project.seq, "file_name": self._table.path.name, "mapping": mapping}

        def write(connection: Connection) -> tuple[int, int]:
            source = source_seq(connection, self._project.seq, self.report.source)
            change_terms(connection, self._project.seq, source, self._origin.terms)
            last = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM item"))
            span = {"first_seq": last + 1, "done_seq": last, "source_seq": source}
            return insert_one(connection, "import_run", {**values, **span, "created_us": now}), source

        return self._writer.submit(write).result()

    def _end(self, run_seq: int) -> None:
        def write(connection: Connection) -> None:
            run(connection, "UPDATE import_run SET ended_us = :w WHERE seq = :s", w=clock.now_us(), s=run_seq)

        with suppress(Exception):  # whatever kept the import from going on is told already
            self._writer.submit(write).result()

    def _blocks(self, progress: Callable[[ImportProgress], None] | None) -> Iterator[tuple[list[NewItem], list[int]]]:
        block: list[NewItem] = []
        lines: list[int] = []
        characters = 0
        mapper = Mapper(self._mapping, self._project.task)
        for batch in self._table.batches():
            mapped = mapper.map(batch)
            self._note(mapped)
            block += mapped.items
            lines += mapped.lines
            characters += sum(len(item.text) for item in mapped.items) + mapped.more_characters
            if progress:
                progress(ImportProgress(batch.bytes_read, self._table.size_bytes, self.report.rows))
            self._stop_if_cancelled()
            if len(block) >= BLOCK_ROWS or characters >= BLOCK_CHARACTERS:
                yield block, lines
                block, lines, characters = [], [], 0
        if block:
            yield block, lines

    def _note(self, mapped: Mapped) -> None:
        for bad in mapped.bad:
            self._reject(bad)
        self.report.rows += len(mapped.items) + len(mapped.bad)
        self.report.failed_suggestions += mapped.failed
        self.report.failed_said += mapped.failed_said

    def _count(self, outcome: Outcome, lines: list[int]) -> None:
        report = self.report
        report.added += outcome.added
        report.known += outcome.known
        report.updated += outcome.updated
        report.erased += outcome.erased
        report.suggestions += outcome.suggestions
        report.annotations += outcome.annotations
        report.signals += outcome.signals
        for place in outcome.refused:
            reason = "Its id is known with other content; import with update to replace it."
            self._reject(BadRow(lines[place], reason, "row.changed"))

    def _reject(self, bad: BadRow) -> None:
        self.report.rejected += 1
        if len(self.report.reasons) < _REASONS_KEPT:
            self.report.reasons.append((bad.line, bad.reason))
        self._rejects.add(bad)

    def _stop_if_cancelled(self) -> None:
        if self.cancel.is_set():
            report = self.report
            changed = report.added or report.updated
            updated = f" and {report.updated:,} updated ones" if report.updated else ""
            kept = f"{report.added:,} new items{updated} up to line {report.last_line:,} are imported and stay."
            raise Cancelled("The import was cancelled.", kept=kept if changed else "Nothing was imported.")


def _folder_of(path: Path) -> Path:
    """Where relative paths in a file begin: its folder; of a folder itself."""
    return (path if path.is_dir() else path.parent).absolute()


class Rejects:
    """The file that lists rejected rows: `NAME.rejects.csv` beside the imported file, made when there is a first one."""

    def __init__(self, source: Path) -> None:
        self._path = source.with_name(source.name + ".rejects.csv")
        self._file: TextIO | None = None
        self._failed = False

    def add(self, bad: BadRow) -> None:
        """Write one line; where the folder cannot be written to, the report alone has to do."""
        try:
            if self._file is None and not self._failed:
                self._file = self._path.open("w", encoding="utf-8", newline="")
                csv.writer(self._file).writerow(["line", "code", "reason"])
            if self._file is not None and not self._failed:
                csv.writer(self._file).writerow([bad.line, bad.code, bad.reason])
        except OSError:
            self._failed = True

    def close(self) -> Path | None:
        """Finish the file; returns where it is, or None when there is none or not all of it could be written."""
        if self._file is None:
            return None
        try:
            self._file.close()
        except OSError:
            self._failed = True
        return None if self._failed else self._path
