"""Making a call, from the cache to the record: limits are checked, the cost is held, the turn awaited, failures tried again.

The only way from a prompt to the provider. Every attempt leaves a record, written before it is sent; what the cache serves and what
a limit holds back leaves one too.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeVar

import orjson
from sqlalchemy import Engine

from core.clock import monotonic
from core.domain.calls import TRANSIENT, UNSENT, FailureKind
from core.ids import canonical_json
from core.llm import backoff, cost, keys
from core.llm.book import CallBook
from core.llm.breaker import State
from core.llm.cache import cache_key, from_stored, to_stored, well_formed
from core.llm.connections import read_connections
from core.llm.lines import Line, Lines
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, KeySource, ModelRequest, NetworkPolicy, RawReply
from core.storage.calls import ANSWERED, CallEnd, DayBudget, NewCall, cached, note_unsent, reserve, settle
from core.storage.limits import NANO, Limits, read_limits

T = TypeVar("T")
#: after these the next connection of the chain is asked
_FALLS_BACK = TRANSIENT | {FailureKind.AUTH, FailureKind.NOT_FOUND}
#: failures after which the provider may have charged for the call all the same: they cost what was held for them
_MAY_COST = frozenset({FailureKind.TIMEOUT, FailureKind.CANCELLED})

#: how long a connection is left alone at least: while a probe is under way nobody knows for how long
_PROBE_S = 0.2

#: how long a key that came from the keychain is kept in memory
_KEY_S = 60.0

Judge = Callable[[RawReply], tuple[str, str]]


class LeftAlone(CallFailure):
    """Nothing was sent: the connection failed again and again and is left alone for so many `seconds` more."""

    def __init__(self, last: CallFailure | None, seconds: float) -> None:
        super().__init__(last.kind if last else FailureKind.SERVER, last.detail if last else "The model is being left alone.")
        self.seconds = seconds


@dataclass(slots=True)
class Run:
    """One go at calling models. `budget_nano`: the most that this run may spend, None without a limit; the rest is counted here."""

    seq: int
    budget_nano: int | None = None
    spent_nano: int = 0
    reserved_nano: int = 0
    asked: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def affords(self, nano: int) -> bool:
        """Whether a call that costs at most this stays within the run's budget."""
        return self.budget_nano is None or self.spent_nano + self.reserved_nano + nano <= self.budget_nano


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be asked of which model, for which item. `attempts`: in all; `fresh`: passes the cache over (and fills it).

    `examples`: (item, why) of the decided items that the prompt holds; `rank`: how urgent, the lowest first, asked while it waits.
    """

    project_seq: int
    item_seq: int | None
    prompt_seq: int | None
    run: Run
    connection: Connection
    request: ModelRequest
    step: int = 1
    candidate: int = 0
    attempts: int = backoff.INTERACTIVE_ATTEMPTS
    fresh: bool = False
    examples: tuple[tuple[int, str], ...] = ()
    rank: Callable[[], float] = field(default=float)


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with its record. `outcome`: what the judge made of it; `connection`: the one that answered."""

    call_seq: int
    reply: RawReply
    outcome: str
    connection: Connection
    cost_nano: int
    seconds: float
    cached: bool = False


