"""Datasets of one project: looked at before they are cut, cut, listed, compared, cut again.

Made by `Workspace.datasets(project)`. Everything runs on the caller's thread; `cancel` may be set from any.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import orjson
from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.json import JsonValue
from core.domain.task import Task
from core.errors import UserError
from core.export.cut import Cut
from core.export.diffing import differences
from core.export.lost import lost_since
from core.export.manifest import Manifest, manifest_of, notes_of
from core.export.output import Output, WrittenFile, explained
from core.export.planning import counted, planned, written
from core.export.position import Position
from core.export.preparing import CancelDesk, Progress, join_alike, made, prepared, with_splits, with_splits_of
from core.export.recipe import Recipe
from core.export.splits.assigned import note_splits
from core.export.views import CutReport, Difference, Plan
from core.storage import datasets
from core.storage.datasets import StoredDataset
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value
from core.storage.writer import Writer
from core.tasks import finish

_LOCK_WAIT_S = 0.2


class Datasets:
    """The service. `lock`: a file that keeps two exports from parting the same items at once."""

    def __init__(self, read: Engine, writer: Writer, project: ProjectInfo, lock: Path) -> None:
        self._read, self._writer, self._project = read, writer, project
        self._lock = FileLock(lock)

    # --- what there is ---

    def list(self) -> list[StoredDataset]:
        """All datasets, the newest first."""
        with self._read.connect() as connection:
            return datasets.list_datasets(connection, self._project.seq)

    def find(self, asked: str) -> StoredDataset:
        """The dataset with this number, or whose id or hash begins so. Raises `UserError`."""
        with self._read.connect() as connection:
            return datasets.find_dataset(connection, self._project.seq, asked)

    # --- cutting ---

    def plan(self, recipe: Recipe, n: int = 10, *, cancel: threading.Event | None = None) -> Plan:
        """What a dataset would hold: its first `n` records and all counts. Nothing is kept. Raises `UserError`, `Cancelled`."""
        with self._read.connect() as connection:
            self._finish_renames()
            if recipe.split.shares:
                join_alike(connection, self._project, self._writer, cancel)
            cut = with_splits(self._stepping(prepared(connection, self._project, recipe), None, cancel))
            return planned(cut, n)

    def cut(
        self, recipe: Recipe, out: Path, *, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> CutReport:
        """Write a dataset to `out`, with its manifest, and keep it. What is there already is replaced when the new one is whole.

        Raises `UserError` for a recipe that cannot be, a place that cannot be written to, a full disk; `Cancelled`.
        """
        with self._read.connect() as connection, explained(out), self._alone(recipe, cancel):
            _refuse_workspace(connection, out)
            self._finish_renames()
            if recipe.split.shares:
                join_alike(connection, self._project, self._writer, cancel)
            cut = self._stepping(prepared(connection, self._project, recipe), progress, cancel)
            with written(with_splits(cut), out) as (cut, output):
                report, manifest = self._kept(cut, output, out)
                output.manifest().write_bytes(manifest)
                output.commit()
            return report

    def _kept(self, cut: Cut, output: Output, out: Path) -> tuple[CutReport, bytes]:
        """Keep the dataset: its splits first, then itself."""
        with self._alone(None, None):
            number = datasets.next_number(cut.connection, self._project.seq)
            files, members = output.written(), datasets.packed(cut.members)
            manifest = manifest_of(cut, number, files)
            note_splits(self._writer, self._project.seq, number, cut.splits.new)
            sha256 = cut.digest.hexdigest()
            stored = StoredDataset(
                cut.id, number, cut.recipe.to_json(), manifest, cut.records, sha256, str(out.absolute()), cut.created_us
            )
            self._writer.submit(lambda c: datasets.add_dataset(c, self._project.seq, stored, members)).result()
        return _report(cut, number, out, files), _as_text(manifest)

    def recut(
        self, asked: str, out: Path, *, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> CutReport:
        """Cut a dataset again, as it was: the same items, at its position of the ledger. `CutReport.again`: whether it came out the same.

        What was erased or replaced since, or may not be used any more, cannot come back, and is counted. Raises as `cut` does.
        """
        with self._read.connect() as connection, explained(out):
            _refuse_workspace(connection, out)
            stored = datasets.find_dataset(connection, self._project.seq, asked)
            cut = self._stepping(self._again(connection, stored), progress, cancel)
            with written(cut, out) as (cut, output):
                same = cut.digest.hexdigest() == stored.sha256
                lost, files = lost_since(cut), output.written()
                manifest: Manifest = {
                    **manifest_of(cut, stored.number, files),
                    "cut_again": True,
                    "same": same,
                    "lost": list[JsonValue](lost),
                }
                report = _report(cut, stored.number, out, files)
                output.manifest().write_bytes(_as_text(manifest))
                output.commit()
            return replace(report, again=same, notes=[*report.notes, *lost])

    def _again(self, connection: Connection, stored: StoredDataset) -> Cut:
        recipe, task = Recipe.from_json(stored.recipe), Task.from_json(stored.manifest.get("task"))
        members = datasets.members_of(connection, self._project.seq, stored.number)
        project = replace(self._project, task=task)
        position = Position.from_json(stored.manifest.get("position"))
        cut = made(connection, project, recipe, position, stored.created_us, stored.id, members)
        return replace(with_splits_of(cut, stored.number), first=stored.manifest)

    def diff(self, one: str, other: str, n: int = 100) -> Difference:
        """What `other` has that `one` has not, and the other way round; the first `n` items of it. Raises `UserError`."""
        with self._read.connect() as connection, self._read.connect() as second:
            first, then = (datasets.find_dataset(connection, self._project.seq, asked) for asked in (one, other))
            return differences(self._again(connection, first), self._again(second, then), n)

    # --- the rest ---

    def _finish_renames(self) -> None:
        """Labels that were just renamed may stand half renamed."""
        finish(self._read, self._writer)

    def _stepping(self, cut: Cut, progress: Progress | None, cancel: threading.Event | None) -> Cut:
        desk, total = CancelDesk(cancel), cut.position.item

        def step(done: int) -> None:
            desk.require()
            if progress is not None:
                progress(done, total)

        return replace(cut, step=step)

    @contextmanager
    def _alone(self, recipe: Recipe | None, cancel: threading.Event | None) -> Generator[None]:
        """No other export parts items, or takes a number, meanwhile. Only those that split hold the lock while they read."""
        if recipe is not None and not recipe.split.shares:
            yield
            return
        while not self._taken():
            CancelDesk(cancel).require()
            time.sleep(_LOCK_WAIT_S)
        try:
            yield
        finally:
            self._lock.release()

    def _taken(self) -> bool:
        with suppress(Timeout):
            self._lock.acquire(timeout=0)
            return True
        return False


def _refuse_workspace(connection: Connection, out: Path) -> None:
    """Raise `UserError` when the export would take the place of the workspace that it reads."""
    workspace = fetch_value(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")
    if out.exists() and Path(str(workspace)).samefile(out):
        raise UserError(
            "export.workspace", f"{out} is the workspace itself.", kept="Nothing was written.", todo="Name another file."
        )


def _report(cut: Cut, number: int, out: Path, files: list[WrittenFile]) -> CutReport:
    return CutReport(
        cut.id,
        number,
        cut.recipe.format,
        out,
        cut.records,
        {name: cut.by_split[name] for name in cut.splits.names},
        counted(cut.excluded),
        counted(cut.losses),
        cut.digest.hexdigest(),
        files,
        notes_of(cut),
        cut.unresolved,
        dict(cut.figures),
    )


def _as_text(manifest: Manifest) -> bytes:
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
