"""Opening a workspace and wiring what works on it."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy.engine import Connection

from core import clock
from core.domain.task import Task
from core.errors import UserError
from core.export import Datasets
from core.ids import uuid7_bytes
from core.ingest.importing import Import, Origin
from core.ingest.mapping import Mapping
from core.ingest.readers.base import Table
from core.queues.items import Items, Shelf
from core.queues.running import Runner
from core.queues.views import QueueInfo
from core.review.orders import order_for
from core.review.session import House, ReviewSession
from core.runtime.loop import LoopThread
from core.storage import backup, migrate, projects
from core.storage.calls import settle_interrupted
from core.storage.engine import Role, open_engine, raw_connection
from core.storage.erase import erase_in_backups, erase_item, erased_before, truncate_log
from core.storage.faults import explained
from core.storage.intake import remove_unfinished
from core.storage.items import find_item
from core.storage.lock import WorkspaceLock, refuse_network_drive
from core.storage.projects import ProjectInfo
from core.storage.prompts import live_version
from core.storage.sql import fetch_one, fetch_value, insert_one
from core.storage.writer import Writer
from core.suggest.ahead import embed_ahead
from core.tasks import Tasks, finish

if TYPE_CHECKING:
    from core.suggest.models import Models
    from core.suggest.workbench import Workbench

WORKERS = 3


class Workspace:
    """An open workspace. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, *, window: bool = False, scratch: bool = False) -> None:
        """Open the file, or make it. `window`: take the lock that only one window can have; `scratch`: a throwaway copy.

        Raises `UserError`: damaged, newer, read-only, in use, on a network drive.
        """
        self.path = path
        self._scratch = scratch
        self._models: tuple[Workbench, Models] | None = None
        self._models_lock = threading.Lock()
        self._closes = threading.Event()
        self._lock = WorkspaceLock(path) if window else None
        self._import_lock = FileLock(path.with_name(path.name + "-import-lock"))
        prepare(path)
        with ExitStack() as stack:
            if self._lock:
                self._lock.acquire()
                stack.callback(self._lock.release)
            self._open(stack)
            self._closing = stack.pop_all()

    def _open(self, stack: ExitStack) -> None:
        """Start what works on the file; `stack` stops it again in the opposite order."""
        with explained(self.path):
            _bring_up_to_date(self.path)
            self.read = open_engine(self.path, Role.READ)
            stack.callback(self.read.dispose)
            self.writer = Writer(self.path, scratch=self._scratch)
            stack.callback(self.writer.close)
            self.executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="worker")
            stack.callback(self.executor.shutdown, wait=True, cancel_futures=True)
            self._runner = Runner(self.read)
            stack.callback(self._runner.close)
            stack.callback(self._drain_models)
            self.loop = LoopThread()
            stack.callback(self.loop.close)
            stack.callback(self._close_models)
            stack.callback(self._closes.set)
            with self.read.connect() as connection:
                self._hash_key = bytes(fetch_value(connection, "SELECT hash_key FROM workspace LIMIT 1"))
            self._tidy_up()

    # --- models ---

    @property
    def models(self) -> Models:
        """Connections, prompts, calls. Made on the first use: most starts need none of it."""
        return self._bench()[1]

    def _bench(self) -> tuple[Workbench, Models]:
        with self._models_lock:
            if self._models is None:
                self._models = self._way_to_models()
            return self._models

    def _way_to_models(self) -> tuple[Workbench, Models]:
        from core.llm.book import CallBook  # noqa: PLC0415  (a tenth of a second, which the first paint need not wait for)
        from core.llm.caller import Caller  # noqa: PLC0415
        from core.llm.provider import Provider  # noqa: PLC0415
        from core.suggest.house import House as SuggestHouse  # noqa: PLC0415
        from core.suggest.models import Models  # noqa: PLC0415
        from core.suggest.workbench import Workbench  # noqa: PLC0415

        provider, book = Provider(), CallBook(self.writer)
        caller = Caller(self.read, book, provider)
        house = SuggestHouse(self.read, self.writer, self.executor, self.loop, provider, book, caller, offline=self._scratch)
        bench = Workbench(house)
        return bench, Models(bench)

    def _drain_models(self) -> None:
        """After the loop has ended: how its calls ended is written before the writer is closed."""
        if self._models is not None:
            self._models[0].house.book.drain()

    def _close_models(self) -> None:
        """Cancel and await every call, close the clients."""
        if self._models is not None:
            bench, _ = self._models
            self.loop.spawn(bench.house.provider.close()).result()
            bench.close()

    def _tidy_up(self) -> None:
        """Remove what a crash left behind, unless another process is at it right now."""
        self.writer.submit(settle_interrupted).result()
        try:
            with self._import_lock.acquire(timeout=0):
                self.writer.submit(remove_unfinished).result()
        except Timeout:
            return
        with self.read.connect() as connection:
            unfinished = projects.deleted_projects(connection)
        for project_seq in unfinished:
            self._purge(project_seq)
        finish(self.read, self.writer)

    def close(self) -> None:
        """Refuse new work, stop what runs, finish every write, and let go of the file. Once more does nothing."""
        self._closing.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # --- projects ---

    def projects(self) -> list[ProjectInfo]:
        """All projects, oldest first."""
        with self.read.connect() as connection:
            return projects.list_projects(connection)

    def project(self, name: str) -> ProjectInfo:
        """The project called `name`. Raises `UserError` when there is none."""
        with self.read.connect() as connection:
            return projects.get_project(connection, name)

    def create_project(self, name: str, task: Task, guidelines: str = "", order: str = "uncertain") -> ProjectInfo:
        """Make a project. Raises `UserError` when the name is taken or not a name, or there is no such order.

        A queue that cannot be ordered by confidence (see `order_for`) is drawn at random.
        """
        suited = order_for(order, task)
        self.writer.submit(lambda c: projects.create_project(c, name, task, guidelines, suited)).result()
        return self.project(name.strip())

    def rename_project(self, project: ProjectInfo, name: str) -> ProjectInfo:
        """Give a project another name."""
        self.writer.submit(lambda c: projects.rename_project(c, project.seq, name)).result()
        return self.project(name.strip())

    def archive_project(self, project: ProjectInfo, *, archived: bool = True) -> None:
        """Put a project away, or take it out again."""
        self.writer.submit(lambda c: projects.archive_project(c, project.seq, archived)).result()

    def set_order(self, project: ProjectInfo, order: str, seed: int = 0) -> ProjectInfo:
        """Choose the order of a project's queue. Raises `UserError` when there is no such order."""
        suited = order_for(order, project.task)
        self.writer.submit(lambda c: projects.set_order(c, project.seq, suited, seed)).result()
        return self.project(project.name)

    def delete_project(self, project: ProjectInfo) -> Path:
        """Delete a project and all that belongs to it, after a backup; returns where the backup is."""
        kept = backup.back_up_anyhow(self.path)
        self.writer.submit(lambda c: projects.mark_deleted(c, project.seq)).result()
        self._purge(project.seq)
        return kept

    def _purge(self, project_seq: int) -> None:
        while self.writer.submit_bulk(lambda c: projects.purge_slice(c, project_seq)).result():
            pass

    def tasks(self, project: ProjectInfo) -> Tasks:
        """The project's task as it lives: labels, guidelines, what may be changed later."""
        return Tasks(self.read, self.writer, project.seq, self._import_lock, self._closes)

    # --- items ---

    @contextmanager
    def importing(self, project: ProjectInfo, table: Table, mapping: Mapping, origin: Origin | None = None) -> Generator[Import]:
        """An import that is ready to `run`. `origin`: whose items these are. Raises `UserError` when another one is going on here."""
        try:
            with self._import_lock.acquire(timeout=0):
                self.writer.submit(lambda c: remove_unfinished(c, thorough=True)).result()
                yield Import(self.writer, self._hash_key, project, table, mapping, origin)
        except Timeout:
            what = "Another import into this workspace is going on."
            raise UserError("import.going_on", what, kept="Nothing was imported.", todo="Wait until it is done.") from None

    def items(self, project: ProjectInfo) -> Items:
        """The items of a project: lists, search, facets, queues, bulk actions, near-duplicates."""
        return Items(Shelf(self.read, self.writer, self._runner, self._hash_key), project)

    def datasets(self, project: ProjectInfo) -> Datasets:
        """The datasets of a project: looking ahead, cutting, comparing, cutting again."""
        return Datasets(self.read, self.writer, project, self.path.with_name(self.path.name + "-export-lock"))

    def item_seq(self, project: ProjectInfo, shown_id: str) -> int:
        """The number of the item that a person calls `shown_id`. Raises `UserError` when there is none."""
        with self.read.connect() as connection:
            seq = find_item(connection, self._hash_key, project.seq, shown_id)
        if seq is None:
            raise UserError("item.unknown", f"There is no item with this id in {project.name!r}.", kept="Nothing was changed.")
        return seq

    def erase(self, item_seq: int, why: str, reviewer: str | None = None) -> int:
        """Erase an item here and in the backups; returns in how many backups it stood. `reviewer` is who erased it."""
        with self.read.connect() as connection:
            row = fetch_one(connection, "SELECT id, erased_us FROM item WHERE seq = :s", s=item_seq)
        assert row is not None
        if row.erased_us is None:
            self.writer.submit(lambda c: erase_item(c, item_seq, why, _who(c, reviewer))).result()
        # Also for an item that was erased before: the log or a backup may have been out of reach then.
        truncate_log(self.path)
        found = erase_in_backups(self.path, bytes(row.id), why)
        if row.erased_us is not None and not found:
            raise erased_before()
        return found

    # --- reviewing ---

    def embed_ahead(self, project: ProjectInfo, session: ReviewSession) -> Future[int]:
        """Embed the project in the background while it is reviewed; cancel the future to stop."""
        return self.loop.spawn(embed_ahead(self.read, project.seq, session.vectors, self.executor))

    def session(self, project: ProjectInfo, reviewer: str, queue: QueueInfo | None = None) -> ReviewSession:
        """A reviewer's session, over a saved queue or all that is to review. Reads what was decided so far; takes a moment."""
        with self.read.connect() as connection:
            asks = live_version(connection, project.seq) is not None
        live = self._bench()[0].live(project) if asks else None
        session = ReviewSession(
            House(self.read, self.writer, self.executor, live, self.items(project)), project, reviewer, queue=queue
        )
        if live is not None:
            self._bench()[0].share(project, session.vectors)
        return session


