"""What suggesting by prompts shares within a workspace: the pools of examples, the vectors, and how a suggester is put together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from core.clock import now_us
from core.domain.calls import FailureKind
from core.domain.uses import Use
from core.encode import load_encoder
from core.errors import UserError
from core.llm.caller import Run
from core.llm.connections import read_connection
from core.llm.types import CallFailure, Connection
from core.prompts.content import PromptContent
from core.prompts.examples import Pool, gold_columns
from core.storage import calls
from core.storage.projects import ProjectInfo
from core.storage.prompts import live_version
from core.storage.sources import TERMS, against_item
from core.suggest.builtin import encoder_of
from core.suggest.composing import Composer
from core.suggest.house import House
from core.suggest.live import LivePrompt, calibration_of
from core.suggest.prefetch import Prefetcher
from core.suggest.prompted import Parts, PromptSuggester
from core.suggest.recall import Recall
from core.suggest.vectors import Vectors
from core.suggest.versions import PromptVersion, version_of

T = TypeVar("T")


class Workbench:
    """See the module. May be used from any thread; what imports LiteLLM must not be asked from the main one."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._lock = threading.Lock()
        self._pools: dict[int, Pool] = {}
        self._vectors: dict[tuple[int, str], Vectors] = {}

    def live(self, project: ProjectInfo) -> LivePrompt | None:
        """The live prompt of a project, ready for a session; None when the built-in suggester suggests. Imports nothing heavy."""
        with self.house.read.connect() as database:
            stored = live_version(database, project.seq)
        if stored is None:
            return None
        version = version_of(stored)
        run = self.begin_run(project, "review")
        suggester = self.suggester(project, version, run)
        calibration = calibration_of(self.house.read, project.seq, version.suggester_seq)
        prefetcher = Prefetcher(suggester, self.house.loop.spawn)
        return LivePrompt(suggester.name, version.suggester_seq, prefetcher, calibration)

    def suggester(self, project: ProjectInfo, version: PromptVersion, run: Run) -> PromptSuggester:
        """The suggester of a version. Raises `UserError` when its connection was removed."""
        connection = self.connection_of(version)
        recall = Recall(self.house.read, project)
        return PromptSuggester(
            self.house, project, version, connection, lambda: self.parts(project, version.content, connection), recall, run
        )

    def connection_of(self, version: PromptVersion) -> Connection:
        """The connection of a version, with the model that the version pins. Raises `UserError` when it was removed."""
        with self.house.read.connect() as database:
            return pinned(read_connection(database, version.connection), version.content)

    def parts(self, project: ProjectInfo, content: PromptContent, connection: Connection) -> Parts:
        """What composing for a content needs. Imports LiteLLM: never on the main thread."""
        with self.house.read.connect() as database:
            hidden = gold_columns(database, project.seq)
        pool = self.pool(project, hidden)
        pool.refresh()
        composer = Composer(project, content, connection, self.house.provider, pool, hidden)
        return Parts(composer, self.vectors(project), pool)

    def pool(self, project: ProjectInfo, hidden: frozenset[str]) -> Pool:
        """The examples of a project, read once."""
        with self._lock:
            if project.seq not in self._pools:
                self._pools[project.seq] = Pool(self.house.read, project.seq, hidden)
            return self._pools[project.seq]

    def vectors(self, project: ProjectInfo) -> Vectors:
        """The vectors of a project's items."""
        name = project.encoder or encoder_of(self.house.read, self.house.writer, project)
        with self._lock:
            if (project.seq, name) not in self._vectors:
                self._vectors[project.seq, name] = Vectors(self.house.read, self.house.writer, load_encoder(name))
            return self._vectors[project.seq, name]

    def share(self, project: ProjectInfo, vectors: Vectors) -> None:
        """A session has loaded the project's encoder: once is enough."""
        with self._lock:
            self._vectors.setdefault((project.seq, vectors.encoder.name), vectors)

    def refuse_barred(self, item_seq: int | None, examples: Iterable[int] = ()) -> None:
        """Raise `UserError` when the terms of its source keep an item from being sent to a model, or one of its examples."""
        wanted = [(seq, Use.REVIEW) for seq in (item_seq,) if seq is not None] + [(seq, Use.EXAMPLES) for seq in examples]
        with self.house.read.connect() as database:
            why = next((found for seq, use in wanted if (found := against_item(database, seq, use, now_us()))), None)
        if why is not None:
            what = "Its source does not allow that." if why == TERMS else "Its source was to be used until a day that is over."
            todo = "countersign source set changes the terms of a source."
            raise UserError("source.barred", f"This item may not be sent to a model. {what}", kept="Nothing was sent.", todo=todo)

    def begin_run(self, project: ProjectInfo, kind: str, budget_nano: int | None = None) -> Run:
        """Note that calls for a project begin: a `batch`, a `review`, a `trial`."""
        return Run(self.house.writer.submit(lambda c: calls.begin_run(c, project.seq, kind)).result(), budget_nano)

    def end_run(self, run: Run) -> Future[None]:
        """Note that they are over."""
        return self.house.writer.submit_bulk(lambda c: calls.end_run(c, run.seq))

    async def in_executor(self, work: Callable[[], T]) -> T:
        """Run `work` on one of the workers."""
        return await asyncio.get_running_loop().run_in_executor(self.house.executor, work)

    def close(self) -> None:
        """Let go of the pools."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()


def pinned(connection: Connection, content: PromptContent) -> Connection:
    """The connection with the model that a prompt pins: what a connection is changed to later does not change the version."""
    return connection if connection.model == content.model else replace(connection, model=content.model)


def as_user_error(failure: CallFailure) -> UserError:
    """A failure of a call, told to a person."""
    code = f"call.{failure.kind}"
    todo = "Test the connection." if failure.kind in (FailureKind.AUTH, FailureKind.NOT_FOUND) else ""
    return UserError(code, failure.detail, kept="Nothing was changed.", todo=todo)
