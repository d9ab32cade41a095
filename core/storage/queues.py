"""Saved queues as the workspace keeps them: a name, a filter as JSON, an order, a place in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import JsonValue
from core.domain.vocabulary import EventKind
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage.ledger import NewEvent, add
from core.storage.sql import fetch, fetch_value, from_json, insert_one, run, to_json

MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class StoredQueue:
    """A saved queue."""

    seq: int
    name: str
    filter: JsonValue
    order: str
    position: int


_LIST = "SELECT seq, name, filter, order_name, position FROM saved_queue WHERE project_seq = :p ORDER BY position, seq"


def list_queues(connection: Connection, project_seq: int) -> list[StoredQueue]:
    """The saved queues of a project in their order."""
    rows = fetch(connection, _LIST, p=project_seq)
    return [StoredQueue(row.seq, row.name, from_json(row.filter), row.order_name, row.position) for row in rows]


def get_queue(connection: Connection, project_seq: int, name: str) -> StoredQueue:
    """The saved queue called `name`. Raises `UserError` when there is none."""
    saved = list_queues(connection, project_seq)
    for queue in saved:
        if queue.name == name:
            return queue
    known = ", ".join(queue.name for queue in saved) or "none yet"
    raise UserError("queue.unknown", f"There is no saved queue called {name!r}.", todo=f"Saved: {known}.")


def save_queue(connection: Connection, project_seq: int, name: str, wanted: JsonValue, order: str) -> None:
    """Save a queue at the end of the list, or give the one of that name another filter and order. Raises `UserError` for a bad name."""
    name = checked_name(name)
    put = "UPDATE saved_queue SET filter = :f, order_name = :o WHERE project_seq = :p AND name = :n"
    if not run(connection, put, f=to_json(wanted), o=order, p=project_seq, n=name):
        last = fetch_value(
            connection, "SELECT coalesce(max(position), -1) FROM saved_queue WHERE project_seq = :p", p=project_seq
        )
        values = {"project_seq": project_seq, "name": name, "filter": to_json(wanted), "order_name": order}
        made = {"id": uuid7_bytes(), "position": int(last) + 1, "created_us": clock.now_us()}
        insert_one(connection, "saved_queue", {**values, **made})
    _note(connection, project_seq, "saved")


def rename_queue(connection: Connection, project_seq: int, name: str, new_name: str) -> None:
    """Give a saved queue another name. Raises `UserError` when there is none, or the new name is taken or not a name."""
    queue, new_name = get_queue(connection, project_seq, name), checked_name(new_name)
    if new_name != name and any(one.name == new_name for one in list_queues(connection, project_seq)):
        raise UserError("queue.exists", f"There is already a queue called {new_name!r}.", todo="Choose another name.")
    run(connection, "UPDATE saved_queue SET name = :n WHERE seq = :s", n=new_name, s=queue.seq)
    _note(connection, project_seq, "renamed")


def move_queue(connection: Connection, project_seq: int, name: str, position: int) -> None:
    """Put a saved queue at this place among the others, from 0. Raises `UserError` when there is none."""
    queue = get_queue(connection, project_seq, name)
    others = [one.seq for one in list_queues(connection, project_seq) if one.seq != queue.seq]
    others.insert(max(0, position), queue.seq)
    _place(connection, others)
    _note(connection, project_seq, "moved")


def delete_queue(connection: Connection, project_seq: int, name: str) -> None:
    """Delete a saved queue; its items stay as they are. Raises `UserError` when there is none."""
    queue = get_queue(connection, project_seq, name)
    run(connection, "DELETE FROM saved_queue WHERE seq = :s", s=queue.seq)
    _place(connection, [one.seq for one in list_queues(connection, project_seq)])
    _note(connection, project_seq, "deleted")


def checked_name(name: str) -> str:
    """A queue's name, stripped. Raises `UserError` when it is empty, too long or not one line."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise UserError("queue.bad_name", f"A queue's name is one line of 1 to {MAX_NAME} characters.")
    return name


def _place(connection: Connection, seqs: Sequence[int]) -> None:
    for position, seq in enumerate(seqs):
        run(connection, "UPDATE saved_queue SET position = :o WHERE seq = :s", o=position, s=seq)


def _note(connection: Connection, project_seq: int, change: str) -> None:
    """The ledger keeps that queues changed; not how, since a filter can quote an item."""
    add(connection, NewEvent(EventKind.QUEUES_CHANGED, project_seq, data={"change": change}))
