"""Reading many rows: in blocks, straight from the driver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy.engine import Connection

from core.queues.running import Desk
from core.storage.engine import driver_connection

BLOCK = 20_000


def walk(
    connection: Connection, sql: str, params: Mapping[str, Any], desk: Desk | None = None
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query in blocks. Raises `Stopped` between two of them when `desk` is asked to stop."""
    with closing(driver_connection(connection).execute(sql, dict(params))) as cursor:
        while block := cursor.fetchmany(BLOCK):
            if desk is not None:
                desk.require()
            yield block
