"""Connections to a SQLite workspace, by what they are for.

- `DECISIONS`: synchronous=FULL, so that a commit is on the disk when it returns;
- `BULK`: synchronous=NORMAL, for imports and derived data; a power cut may lose its last batches, never damage the file;
- `SCRATCH`: synchronous=OFF, for throwaway copies;
- `READ`: query only, autocommit: no read transaction outlives a statement.

Writers open their transactions with BEGIN IMMEDIATE (SQLite documentation, "Transactions", 2.2).
"""

from __future__ import annotations

import sqlite3
from enum import Enum
from functools import partial
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool

from core.storage.faults import explain
from core.storage.functions import add_functions

BUSY_TIMEOUT_S = 15.0
CACHE_KIB = 64 * 1024


class Role(Enum):
    """What a connection is for: (value of `PRAGMA synchronous`, value of `PRAGMA query_only`)."""

    DECISIONS = ("FULL", "OFF")
    BULK = ("NORMAL", "OFF")
    SCRATCH = ("OFF", "OFF")
    READ = ("NORMAL", "ON")


def raw_connection(path: Path, role: Role) -> sqlite3.Connection:
    """A bare SQLite connection with this workspace's settings. Raises `sqlite3.Error`."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    synchronous, query_only = role.value
    for pragma in (
        f"synchronous={synchronous}",
        "fullfsync=ON",  # F_FULLFSYNC on macOS; elsewhere without effect
        "foreign_keys=ON",
        "recursive_triggers=ON",  # or INSERT OR REPLACE would pass by the triggers that keep the ledger
        "wal_autocheckpoint=0",  # the writer checkpoints when it is idle
        "temp_store=FILE",
        f"cache_size=-{CACHE_KIB if role is not Role.READ else CACHE_KIB // 8}",
        "secure_delete=ON",  # erased text must not stay in free pages
        f"query_only={query_only}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    add_functions(connection)
    return connection


def _tell(path: Path, context: ExceptionContext) -> None:
    """Raise the user's error behind a failed read; the writer does so for what is written."""
    told = explain(context.original_exception, path)
    if told is not None:
        raise told


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def open_engine(path: Path, role: Role) -> Engine:
    """An engine whose every connection is set up for `role`; reading connections are pooled, writing ones are not."""
    if role is Role.READ:
        pooled = create_engine("sqlite://", creator=lambda: raw_connection(path, role), poolclass=QueuePool, pool_size=4)
        event.listen(pooled, "handle_error", partial(_tell, path))
        return pooled.execution_options(isolation_level="AUTOCOMMIT")
    engine = create_engine("sqlite://", creator=lambda: raw_connection(path, role), poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """The bare SQLite connection beneath a SQLAlchemy one, for the backup API and PRAGMAs."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)
