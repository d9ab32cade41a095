"""What holds the ledger insert-only: triggers, made at creation and again after a migration.

Rows of a ledger table can never be changed. They can be deleted only once their project is marked deleted, so that purging a
project needs no moment without the triggers.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

LEDGER = (
    "suggestion",
    "decision",
    "event",
    "prompt_version",
    "model_call",
    "call_result",
    "guideline_version",
    "label_change",
    "bulk_action",
    "dataset",
    "item_split",
    "item_source",
    "source_terms",
    "annotation",
    "outside_signal",
)

_NO_UPDATE = """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON "{table}"
BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END"""

_NO_DELETE = """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}"
WHEN NOT EXISTS (SELECT 1 FROM project WHERE seq = OLD.project_seq AND deleted_us IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the ledger is insert-only'); END"""


def make_triggers(connection: Connection) -> None:
    """(Re)create the insert-only triggers on a SQLite connection, inside the caller's transaction."""
    drop_triggers(connection)
    for table in LEDGER:
        for statement in (_NO_UPDATE, _NO_DELETE):
            connection.exec_driver_sql(statement.format(table=table))


def drop_triggers(connection: Connection) -> None:
    """Take the insert-only triggers away, inside a transaction that makes them again."""
    for table in LEDGER:
        for suffix in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{suffix}")
