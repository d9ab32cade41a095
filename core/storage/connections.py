"""Connections to models as the workspace keeps them: without keys. A connection that is removed stays on record, out of sight."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from core import clock
from core.domain.json import JsonValue
from core.errors import UserError
from core.ids import uuid7_bytes
from core.storage.sql import fetch, fetch_one, from_json, insert_one, run, to_json

MAX_NAME = 100
_LISTED = "SELECT id, name, settings FROM model_connection WHERE removed_us IS NULL ORDER BY seq"
_ONE = "SELECT seq, id FROM model_connection WHERE name = :n AND removed_us IS NULL"

Stored = tuple[str, str, dict[str, JsonValue]]


def list_connections(connection: Connection) -> list[Stored]:
    """(id, name, settings) of all connections, oldest first."""
    return [(row.id.hex(), row.name, _settings(row.settings)) for row in fetch(connection, _LISTED)]


def save_connection(connection: Connection, name: str, settings: Mapping[str, JsonValue]) -> str:
    """Write a connection, a new one or in the place of the one with this name; returns its id. Raises `UserError` for a bad name."""
    name = checked_name(name)
    row = fetch_one(connection, _ONE, n=name)
    if row is not None:
        run(connection, "UPDATE model_connection SET settings = :s WHERE seq = :q", s=to_json(dict(settings)), q=row.seq)
        return row.id.hex()
    new = uuid7_bytes()
    values = {"id": new, "name": name, "settings": to_json(dict(settings)), "created_us": clock.now_us()}
    insert_one(connection, "model_connection", values)
    return new.hex()


def remove_connection(connection: Connection, name: str) -> None:
    """Take a connection out of sight; calls that were made through it still name it."""
    run(
        connection, "UPDATE model_connection SET removed_us = :w WHERE name = :n AND removed_us IS NULL", w=clock.now_us(), n=name
    )


def checked_name(name: str) -> str:
    """A connection's name, stripped. Raises `UserError` when it is empty, too long or not one line."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise UserError("model.bad_name", f"A model's name is one line of 1 to {MAX_NAME} characters.", kept="Nothing was saved.")
    return name


def _settings(stored: str) -> dict[str, JsonValue]:
    found = from_json(stored)
    return found if isinstance(found, dict) else {}