class Caller:
    """See the module. To be used on the loop's thread."""

    def __init__(self, read: Engine, book: CallBook, provider: Provider) -> None:
        self._read = read
        self._book = book
        self.provider = provider
        self.lines = Lines()
        self._keys: dict[str, tuple[float, str | None]] = {}
        self._dice = random.Random()  # noqa: S311  (spreads retries, decides nothing)

    async def ask(self, ask: Ask, judge: Judge) -> Answered:
        """Ask, along the chain of fallbacks. `judge` says (outcome, detail) of a reply; only `answered` is kept in the cache.

        Raises `CallFailure`: that of the first connection.
        """
        first: CallFailure | None = None
        for connection in self._chain(ask.connection):
            try:
                return await self._through(replace(ask, connection=connection), judge)
            except CallFailure as failure:
                first = first or failure
                if failure.kind not in _FALLS_BACK:
                    break
        assert first is not None
        raise first

    def _chain(self, connection: Connection) -> list[Connection]:
        """The connection, its fallback, that one's fallback: each once."""
        chain = [connection]
        with self._read.connect() as database:
            known = {one.name: one for one in read_connections(database)} if connection.fallback else {}
        while (name := chain[-1].fallback) in known and known[name] not in chain:
            chain.append(known[name])
        return chain

    async def _through(self, ask: Ask, judge: Judge) -> Answered:
        key = cache_key(ask.connection, ask.request)
        served = None if ask.fresh else await self._from_cache(ask, key, judge)
        if served is not None:
            return served
        line = self.lines.of(ask.connection)
        for attempt in range(1, ask.attempts + 1):
            try:
                return await self._attempt(ask, line, key, attempt, judge)
            except CallFailure as failure:
                if isinstance(failure, LeftAlone) or not backoff.is_retried(failure, attempt, ask.attempts):
                    raise
                await asyncio.sleep(backoff.delay(attempt, failure.retry_after, self._dice))
        raise AssertionError("the last attempt returns or raises")

    async def _from_cache(self, ask: Ask, key: str, judge: Judge) -> Answered | None:
        with self._read.connect() as database:
            stored = cached(database, ask.project_seq, key)
        if stored is None:
            return None
        reply = from_stored(stored)
        outcome, detail = judge(reply)
        if outcome != ANSWERED:  # what counts as an answer may have become stricter since
            return None
        end = CallEnd(outcome, detail or None, reply.tokens_in, reply.tokens_out, cache_hit=True, response=stored)
        call = self._new_call(ask, key, 1, 0)
        call_seq = await _wait(self._book.write(lambda c: note_unsent(c, call, end)))
        ask.run.cached += 1
        return Answered(call_seq, reply, outcome, ask.connection, 0, 0.0, cached=True)

    async def _attempt(self, ask: Ask, line: Line, key: str, attempt: int, judge: Judge) -> Answered:
        most = cost.most(self.provider, ask.connection, ask.request)
        async with line.limiter.turn(ask.rank, most.tokens):
            probe = line.breaker.state is State.HALF_OPEN
            if not line.breaker.allows():
                raise LeftAlone(line.breaker.last, max(_PROBE_S, (line.breaker.open_until or 0.0) - monotonic()))
            try:
                return await self._send(ask, line, self._new_call(ask, key, attempt, most.nano), judge)
            finally:
                if probe:
                    line.breaker.abandoned()  # if it ended without a verdict, another one may be the probe

    async def _send(self, ask: Ask, line: Line, call: NewCall, judge: Judge) -> Answered:
        limits = self._limits(ask.project_seq)
        call_seq = await self._reserve(ask, call, limits)
        started = time.perf_counter()
        try:
            key = await self._key(ask.connection)
            policy = NetworkPolicy(limits.local_only, limits.hosts)
            reply = await self.provider.complete(ask.connection, key, ask.request, policy)
        except BaseException as error:
            failure = error if isinstance(error, CallFailure) else CallFailure(FailureKind.CANCELLED, "The call was cancelled.")
            line.failed(failure)
            self._keys.pop(ask.connection.id, None)
            await self._settle(ask, call, call_seq, _failed(failure, call, started))
            raise
        line.breaker.succeeded()
        return await self._settled(ask, call, call_seq, reply, judge, started)

    async def _settled(self, ask: Ask, call: NewCall, call_seq: int, reply: RawReply, judge: Judge, started: float) -> Answered:
        reply = well_formed(reply)
        outcome, detail = judge(reply)
        seconds = time.perf_counter() - started
        reply = cost.counted(self.provider, ask.connection, ask.request, reply)
        end = CallEnd(
            outcome,
            detail or None,
            reply.tokens_in,
            reply.tokens_out,
            cost.cost(self.provider, ask.connection, reply.tokens_in, reply.tokens_out),
            round(1000 * seconds),
            response=to_stored(reply),
            reusable=outcome == ANSWERED,
        )
        await self._settle(ask, call, call_seq, end)
        return Answered(call_seq, reply, outcome, ask.connection, end.cost_nano, seconds)

    async def _key(self, connection: Connection) -> str | None:
        """The key; one from the keychain, which may be slow to ask, is remembered for a minute."""
        if connection.key_source is not KeySource.KEYCHAIN:
            return keys.key_of(connection)
        known = self._keys.get(connection.id)
        if known is None or known[0] < monotonic():
            known = monotonic() + _KEY_S, await asyncio.to_thread(keys.key_of, connection)
            self._keys[connection.id] = known
        return known[1]

    # --- money ---

    async def _reserve(self, ask: Ask, call: NewCall, limits: Limits) -> int:
        nano = None if limits.money_per_day is None else round(limits.money_per_day * NANO)
        budget = DayBudget(nano, limits.calls_per_day)
        if ask.run.affords(call.reserved_nano):
            ask.run.reserved_nano += call.reserved_nano
            call_seq = None
            try:
                call_seq = await self._written(call, budget)
            finally:
                ask.run.reserved_nano -= 0 if call_seq is not None else call.reserved_nano
            if call_seq is not None:
                ask.run.asked += 1
                return call_seq
        failure = CallFailure(FailureKind.BUDGET, "The budget does not allow another call.")
        end = CallEnd(failure.kind, failure.detail)
        await _wait(self._book.write(lambda c: note_unsent(c, call, end)))
        raise failure

    async def _written(self, call: NewCall, budget: DayBudget) -> int | None:
        future = self._book.write(lambda c: reserve(c, call, budget))
        try:
            return await _wait(future)
        except asyncio.CancelledError:
            future.add_done_callback(self._withdraw)
            raise

    def _withdraw(self, future: Future[int | None]) -> None:
        """A call was cancelled while its record was being written: it is never sent."""
        call_seq = None if future.exception() else future.result()
        if call_seq is not None:
            self._book.write(
                lambda c: settle(c, call_seq, CallEnd(FailureKind.CANCELLED, "The call was cancelled before it was sent."))
            )

    async def _settle(self, ask: Ask, call: NewCall, call_seq: int, end: CallEnd) -> None:
        run = ask.run
        run.reserved_nano -= call.reserved_nano
        run.spent_nano += end.cost_nano
        run.asked -= end.outcome in UNSENT
        run.tokens_in, run.tokens_out = run.tokens_in + end.tokens_in, run.tokens_out + end.tokens_out
        await _wait(self._book.write(lambda c: settle(c, call_seq, end)))

    def _limits(self, project_seq: int) -> Limits:
        with self._read.connect() as database:
            return read_limits(database, project_seq)

    def _new_call(self, ask: Ask, key: str, attempt: int, nano: int) -> NewCall:
        request = ask.request
        sent = {
            "messages": [message.to_json() for message in request.messages],
            "params": {**ask.connection.params, **request.params, "max_tokens": request.max_tokens},
            "schema": request.schema,
            "prefill": request.prefill,
        }
        return NewCall(
            ask.project_seq,
            ask.item_seq,
            ask.prompt_seq,
            ask.run.seq,
            ask.connection.name,
            ask.connection.model,
            key,
            orjson.dumps(sent).decode(),
            nano,
            ask.step,
            attempt,
            ask.candidate,
            ask.examples,
        )


def _failed(failure: CallFailure, call: NewCall, started: float) -> CallEnd:
    cost = call.reserved_nano if failure.sent and failure.kind in _MAY_COST else 0
    response = None if failure.raw is None else canonical_json({"raw": failure.raw}).decode()
    latency = round(1000 * (time.perf_counter() - started))
    return CallEnd(failure.kind, failure.detail, cost_nano=cost, latency_ms=latency, response=response)


def _wait(future: Future[T]) -> asyncio.Future[T]:
    """Wait for the book; what is written there is written also when nobody waits any more."""
    return asyncio.shield(asyncio.wrap_future(future))
