"""Bringing a workspace's schema up to date with Alembic, and refusing what is newer than this program.

Manners on SQLite: foreign keys off, one explicit transaction for all steps, triggers made again, foreign_key_check before the
commit; so a kill midway leaves the old schema (sqlite.org/lang_altertable.html, section 7).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from core.errors import UserError
from core.storage.engine import Role, raw_connection
from core.storage.triggers import drop_triggers, make_triggers

#: the revision that this program's code is written for
HEAD = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(path: Path) -> str | None:
    """The schema revision of a workspace file; None when it holds no workspace yet. Raises `sqlite3.Error`."""
    connection = raw_connection(path, Role.READ)
    try:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(rows[0][0]) if rows else None
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return None
    finally:
        connection.close()


def known_revisions() -> set[str]:
    """The revisions that this program knows, from the names of its migration files (`0001_first.py`)."""
    return {path.name.split("_", 1)[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def is_blank(path: Path) -> bool:
    """Whether the file holds no table at all: one that a crash cut short while it was being made. Raises `sqlite3.Error`."""
    with closing(raw_connection(path, Role.READ)) as connection:
        return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0


def refuse_newer(path: Path, revision: str | None) -> None:
    """Raise `UserError` when `revision` is one that this program does not know."""
    if revision is not None and revision not in known_revisions():
        raise UserError(
            "workspace.newer",
            f"The workspace {path.name} was written by a newer Countersign (schema {revision}, this one knows {HEAD}).",
            kept="Nothing was changed in it.",
            todo="Install the newer version, or open another workspace.",
        )


def upgrade(path: Path) -> None:
    """Bring the file to `HEAD` in one transaction. Raises what SQLite or a migration raises; the file is then as before."""
    engine = create_engine("sqlite://", creator=lambda: raw_connection(path, Role.DECISIONS), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            # A table cannot be replaced while a trigger of another one names it.
            drop_triggers(connection)
            _run_alembic(connection)
            make_triggers(connection)
            _require_foreign_keys(connection, path)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def _run_alembic(connection: Connection) -> None:
    # Alembic is imported here because most launches need no migration.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _require_foreign_keys(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise UserError(
            "workspace.damaged", f"A row of {path.name} points nowhere (table {broken[0]}).", kept="Nothing was changed."
        )
