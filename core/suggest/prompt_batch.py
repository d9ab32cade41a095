"""A prompt version over a whole project: resumable, cancellable, never past a budget, and nothing is called twice.

Items are taken in import order, as many at a time as the connection allows in flight. What has a suggestion of this version is passed
over; so a second run goes on where the first one stopped. What its source does not allow to be sent is left out, and counted. A model that
is left alone by its circuit breaker is waited for, for a while.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from core.clock import now_us
from core.domain.calls import CONNECTION_WIDE, FailureKind
from core.domain.uses import Use
from core.llm.backoff import BATCH_ATTEMPTS
from core.llm.caller import Run
from core.storage.limits import NANO
from core.storage.projects import ProjectInfo
from core.storage.sources import Span, forbidden_spans, outside, within
from core.storage.sql import fetch, fetch_value
from core.suggest.made import Made
from core.suggest.prompted import REMEMBERED, PromptSuggester
from core.suggest.views import BatchProgress, BatchReport

_PAGE = 200
#: seconds between two reports of progress
_REPORT_S = 0.2
#: for so long a model that does not answer is waited for, all in all
PATIENCE_S = 120.0
#: failures that every further item would meet as well; a call is cancelled when the workspace is being closed
_ENDS_IT = CONNECTION_WIDE | {FailureKind.CANCELLED}
#: items that are prepared while others are under way
_AHEAD = 2

_OPEN = """FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.project_seq = :p AND i.seq > :after AND i.erased_us IS NULL AND coalesce(s.status, 'open') = 'open' {where}
AND NOT EXISTS (SELECT 1 FROM suggestion g WHERE g.item_seq = i.seq AND g.suggester_seq IN ({seqs})
  AND (g.answer IS NOT NULL OR g.failure = 'no_idea'))"""
_NEXT = f"SELECT i.seq {_OPEN} ORDER BY i.seq LIMIT :n"
_COUNT = f"SELECT count(*) {_OPEN}"

Report = Callable[[BatchProgress], None]


@dataclass(slots=True)
class _Tally:
    """What a batch came to so far."""

    total: int
    started: float = field(default_factory=time.perf_counter)
    done: int = 0
    answered: int = 0
    unknown: int = 0
    remembered: int = 0
    failed: Counter[str] = field(default_factory=Counter[str])
    waited_s: float = 0.0
    stopped: str = ""
    detail: str = ""
    left_out: dict[str, int] = field(default_factory=dict[str, int])

    def count(self, made: Made) -> None:
        self.done += 1
        failure = made.row.failure
        self.answered += failure is None
        self.unknown += failure == "no_idea"
        self.remembered += failure == REMEMBERED
        if failure is not None and failure not in ("no_idea", REMEMBERED):
            self.failed[failure] += 1
        if failure is not None and failure in _ENDS_IT and not self.stopped:
            self.stopped, self.detail = failure, made.detail


class PromptBatch:
    """One go over a project."""

    def __init__(self, read: Engine, project: ProjectInfo, suggester: PromptSuggester, run: Run, in_flight: int) -> None:
        self._read, self._project, self._suggester, self._run = read, project, suggester, run
        self._workers = in_flight + _AHEAD

    async def go(
        self, limit: int | None = None, progress: Report | None = None, cancelled: Callable[[], bool] = bool
    ) -> BatchReport:
        """Suggest for up to `limit` open items (all without one). `cancelled` is asked now and then; cancelling the task ends it too.

        What was answered until then stays. The report says why it stopped, if it did before the end.
        """
        todo, left_out = await asyncio.to_thread(self._todo)
        self._tally = _Tally(todo if limit is None else min(limit, todo), left_out=left_out)
        items = self._items(self._tally.total)
        lock = asyncio.Lock()
        workers = [asyncio.create_task(self._work(items, lock)) for _ in range(self._workers)]
        try:
            await self._watch(workers, progress, cancelled)
        finally:
            for worker in workers:
                worker.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error
        return self._report()

    async def _watch(self, workers: list[asyncio.Task[None]], progress: Report | None, cancelled: Callable[[], bool]) -> None:
        pending = set(workers)
        while pending:
            _, pending = await asyncio.wait(pending, timeout=_REPORT_S)
            if progress is not None:
                progress(self._progress())
            if cancelled():
                self._tally.stopped = self._tally.stopped or FailureKind.CANCELLED
                return

    async def _work(self, items: AsyncIterator[int], lock: asyncio.Lock) -> None:
        while not self._tally.stopped:
            async with lock:  # a generator is asked by one at a time
                item_seq = await anext(items, None)
            if item_seq is None:
                return
            self._tally.count(await self._patiently(item_seq))

    async def _patiently(self, item_seq: int) -> Made:
        """The suggestion for an item; a connection that is left alone is waited for."""
        while True:
            made = await self._suggester.make(item_seq, rank=lambda: float(item_seq), attempts=BATCH_ATTEMPTS)
            if not made.wait_s or self._tally.stopped:
                return made
            if self._tally.waited_s > PATIENCE_S * self._workers:
                self._tally.stopped, self._tally.detail = made.row.failure or "", made.detail
                return made
            wait = max(made.wait_s, 0.1)
            self._tally.waited_s += wait
            await asyncio.sleep(wait)

    async def _items(self, most: int) -> AsyncIterator[int]:
        after = given = 0
        while given < most and (seqs := await asyncio.to_thread(self._next, after, min(_PAGE, most - given))):
            for item_seq in seqs:
                yield item_seq
            given, after = given + len(seqs), seqs[-1]

    def _next(self, after: int, n: int) -> list[int]:
        with self._read.connect() as connection:
            sql = self._sql(_NEXT, outside("i.seq", self._barred(connection)))
            return [int(row[0]) for row in fetch(connection, sql, p=self._project.seq, after=after, n=n)]

    def _todo(self) -> tuple[int, dict[str, int]]:
        """How many items are to be asked about, and how many are left out for their source, by the code of the reason."""
        left_out: Counter[str] = Counter()
        with self._read.connect() as connection:
            barred = self._barred(connection)
            for span in barred:
                left_out[span.why] += self._count(connection, f" AND {within('i.seq', [span])}")
            return self._count(connection, outside("i.seq", barred)), {why: count for why, count in left_out.items() if count}

    def _count(self, connection: Connection, where: str) -> int:
        return int(fetch_value(connection, self._sql(_COUNT, where), p=self._project.seq, after=0))

    def _barred(self, connection: Connection) -> list[Span]:
        return forbidden_spans(connection, self._project.seq, Use.REVIEW, now_us())

    def _sql(self, sql: str, where: str) -> str:
        """The query over the suggestions of the version, also those by its fallback: numbers of our own, so that no parameter is needed."""
        return sql.format(seqs=", ".join(str(seq) for seq in self._suggester.suggester_seqs()), where=where)

    def _progress(self) -> BatchProgress:
        tally = self._tally
        rate = tally.done / max(time.perf_counter() - tally.started, 1e-6)
        left = (tally.total - tally.done) / rate if tally.done else None
        failed = sum(tally.failed.values())
        return BatchProgress(tally.done, tally.total, tally.answered, failed, self._run.spent_nano / NANO, rate, left)

    def _report(self) -> BatchReport:
        tally, run = self._tally, self._run
        return BatchReport(
            run.asked,
            tally.answered,
            run.cached,
            tally.unknown,
            tally.remembered,
            dict(tally.failed),
            run.tokens_in,
            run.tokens_out,
            run.spent_nano / NANO,
            time.perf_counter() - tally.started,
            str(tally.stopped),
            tally.detail,
            tally.left_out,
        )
