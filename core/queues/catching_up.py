"""Bringing the search index up to date behind everybody's back, in transactions of a few milliseconds.

Reading and segmenting happen outside of them; a slice that is out of date when it is to be written is read anew.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy.engine import Connection

from core.queues.running import Desk
from core.storage import search
from core.storage.projection import last_done
from core.storage.search import Slice
from core.storage.writer import BulkPace, Writer

#: how many slices are written before the log is copied into the file
_CHECKPOINT = 200


def catch_up(connection: Connection, desk: Desk, writer: Writer) -> None:
    """Let the search index know every item. Raises `Stopped`; what was done stands."""
    last = last_done(connection)
    if search.needs_shards(connection, last):
        writer.submit_bulk(lambda c: search.make_shards(c, last)).result()
    pace, written = BulkPace(rows=200, most=4_000), 0
    while (part := search.next_slice(connection, last, pace.rows)) is not None:
        desk.require()
        with pace:  # around the commit, too: it is then that FTS5 writes what it has gathered
            writer.submit_bulk(partial(_write, part)).result()
        written += 1
        if written % _CHECKPOINT == 0:
            writer.checkpoint()


def _write(part: Slice, connection: Connection) -> None:
    search.write_slice(connection, part)
