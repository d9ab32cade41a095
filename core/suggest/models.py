"""What a lead does with models: connect them, write prompts, look at calls, set limits, have a whole project suggested.

The one door for screens and commands: `Workspace.models`. What takes time returns a future.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import orjson

from core import clock
from core.errors import UserError
from core.llm import keys
from core.llm.connections import checked, read_connection, read_connections, write_connection
from core.llm.trial import Trial, try_connection
from core.llm.types import Connection, KeySource, NetworkPolicy
from core.prompts.content import PromptContent
from core.storage import connections, prompts
from core.storage.call_list import CallFilter, CallRow, CallWhole, list_calls, whole_call
from core.storage.calls import spent_on
from core.storage.limits import NANO, Limits, Spent, read_limits, write_limits
from core.storage.projects import ProjectInfo
from core.suggest.house import House


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """A prompt version as screens and commands show it. `parent`: the number of the version that it was made from."""

    seq: int
    number: int
    hash: str
    content: PromptContent
    connection: str
    parent: int | None
    suggester_seq: int
    note: str
    created_us: int
    live: bool

    @property
    def shown(self) -> str:
        """What a person calls it: `v3`."""
        return f"v{self.number}"


def version_of(stored: prompts.StoredVersion) -> PromptVersion:
    """The version with its content read."""
    content = PromptContent.from_json(orjson.loads(stored.content))
    return PromptVersion(
        stored.seq,
        stored.number,
        stored.hash,
        content,
        stored.connection,
        stored.parent,
        stored.suggester_seq,
        stored.note,
        stored.created_us,
        stored.live,
    )


class Models:
    """See the module."""

    def __init__(self, house: House) -> None:
        self._house = house

    # --- connections ---

    def connections(self) -> list[Connection]:
        """All connections, oldest first."""
        with self._house.read.connect() as database:
            return read_connections(database)

    def connection(self, name: str) -> Connection:
        """The connection called `name`. Raises `UserError` when there is none."""
        with self._house.read.connect() as database:
            return read_connection(database, name)

    def save_connection(self, connection: Connection, key: str | None = None) -> Connection:
        """Save a connection, new or in the place of the one with its name; `key` goes into the operating system's keychain.

        Raises `UserError` when a setting cannot be, or the keychain takes no key.
        """
        checked(connection)
        connections.checked_name(connection.name)
        if connection.fallback is not None:
            self.connection(connection.fallback)
        saved = self._house.writer.submit(lambda c: write_connection(c, connection)).result()
        if key and connection.key_source is KeySource.KEYCHAIN:
            keys.store_key(saved, key)
        return saved

    def remove_connection(self, name: str) -> None:
        """Remove a connection and its key. Raises `UserError` when there is none, or a live prompt needs it."""
        connection = self.connection(name)
        self._require_unused(name)
        if connection.key_source is KeySource.KEYCHAIN:
            keys.delete_key(connection)
        self._house.writer.submit(lambda c: connections.remove_connection(c, name)).result()

    def _require_unused(self, name: str) -> None:
        with self._house.read.connect() as database:
            used = prompts.live_through(database, name)
        if used or any(other.fallback == name for other in self.connections()):
            what = f"The model {name!r} is in use: {used}." if used else f"The model {name!r} is the fallback of another."
            raise UserError("model.in_use", what, kept="It was not removed.", todo="Make another prompt live first.")

    def test_connection(self, name: str, policy: NetworkPolicy | None = None) -> Future[Trial]:
        """Send one tiny request; the future says in one sentence how that went."""
        connection = self.connection(name)
        work = try_connection(self._house.provider, connection, keys.key_of, policy or NetworkPolicy())
        return self._house.loop.spawn(work)

    def warning(self, connection: Connection) -> Future[str]:
        """One sentence when the model's name is an alias that moves, else nothing."""
        return self._house.executor.submit(self._house.provider.moving_alias, connection.model)

    # --- limits ---

    def limits(self, project: ProjectInfo) -> Limits:
        """What calls of the project may do."""
        with self._house.read.connect() as database:
            return read_limits(database, project.seq)

    def set_limits(self, project: ProjectInfo, limits: Limits) -> None:
        """Change what calls of the project may do; holds from the next call on. Raises `UserError` below zero."""
        self._house.writer.submit(lambda c: write_limits(c, project.seq, limits)).result()

    def spent_today(self, project: ProjectInfo) -> Spent:
        """What the project spent today (UTC)."""
        with self._house.read.connect() as database:
            calls, cost, reserved = spent_on(database, project.seq, clock.day_of(clock.now_us()))
        return Spent(calls, cost / NANO, reserved / NANO)

    # --- calls ---

    def calls(
        self, project: ProjectInfo, wanted: CallFilter | None = None, *, before: int | None = None, limit: int = 100
    ) -> list[CallRow]:
        """A page of the record of calls, the latest first, from the one before `before` on."""
        with self._house.read.connect() as database:
            return list_calls(database, project.seq, wanted or CallFilter(), before=before, limit=limit)

    def call(self, call_seq: int) -> CallWhole:
        """One call with what was sent and received. Raises `UserError` when there is none."""
        with self._house.read.connect() as database:
            return whole_call(database, call_seq)
