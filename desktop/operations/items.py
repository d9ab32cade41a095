"""Items outside of their review: lists of them, one of them whole, queues, bulk actions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.insight.timeline import Timeline, item_timeline
from core.storage.items import StoredItem, read_item
from core.workspace import Workspace
from desktop.operations.running import Running, Step, Throttle

if TYPE_CHECKING:
    from core.domain.filters import Filter
    from core.queues.indexing import ItemIndex
    from core.queues.items import Items
    from core.queues.views import ActionInfo, BulkRequest, ItemRow, Progress, QueueInfo, Sort

Tell = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class ItemWhole:
    """One item: what it says (None once erased), and its history."""

    item_seq: int
    stored: StoredItem | None
    timeline: Timeline


# --- one item ---


def timeline(workspace: Workspace, item_seq: int) -> Future[Timeline]:
    """The history of an item."""

    def read() -> Timeline:
        with workspace.read.connect() as connection:
            return item_timeline(connection, item_seq)

    return workspace.executor.submit(read)


def whole(workspace: Workspace, item_seq: int) -> Future[ItemWhole]:
    """An item with its history."""

    def read() -> ItemWhole:
        with workspace.read.connect() as connection:
            return ItemWhole(item_seq, read_item(connection, item_seq), item_timeline(connection, item_seq))

    return workspace.executor.submit(read)


def erase(workspace: Workspace, item_seq: int, why: str, reviewer: str) -> Future[int]:
    """Erase an item here and in the backups; the future tells in how many backups it stood, or raises `UserError`."""
    return workspace.executor.submit(workspace.erase, item_seq, why, reviewer)


# --- many items ---


def index(workspace: Workspace, items: Items, wanted: Filter, sort: Sort | None, page: int) -> Future[ItemIndex]:
    """The first `page` numbers of what matches; all of them follow in `ItemIndex.all`. The future raises `UserError`."""
    return workspace.executor.submit(lambda: items.index(wanted, sort, page=page))


def rows(workspace: Workspace, items: Items, item_seqs: list[int]) -> Future[list[ItemRow]]:
    """These items, as the table shows them."""
    return workspace.executor.submit(items.rows, item_seqs)


def count(workspace: Workspace, items: Items, wanted: Filter) -> Future[int]:
    """How many items match."""
    return workspace.executor.submit(items.count, wanted)


def searching(workspace: Workspace, items: Items) -> Future[Progress]:
    """How far the search index has come."""
    return workspace.executor.submit(items.searching)


# --- queues ---


def queues(workspace: Workspace, items: Items, *, counted: bool = True) -> Future[list[QueueInfo]]:
    """The default queues and the saved ones."""
    return workspace.executor.submit(lambda: items.queues(counted=counted))


def save_queue(workspace: Workspace, items: Items, name: str, wanted: Filter, order: str) -> Future[QueueInfo]:
    """Save a queue. The future raises `UserError`."""
    return workspace.executor.submit(items.save_queue, name, wanted, order)


def rename_queue(workspace: Workspace, items: Items, name: str, new_name: str) -> Future[QueueInfo]:
    """Give a saved queue another name. The future raises `UserError`."""
    return workspace.executor.submit(items.rename_queue, name, new_name)


def move_queue(workspace: Workspace, items: Items, name: str, position: int) -> Future[None]:
    """Put a saved queue at another place among the saved ones. The future raises `UserError`."""
    return workspace.executor.submit(items.move_queue, name, position)


def delete_queue(workspace: Workspace, items: Items, name: str) -> Future[None]:
    """Delete a saved queue. The future raises `UserError`."""
    return workspace.executor.submit(items.delete_queue, name)


# --- bulk actions ---


def run_bulk(
    workspace: Workspace, items: Items, wanted: Filter, request: BulkRequest, reviewer: str, tell: Tell
) -> Running[ActionInfo]:
    """Do a bulk action. `tell` is called on the worker's thread. The future raises `UserError`."""
    cancel = threading.Event()
    report = _reporter(tell)

    def run() -> ActionInfo:
        return items.run(wanted, request, reviewer, progress=report, cancel=cancel)

    return Running(workspace.executor.submit(run), cancel)


def undo_bulk(workspace: Workspace, items: Items, action_seq: int, reviewer: str, tell: Tell) -> Running[ActionInfo]:
    """Take a bulk action back as a whole; it cannot be stopped midway. The future raises `UserError`."""
    report = _reporter(tell)
    return Running(workspace.executor.submit(lambda: items.undo(action_seq, reviewer, progress=report)))


def actions(workspace: Workspace, items: Items) -> Future[list[ActionInfo]]:
    """The bulk actions of the past, the latest first."""
    return workspace.executor.submit(items.actions)


def _reporter(tell: Tell) -> Callable[[int, int], None]:
    throttle = Throttle(tell)

    def report(done: int, total: int) -> None:
        throttle(Step(done, total, done))

    return report
