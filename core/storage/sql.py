"""Small helpers over SQLAlchemy Core: bulk inserts at driver speed, rows as tuples. The same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

import orjson
from sqlalchemy import CursorResult, text
from sqlalchemy.engine import Connection

from core.domain.json import JsonValue

_statement = cache(text)


def _execute(connection: Connection, sql: str, params: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement with `:name` parameters, which SQLite's driver takes as they are; a third of the way through `text`."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql(sql, dict(params))
    return connection.execute(_statement(sql), params)


@cache
def _insert_sql(table: str, columns: tuple[str, ...], paramstyle: str, tail: str) -> str:
    mark = "?" if paramstyle == "qmark" else "%s"
    names = ", ".join(columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(mark for _ in columns)}){tail}'  # noqa: S608 (our own names)


def _driver(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection, for statements that only write: some twenty of them make a decision, and a key waits for them."""
    if connection.dialect.name != "sqlite":
        return None
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def insert_rows(
    connection: Connection, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]], *, tail: str = ""
) -> int:
    """Insert `rows` (tuples in the order of `columns`) by the driver's executemany; returns how many were inserted.

    `tail` may be an ON CONFLICT clause.
    """
    if not rows:
        return 0
    sql = _insert_sql(table, columns, connection.dialect.paramstyle, tail)
    driver = _driver(connection)
    return driver.executemany(sql, rows).rowcount if driver else connection.exec_driver_sql(sql, rows).rowcount


def insert_one(connection: Connection, table: str, values: Mapping[str, Any]) -> int:
    """Insert one row; returns its `seq`."""
    names = tuple(values)
    sql = _insert_sql(table, names, connection.dialect.paramstyle, " RETURNING seq")
    row = tuple(values[name] for name in names)
    driver = _driver(connection)
    return int(driver.execute(sql, row).fetchall()[0][0] if driver else connection.exec_driver_sql(sql, row).scalar_one())


def run_many(connection: Connection, sql: str, params: list[dict[str, Any]]) -> None:
    """Run one statement for each set of parameters."""
    driver = _driver(connection)
    if params and driver:
        driver.executemany(sql, params)
    elif params:
        connection.execute(_statement(sql), params)


def run(connection: Connection, sql: str, **params: Any) -> int:
    """Run a statement that returns no rows; returns how many rows it changed."""
    driver = _driver(connection)
    return driver.execute(sql, params).rowcount if driver else connection.execute(_statement(sql), params).rowcount


def fetch(connection: Connection, sql: str, **params: Any) -> Sequence[Any]:
    """All rows of a query that is known to be small."""
    return _execute(connection, sql, params).all()


def fetch_one(connection: Connection, sql: str, **params: Any) -> Any:
    """The first row of a query, or None."""
    return _execute(connection, sql, params).first()


def fetch_value(connection: Connection, sql: str, **params: Any) -> Any:
    """The first column of the first row, or None."""
    row = fetch_one(connection, sql, **params)
    return None if row is None else row[0]


def to_json(value: JsonValue) -> str:
    """A JSON value as the canonical text that the tables keep."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def from_json(text_value: str | None) -> JsonValue:
    """The JSON value of a column, None for null."""
    return None if text_value is None else orjson.loads(text_value)


def json_ids(ids: Iterable[bytes]) -> str:
    """A list of row ids as JSON text (hexadecimal)."""
    return to_json([one.hex() for one in ids])
