"""The queues of a project: those that every project has, and those that somebody saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.engine import Connection

from core.domain.filters import Filter
from core.domain.vocabulary import Status
from core.errors import UserError
from core.queues.views import QueueInfo
from core.storage import queues

#: how many items a daily sample has
DAILY = 20

#: what every project has; the names are also what the interface translates
DEFAULTS: tuple[QueueInfo, ...] = (
    QueueInfo("To review", Filter(statuses=(Status.OPEN.value,)), "uncertain"),
    QueueInfo("Deferred", Filter(statuses=(Status.SKIPPED.value,)), "imported"),
    QueueInfo("Flagged", Filter(flagged=True), "imported"),
    QueueInfo("Disagreements", Filter(disagree=()), "imported"),
    QueueInfo("Disputed labels", Filter(disputed=True), "imported"),
    QueueInfo("Older guidelines", Filter(older_guidelines=True), "imported"),
    QueueInfo("Daily sample", Filter(daily=DAILY), "imported"),
)


def all_queues(connection: Connection, project_seq: int, counts: Mapping[Filter, int] | None = None) -> list[QueueInfo]:
    """The default queues, then the saved ones, with the counts that are known."""
    saved = [_info(queue) for queue in queues.list_queues(connection, project_seq)]
    return [replace(one, count=(counts or {}).get(one.filter)) for one in (*DEFAULTS, *saved)]


def one_queue(connection: Connection, project_seq: int, name: str) -> QueueInfo:
    """The queue called `name`. Raises `UserError` when there is none."""
    found = all_queues(connection, project_seq)
    for queue in found:
        if queue.name == name:
            return queue
    known = ", ".join(queue.name for queue in found)
    raise UserError("queue.unknown", f"There is no queue called {name!r}.", todo=f"Known: {known}.")


def refuse_default(name: str) -> None:
    """Raise `UserError` for a name that a default queue has."""
    if any(queue.name.casefold() == name.strip().casefold() for queue in DEFAULTS):
        raise UserError("queue.default", f"{name.strip()!r} is a queue that every project has.", todo="Choose another name.")


def _info(stored: queues.StoredQueue) -> QueueInfo:
    return QueueInfo(stored.name, Filter.from_json(stored.filter), stored.order, stored.seq, stored.position)
