"""The service behind the Items screen, the queues and the bulk actions of one project.

Made by `Workspace.items(project)`. What takes long comes as a `Running`: a future that can be cancelled, also while the database is at
it. Everything may be called from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.domain.filters import Filter, checked
from core.domain.json import Answer
from core.domain.vocabulary import Status
from core.errors import UserError
from core.queues import acting, counting, faceting, groups, indexing, rows, saved
from core.queues.bulk import Grouped
from core.queues.catching_up import catch_up
from core.queues.changes import Changes
from core.queues.criteria import Scene
from core.queues.indexing import ItemIndex
from core.queues.running import Desk, Runner, Running
from core.queues.selecting import searches, select
from core.queues.views import ActionInfo, BulkRequest, Facet, ItemRow, Preview, Progress, QueueInfo, Sort, SortBy
from core.storage import groups as stored_groups
from core.storage import queues, search
from core.storage.projection import last_done
from core.storage.projects import ProjectInfo
from core.storage.writer import Writer

T = TypeVar("T")
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the service works on."""

    read: Engine
    writer: Writer
    runner: Runner
    hash_key: bytes


class Items:
    """Items of one project: listing, searching, counting, queues, bulk actions, near-duplicates."""

    def __init__(self, shelf: Shelf, project: ProjectInfo) -> None:
        """`project`: as it is now; make the service anew when its task changes."""
        self._shelf = shelf
        self._project = project

    @property
    def changes(self) -> Changes:
        """What was counted before, in this workspace, and whether it has changed since."""
        return self._shelf.runner.changes

    @contextmanager
    def _scene(self) -> Generator[Scene]:
        with self._shelf.read.connect() as connection:
            yield self._at(connection)

    def _at(self, connection: Connection) -> Scene:
        return Scene.of(connection, self._project)

    # --- listing ---

    def index(self, wanted: Filter, sort: Sort | None = None, *, page: int = 100) -> ItemIndex:
        """What a virtual table shows: `first` (the first `page` numbers, read now), and `all`, a `Running` of all of them in order.

        Without a sort they come in import order, also those of a search, which is then there soonest. Raises `UserError`.
        """
        sort = sort or Sort()
        ranked = sort.by is SortBy.RELEVANCE and searches(wanted)
        with self._scene() as scene:
            selection = select(checked(wanted), scene, ranked=ranked)
            first = indexing.first_page(scene.connection, selection, sort, page)
        return ItemIndex(first, self._shelf.runner.start(indexing.all_numbers(selection, sort)), selection.complete)

    def rows(self, item_seqs: Sequence[int]) -> list[ItemRow]:
        """These items, in this order, by one query: a page of the table. A number that is not there is left out."""
        with self._scene() as scene:
            return rows.rows(scene, item_seqs)

    def count(self, wanted: Filter) -> int:
        """How many items match; from maintained counters where that can be."""
        with self._scene() as scene:
            return counting.count(scene, checked(wanted))

    def facets(self, wanted: Filter) -> Running[tuple[Facet, ...]]:
        """The facets under a filter, counted in the background; at once when nothing has changed since they were last counted."""
        key = ("facets", self._project.seq, wanted)
        return self._shelf.runner.start(
            lambda c, desk: self._counted(key, lambda: faceting.facets(self._at(c), checked(wanted), desk))
        )

    def searching(self) -> Progress:
        """How far the search index has come; until it is complete a search looks at the rest without it, slower."""
        with self._shelf.read.connect() as connection:
            return Progress(*search.progress(connection, last_done(connection)))

    # --- queues ---

    def queues(self, *, counted: bool = True) -> list[QueueInfo]:
        """The default queues and the saved ones, in their order.

        `counted`: with the counts of this moment, some of which may take a second to count; else with those that are known (see `recount`).
        """
        with self._scene() as scene:
            found = saved.all_queues(scene.connection, scene.project_seq)
            return [replace(queue, count=self._count_of(scene, queue.filter, counted=counted)) for queue in found]

    def recount(self) -> Running[list[QueueInfo]]:
        """The queues with counts made anew in the background, where something has changed; for a screen to call as often as it likes.

        What takes long to count is not counted again at once: counting takes no more than a twentieth of the time.
        """
        return self._shelf.runner.start(lambda c, desk: self._recounted(self._at(c), desk))

    def _recounted(self, scene: Scene, desk: Desk) -> list[QueueInfo]:
        found: list[QueueInfo] = []
        for queue in saved.all_queues(scene.connection, scene.project_seq):
            desk.require()
            due = self.changes.rested(self._count_key(queue.filter))
            found.append(replace(queue, count=self._count_of(scene, queue.filter, counted=due)))
        return found

    def _count_of(self, scene: Scene, wanted: Filter, *, counted: bool) -> int | None:
        key = self._count_key(wanted)
        if not counted:
            return self.changes.last(key)
        return self._counted(key, lambda: counting.count(scene, wanted))

    def _count_key(self, wanted: Filter) -> tuple[str, int, Filter]:
        return ("count", self._project.seq, wanted)

    def _counted(self, key: Hashable, work: Callable[[], T]) -> T:
        return self.changes.make(key, work)

    def queue(self, name: str) -> QueueInfo:
        """The queue called `name`, saved or default. Raises `UserError` when there is none."""
        with self._scene() as scene:
            return saved.one_queue(scene.connection, scene.project_seq, name)

    def save_queue(self, name: str, wanted: Filter, order: str = "imported") -> QueueInfo:
        """Save a queue, or put another filter and order in the place of the one of that name. Raises `UserError`."""
        saved.refuse_default(name)
        value = checked(wanted).to_json()
        self._write(lambda c: queues.save_queue(c, self._project.seq, name, value, order))
        return self.queue(name.strip())

    def rename_queue(self, name: str, new_name: str) -> QueueInfo:
        """Give a saved queue another name. Raises `UserError`."""
        saved.refuse_default(new_name)
        self._write(lambda c: queues.rename_queue(c, self._project.seq, name, new_name))
        return self.queue(new_name.strip())

    def move_queue(self, name: str, position: int) -> None:
        """Put a saved queue at this place among the saved ones, from 0. Raises `UserError`."""
        self._write(lambda c: queues.move_queue(c, self._project.seq, name, position))

    def delete_queue(self, name: str) -> None:
        """Delete a saved queue; its items stay as they are. Raises `UserError`."""
        self._write(lambda c: queues.delete_queue(c, self._project.seq, name))

    def _write(self, work: Callable[[Connection], T]) -> T:
        return self._shelf.writer.submit(work).result()

    # --- bulk actions ---

    def preview(self, wanted: Filter, action: BulkRequest, *, sample: int = 10) -> Running[Preview]:
        """What an action would do, with `sample` random items to look at first. Its result can be a `UserError`."""
        return self._shelf.runner.start(lambda c, desk: acting.preview(self._at(c), checked(wanted), action, sample, desk))

    def run(
        self,
        wanted: Filter,
        action: BulkRequest,
        reviewer: str,
        *,
        progress: Report | None = None,
        cancel: Event | None = None,
    ) -> ActionInfo:
        """Do it, on the caller's thread, in short transactions; `cancel` stops it midway, and what is done stands and can be undone.

        Raises `UserError`, also when nothing that matches can be changed this way.
        """
        with self._scene() as scene:
            shelf = self._shelf
            return acting.run(shelf.writer, scene, checked(wanted), action, reviewer, progress=progress, cancel=cancel)

    def undo(self, action_seq: int, reviewer: str, *, progress: Report | None = None) -> ActionInfo:
        """Take an action back as a whole; a decision that a person made since stands. Raises `UserError` when it was undone before."""
        with self._scene() as scene:
            return acting.undo(self._shelf.writer, scene, action_seq, reviewer, progress)

    def actions(self, limit: int = 50) -> list[ActionInfo]:
        """The bulk actions of the past, the latest first."""
        with self._scene() as scene:
            return acting.listed(scene.connection, scene.project_seq, limit)

    # --- near-duplicates ---

    def grouping(self) -> Progress:
        """How far the search for near-duplicates has come: it knows all items or none that came since."""
        with self._scene() as scene:
            return Progress(min(stored_groups.done_seq(scene.connection, scene.project_seq), scene.high), scene.high)

    def members(self, item_seq: int) -> list[int]:
        """The near-duplicates of an item, itself first; just itself when there are none."""
        with self._scene() as scene:
            return groups.members(scene, item_seq)

    def decide_group(self, item_seq: int, answer: Answer, reviewer: str) -> ActionInfo | None:
        """Give the near-duplicates of an item that are still to be decided its answer, provenance `grouped`; None when there are none.

        The item itself is not touched: the session decides it. Raises `UserError` for an answer that is not valid.
        """
        others = tuple(seq for seq in self.members(item_seq) if seq != item_seq)
        wanted = Filter(items=others, statuses=(Status.OPEN, Status.SKIPPED))
        try:
            return self.run(wanted, BulkRequest(Grouped.name, answer=answer), reviewer) if others else None
        except UserError as error:
            if error.code != acting.NOTHING:
                raise
            return None

    # --- in the background ---

    def keep_up(self) -> Running[None]:
        """Bring the search index and the near-duplicates up to date, in the background; goes on where it was stopped or killed."""
        return self._shelf.runner.start(lambda c, desk: self._catch_up(self._at(c), desk), slow=True)

    def index_all(self) -> Running[None]:
        """Bring the search index alone up to date, for somebody who waits for it."""
        return self._shelf.runner.start(lambda c, desk: catch_up(c, desk, self._shelf.writer))

    def _catch_up(self, scene: Scene, desk: Desk) -> None:
        catch_up(scene.connection, desk, self._shelf.writer)
        groups.find_groups(self._at(scene.connection), desk, self._shelf.writer)