def _who(connection: Connection, reviewer: str | None) -> int | None:
    return None if reviewer is None else projects.reviewer_seq(connection, reviewer)


def prepare(path: Path) -> None:
    """Make the folder and see that the file can be worked on. Raises `UserError`."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    refuse_network_drive(path)
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    if not writable or path.is_dir():
        raise UserError(
            "workspace.read_only",
            f"The workspace {path} cannot be written to.",
            kept="Nothing was changed.",
            todo="Copy it to a folder that you may write to, or ask for the right to write there.",
        )


def _bring_up_to_date(path: Path) -> None:
    """Make the file when it is new; migrate it, after a backup, when it is old; refuse it when it is none or newer."""
    fresh = not path.exists() or path.stat().st_size == 0 or migrate.is_blank(path)
    revision = None if fresh else migrate.revision_of(path)
    migrate.refuse_newer(path, revision)
    if revision is None and not fresh:
        raise UserError(
            "workspace.damaged",
            f"{path.name} is not a workspace.",
            kept="Nothing was changed in it.",
            todo="Open another file, or restore a backup.",
        )
    if revision is not None and revision != migrate.HEAD:
        backup.back_up_anyhow(path)
    _set_wal(path)
    if revision != migrate.HEAD:
        migrate.upgrade(path)
    _introduce(path)


def _set_wal(path: Path) -> None:
    connection = raw_connection(path, Role.DECISIONS)
    try:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
    finally:
        connection.close()


def _introduce(path: Path) -> None:
    """Write who a new workspace is; one that knows is left alone."""
    engine = open_engine(path, Role.DECISIONS)
    with engine.begin() as connection:
        if fetch_one(connection, "SELECT 1 FROM workspace") is None:
            values = {"id": uuid7_bytes(), "name": path.stem, "hash_key": secrets.token_bytes(32), "created_us": clock.now_us()}
            insert_one(connection, "workspace", values)
    engine.dispose()
