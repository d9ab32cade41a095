"""What a lead does with models: connect them, write prompts, look at calls, set limits, have a whole project suggested.

The one door for screens and commands: `Workspace.models`. What takes time returns a future.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import Any

from core import clock
from core.errors import UserError
from core.llm import keys
from core.llm.caller import Run
from core.llm.connections import checked, read_connection, read_connections, write_connection
from core.llm.trial import Trial, try_connection
from core.llm.types import CallFailure, Connection, KeySource, NetworkPolicy
from core.prompts.content import PromptContent
from core.prompts.diff import PromptDiff, diff
from core.storage import connections, prompts
from core.storage.call_list import CallFilter, CallRow, CallWhole, list_calls, whole_call
from core.storage.calls import spent_on
from core.storage.limits import NANO, Limits, Spent, read_limits, write_limits
from core.storage.projects import ProjectInfo
from core.suggest import authoring
from core.suggest.figures import figures
from core.suggest.house import House
from core.suggest.prompt_batch import PromptBatch
from core.suggest.repeating import repeat, repeatable
from core.suggest.versions import PromptVersion, version_of
from core.suggest.views import BatchProgress, BatchReport, Figures, Preview, Tried
from core.suggest.workbench import Workbench


class Models:
    """See the module."""

    def __init__(self, bench: Workbench) -> None:
        self._bench, self._house = bench, bench.house

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
        before = next((one for one in self.connections() if one.name == connection.name.strip()), None)
        saved = self._house.writer.submit(lambda c: write_connection(c, connection)).result()
        if key and connection.key_source is KeySource.KEYCHAIN:
            self._store_key(saved, key, before)
        elif before is not None and before.key_source is KeySource.KEYCHAIN and connection.key_source is not KeySource.KEYCHAIN:
            with suppress(UserError):  # a keychain that is gone keeps nobody from naming a variable instead
                keys.delete_key(saved.id)
        return saved

    def _store_key(self, saved: Connection, key: str, before: Connection | None) -> None:
        """Put the key into the keychain; when it takes none, the connection is as it was before."""
        try:
            keys.store_key(saved.id, key)
        except UserError as error:
            if before is None:
                self._house.writer.submit(lambda c: connections.remove_connection(c, saved.name)).result()
            else:
                self._house.writer.submit(lambda c: write_connection(c, before)).result()
            raise UserError(error.code, error.what, kept="The model is connected as it was before.", todo=error.todo) from None

    def remove_connection(self, name: str) -> None:
        """Remove a connection and its key. Raises `UserError` when there is none, or a live prompt needs it."""
        connection = self.connection(name)
        self._require_unused(name)
        if connection.key_source is KeySource.KEYCHAIN:
            keys.delete_key(connection.id)
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
        return self._house.loop.spawn(_trial(self._house, connection, policy or NetworkPolicy()))

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

    def repeat(self, call_seq: int) -> Future[CallWhole]:
        """Send a call once more, as it was; the future has the new one. Raises `UserError` when its messages were erased."""
        whole = self.call(call_seq)
        with self._house.read.connect() as database:
            stored, project = repeatable(database, call_seq)
        connection = self.connection(whole.row.connection)
        return self._house.loop.spawn(repeat(self._bench, project, replace(connection, model=whole.row.model), stored, self.call))

    # --- prompts ---

    def versions(self, project: ProjectInfo) -> list[PromptVersion]:
        """All prompt versions of the project, oldest first."""
        with self._house.read.connect() as database:
            return [version_of(stored) for stored in prompts.list_versions(database, project.seq)]

    def version(self, project: ProjectInfo, number: int) -> PromptVersion:
        """The version with this number. Raises `UserError` when there is none."""
        with self._house.read.connect() as database:
            return version_of(prompts.get_version(database, project.seq, number))

    def live(self, project: ProjectInfo) -> PromptVersion | None:
        """The version that suggests now, or None when the built-in suggester does."""
        with self._house.read.connect() as database:
            stored = prompts.live_version(database, project.seq)
        return None if stored is None else version_of(stored)

    def default_content(self, project: ProjectInfo, connection: Connection) -> PromptContent:
        """The default prompt of the project's kind for a model."""
        return authoring.default_content(project, connection)

    def save_prompt(
        self, project: ProjectInfo, content: PromptContent, connection_name: str, *, parent: int | None = None, note: str = ""
    ) -> PromptVersion:
        """Save a version, unless the same is there: then that one. Raises `UserError` with the line when it cannot be sent."""
        return authoring.save_prompt(self._bench, project, content, self.connection(connection_name), parent, note)

    def activate(self, project: ProjectInfo, number: int | None) -> None:
        """Make a version the one that suggests; None: the built-in suggester. Raises `UserError` when there is no such version."""
        if number is not None:
            self._bench.connection_of(self.version(project, number))
        self._house.writer.submit(lambda c: prompts.set_live(c, project.seq, number)).result()

    def diff(self, project: ProjectInfo, old: int, new: int) -> PromptDiff:
        """What changed from one version to another. Raises `UserError` when there is no such version."""
        return diff(self.version(project, old).content, self.version(project, new).content)

    def figures(self, project: ProjectInfo) -> dict[int, Figures]:
        """What became of the suggestions of each version, by its number."""
        with self._house.read.connect() as database:
            return figures(database, project.seq)

    def sample_items(self, project: ProjectInfo, n: int = 50) -> list[tuple[int, str, str]]:
        """(number, shown id, beginning of the text) of the first items, to look at a prompt with."""
        with self._house.read.connect() as database:
            return authoring.sample_items(database, project, n)

    def preview(
        self, project: ProjectInfo, content: PromptContent, item_seq: int | None, connection_name: str = ""
    ) -> Future[Preview]:
        """The prompt as it will be sent for an item (None: the first that is open). The future raises `UserError` with the line."""
        connection = self.connection(connection_name) if connection_name else Connection("", content.model)
        return self._house.executor.submit(authoring.preview, self._bench, project, content, connection, item_seq)

    def try_out(self, project: ProjectInfo, content: PromptContent, connection_name: str, item_seq: int | None) -> Future[Tried]:
        """One real call for an item; it goes on record, and nothing of it becomes a suggestion."""
        connection = self.connection(connection_name)
        return self._house.loop.spawn(authoring.try_out(self._bench, project, content, connection, item_seq))

    # --- suggesting ---

    def suggest(
        self,
        project: ProjectInfo,
        version: int | None,
        *,
        limit: int | None = None,
        budget: float | None = None,
        progress: Callable[[BatchProgress], None] | None = None,
        cancelled: Callable[[], bool] = bool,
    ) -> Future[BatchReport]:
        """Suggest for open items by a version (None: the live one). Cancelling the future stops it; `progress` comes on another thread.

        `limit`: items at most; `budget`: US dollars that this run may spend. Raises `UserError` when no version is live.
        """
        chosen = self.live(project) if version is None else self.version(project, version)
        if chosen is None:
            what = "No prompt is live in this project; the built-in suggester is."
            raise UserError("prompt.none_live", what, todo="countersign prompt activate makes one live.")
        nano = None if budget is None else round(budget * NANO)
        in_flight = self._bench.connection_of(chosen).in_flight
        run = self._bench.begin_run(project, "batch", nano)
        suggester = self._bench.suggester(project, chosen, run)
        batch = PromptBatch(self._house.read, project, suggester, run, in_flight)
        return self._house.loop.spawn(_going(self._bench, run, lambda: batch.go(limit, progress, cancelled)))


async def _going(bench: Workbench, run: Run, batch: Callable[[], Coroutine[Any, Any, BatchReport]]) -> BatchReport:
    """A batch, and the end of its run: not before the last of its calls is settled, also when it is cancelled."""
    try:
        return await batch()
    finally:
        with suppress(UserError):  # the workspace is being closed: the run is closed at the next start
            bench.end_run(run)


async def _trial(house: House, connection: Connection, policy: NetworkPolicy) -> Trial:
    try:
        key = await asyncio.to_thread(keys.key_of, connection)
    except CallFailure as failure:
        return Trial(ok=False, sentence=failure.detail, kind=failure.kind, seconds=0.0, model=connection.model)
    await asyncio.to_thread(house.provider.warm_up)  # two seconds that the model is not to blame for
    return await try_connection(house.provider, connection, key, policy)
