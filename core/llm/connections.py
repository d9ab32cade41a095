"""Connections: from the workspace's rows to `Connection`, checked, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection as Database

from core.domain.json import JsonValue
from core.errors import UserError
from core.llm.types import Connection, KeySource
from core.storage.connections import list_connections, save_connection

_KEPT_ASIDE = ("id", "name")
#: a name of an environment variable (POSIX.1-2017, 8.1), which a pasted key mostly is not
_MAX_ENV = 100
#: what stands in the names of parameters that would carry a secret
_SECRETS = ("key", "auth_token", "access_token", "secret", "password", "authorization", "headers", "credential")


def read_connections(database: Database) -> list[Connection]:
    """All connections of the workspace, oldest first."""
    return [_of(connection_id, name, settings) for connection_id, name, settings in list_connections(database)]


def read_connection(database: Database, name: str) -> Connection:
    """The connection called `name`. Raises `UserError` when there is none."""
    found = {connection.name: connection for connection in read_connections(database)}
    if name not in found:
        known = f"Known: {', '.join(found)}." if found else "countersign model add connects one."
        raise UserError("model.unknown", f"There is no model called {name!r}.", todo=known)
    return found[name]


def write_connection(database: Database, connection: Connection) -> Connection:
    """Save a connection; returns it with its id. Raises `UserError` when a setting cannot be."""
    checked(connection)
    settings = {name: value for name, value in asdict(connection).items() if name not in _KEPT_ASIDE}
    return replace(connection, name=connection.name.strip(), id=save_connection(database, connection.name, settings))


def checked(connection: Connection) -> None:
    """Raise `UserError` when a setting cannot be, in one sentence."""
    problem = _problem(connection)
    if problem:
        raise UserError("model.invalid", problem, kept="Nothing was saved.")


def _problem(connection: Connection) -> str:
    prices = [price for price in (connection.price_in, connection.price_out) if price is not None]
    checks = {
        "A connection needs a model, as openai/gpt-5-mini-2025-08-07 or ollama_chat/llama3.1.": not connection.model.strip(),
        "The base URL must begin with http:// or https:// and name a host.": not _is_url(connection.base_url),
        "A base URL cannot hold a name or a key; a key belongs into the keychain.": _has_secret(connection.base_url),
        "At least one call must be in flight, and at most 256.": not 1 <= connection.in_flight <= 256,
        "The time-out must be between 1 and 3600 seconds.": not 1 <= connection.timeout_s <= 3600,
        "A rate must be at least one a minute.": any(rate is not None and rate < 1 for rate in (connection.rpm, connection.tpm)),
        "A price cannot be below zero.": any(price < 0 for price in prices),
        "Both prices are needed, or none.": len(prices) == 1,
        "This is no name of an environment variable; do not write the key itself here.": not _is_variable(connection),
        "A parameter cannot hold a key; a key belongs into the keychain.": holds_secret(connection.params),
        "A connection cannot be its own fallback.": connection.fallback == connection.name,
    }
    return next((sentence for sentence, wrong in checks.items() if wrong), "")


def holds_secret(params: Iterable[str]) -> bool:
    """Whether a parameter's name says that it would carry a key, which would then stand in the workspace."""
    return any(word in name.lower() for name in params for word in _SECRETS)


def _is_url(url: str | None) -> bool:
    if url is None:
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _has_secret(url: str | None) -> bool:
    if url is None or not _is_url(url):
        return False
    parts = urlsplit(url)
    return bool(parts.username or parts.password) or "key=" in parts.query.lower()


def _is_variable(connection: Connection) -> bool:
    name = connection.key_env or ""
    if connection.key_source is not KeySource.ENVIRONMENT:
        return True
    plain = name.replace("_", "a").isalnum() and name.isascii() and not name[:1].isdigit()
    return plain and len(name) <= _MAX_ENV and (name.isupper() or name in os.environ)


def _of(connection_id: str, name: str, settings: dict[str, JsonValue]) -> Connection:
    known = {key: value for key, value in settings.items() if key in Connection.__slots__}
    made = Connection(**{**known, "name": name, "id": connection_id})  # pyright: ignore[reportArgumentType]  (written by `write_connection`)
    return replace(made, key_source=KeySource(made.key_source))
