"""The suggester `prompt`: a prompt version on a pinned model.

An item that has a suggestion of this version already is never asked again. A reply that is no answer is sent back once with what is wrong;
what a guard rail notices may be as well, if the version says so. "Unknown" is an answer: then there is no suggestion, and no label is
made up.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from core.clock import monotonic, now_us
from core.domain.calls import FailureKind
from core.domain.content import flattened
from core.domain.json import Answer
from core.domain.kinds import kind_of
from core.domain.uses import Use
from core.encode import Vector
from core.errors import UserError
from core.learn.signals import Signals
from core.llm import backoff
from core.llm.caller import Answered, Ask, LeftAlone, Run
from core.llm.types import CallFailure, Connection, ModelRequest
from core.prompts.examples import Pool
from core.prompts.guards import Flag, flags
from core.prompts.guards import Given as Guarded
from core.prompts.parsing import Parsed
from core.prompts.redaction import restore
from core.runtime.log import log_bug
from core.storage import projects
from core.storage.items import StoredItem, read_item
from core.storage.ledger import NewSuggestion
from core.storage.limits import read_limits
from core.storage.projects import ProjectInfo
from core.storage.prompts import SUGGESTER
from core.storage.sources import against_item
from core.suggest.composing import Composed, Composer, corrected
from core.suggest.house import House
from core.suggest.made import Made
from core.suggest.prompt_rows import ranked, stored, suggester_seqs, write
from core.suggest.reading import judged, read_reply
from core.suggest.recall import Recall
from core.suggest.vectors import Vectors
from core.suggest.versions import PromptVersion

T = TypeVar("T")
MAPPED = "mapped"
#: why an item is not asked about
ERASED, REMEMBERED = "erased", "remembered"
#: seconds after which new decisions become examples
_REFRESH_S = 1.0
#: seconds that a call waits at most for the first paint, which importing LiteLLM would delay
_HOLD_S = 1.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What composing needs; made on the first use, since that imports LiteLLM and reads the examples."""

    composer: Composer
    vectors: Vectors
    pool: Pool


@dataclass(slots=True)
class _Work:
    """What is known while a suggestion is made."""

    item: StoredItem
    vector: Vector | None
    composer: Composer
    redact: tuple[str, ...]
    rank: Callable[[], float]
    attempts: int
    asked: int = 0
    cached: int = 0


@dataclass(frozen=True, slots=True)
class _Said:
    """One candidate: the call that gave it, its reply as read, what the guard rails noticed."""

    answered: Answered
    parsed: Parsed
    flags: tuple[Flag, ...]


class PromptSuggester:
    """See the module. `make` runs on the loop; several at a time."""

    def __init__(
        self,
        house: House,
        project: ProjectInfo,
        version: PromptVersion,
        connection: Connection,
        make_parts: Callable[[], Parts],
        recall: Recall,
        run: Run,
    ) -> None:
        self._house, self._project, self.version = house, project, version
        self._connection, self._make_parts, self._recall, self._run = connection, make_parts, recall, run
        self._kind = kind_of(project.task.kind)
        self._names: dict[int, str] = {version.suggester_seq: f"{connection.model} @ {version.shown}"}
        self._fallbacks: dict[str, int] = {}
        self._lock = threading.Lock()
        self._made_parts: Parts | None = None
        self._refreshed = 0.0

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self._names[self.version.suggester_seq]

    async def make(
        self,
        item_seq: int,
        *,
        rank: Callable[[], float],
        earlier: Sequence[Answer] = (),
        attempts: int = backoff.INTERACTIVE_ATTEMPTS,
        hold: Future[None] | None = None,
    ) -> Made:
        """The suggestion for an item: the one that is there, else the model is asked. Never raises for what a model or a network does.

        `hold`: the model is asked once this is done (the first item has been painted), or after a second.
        """
        there = None if earlier else self.stored(item_seq)
        if there is not None:
            return there
        if self._house.offline:
            return self._failed(item_seq, FailureKind.CANCELLED, "A throwaway copy of a workspace calls no model.", None)
        waited = hold is not None and not hold.done()
        if hold is not None and waited:
            await asyncio.wait([asyncio.ensure_future(asyncio.shield(asyncio.wrap_future(hold)))], timeout=_HOLD_S)
        if earlier:
            return await self._made_now(item_seq, rank, earlier, attempts)
        return await self._once(item_seq, rank, attempts, waited=waited)

    async def _once(self, item_seq: int, rank: Callable[[], float], attempts: int, *, waited: bool) -> Made:
        """One call an item, also when a batch and a session ask for it at the same moment: the second waits for the first.

        `waited`: time has passed since it was looked whether the suggestion is there.
        """
        place, under_way = (self.version.suggester_seq, item_seq), self._house.under_way
        while (running := under_way.get(place)) is not None:
            waited = True
            await asyncio.wait([running])
            if not running.cancelled() and running.exception() is None and _settled(running.result()):
                return running.result()
            if under_way.get(place) is running:
                del under_way[place]
        if waited and (there := self.stored(item_seq)) is not None:
            return there
        task = asyncio.ensure_future(self._made_now(item_seq, rank, (), attempts))
        under_way[place] = task
        try:
            return await task
        finally:
            if under_way.get(place) is task:
                del under_way[place]

    async def _made_now(self, item_seq: int, rank: Callable[[], float], earlier: Sequence[Answer], attempts: int) -> Made:
        if self._made_parts is None:  # not on our few workers: it imports LiteLLM, and the reviewer's next window needs them
            await asyncio.to_thread(self._parts)
        work = await self._in_executor(lambda: self._begin(item_seq, rank, attempts, recall=not earlier))
        if isinstance(work, str):
            return self._failed(item_seq, work, "", None)
        started = time.perf_counter()
        try:
            made = await self._asked(work, earlier)
        except LeftAlone as failure:
            made = replace(self._failed(item_seq, failure.kind, failure.detail, work), wait_s=failure.seconds)
        except CallFailure as failure:
            made = self._failed(item_seq, failure.kind, failure.detail, work)
        except UserError as error:
            if not error.code.startswith("prompt."):
                raise  # of the disk or the workspace, not of this item
            made = self._failed(item_seq, FailureKind.INVALID_ANSWER, str(error), work)
        except Exception as error:  # one reply that we cannot cope with must not end a batch
            log_bug(error)
            made = self._failed(
                item_seq, FailureKind.INVALID_ANSWER, "The reply could not be dealt with; the log says where.", work
            )
        return replace(made, seconds=time.perf_counter() - started, asked=work.asked, cached=work.cached)

    def suggester_seqs(self) -> list[int]:
        """The numbers under which this version's suggestions stand: its own, and those of its fallbacks."""
        with self._house.read.connect() as database:
            return suggester_seqs(database, self._project.seq, self.version)

    def stored(self, item_seq: int) -> Made | None:
        """The suggestion of this version that the ledger has, or None. "Does not know" is one; other failures are not."""
        with self._house.read.connect() as database:
            return stored(database, self._project.seq, item_seq, self.version)

    # --- asking ---

    async def _asked(self, work: _Work, earlier: Sequence[Answer]) -> Made:
        first = await self._candidate(work, 0, earlier)
        said = [first]
        while first.parsed.answered and len(said) < self.version.content.candidates:
            seen = [*earlier, *(one.parsed.answer for one in said)]
            try:
                said.append(await self._candidate(work, len(said), seen))
            except CallFailure:
                break  # one answer is better than none
        made = await self._in_executor(lambda: self._made(work, said))
        await asyncio.shield(asyncio.wrap_future(self._house.book.write(lambda database: write(database, made))))
        return made

    async def _candidate(self, work: _Work, candidate: int, earlier: Sequence[Answer]) -> _Said:
        composed = await self._in_executor(
            lambda: work.composer.compose(work.item, work.vector, candidate=candidate, earlier=earlier, redact=work.redact)
        )
        said = await self._send(work, composed, composed.request, candidate)
        problem = self._wrong(said)
        if not problem:
            return said
        again = await self._send(work, composed, corrected(composed.request, said.answered.reply.text, problem), candidate)
        if not again.parsed.answered and said.parsed.answered:
            return said  # the second try is no answer at all: the first one stands, with its flag
        return self._final(again)

    def _wrong(self, said: _Said) -> str:
        """What the corrective retry quotes, or nothing when there is none to be made."""
        contract = self.version.content.contract
        retried = {"ungrounded": contract.retry_ungrounded, "language": contract.retry_language}
        noticed = next((flag.detail for flag in said.flags if retried.get(flag.code)), "")
        if said.parsed.answered or said.parsed.unknown:
            return noticed
        if said.answered.outcome == FailureKind.REFUSAL:
            raise CallFailure(FailureKind.REFUSAL, "The model declined to answer.")
        return said.parsed.problem

    def _final(self, said: _Said) -> _Said:
        if said.parsed.answered or said.parsed.unknown:
            return said
        kind = FailureKind(said.answered.outcome)
        raise CallFailure(
            kind, f"The model gave no answer that is valid for the task, also when asked again ({said.parsed.outcome})."
        )

    async def _send(self, work: _Work, composed: Composed, request: ModelRequest, candidate: int) -> _Said:
        ask = Ask(
            self._project.seq,
            work.item.seq,
            self.version.seq,
            self._run,
            self._connection,
            request,
            candidate=candidate,
            attempts=work.attempts,
            examples=tuple((example.item_seq, example.why) for example in composed.examples),
            rank=work.rank,
        )
        task, contract = self._project.task, self.version.content.contract
        read = (work.item.content, composed.originals)
        answered = await self._house.caller.ask(ask, lambda reply: judged(reply, task, contract, *read))
        work.asked, work.cached = work.asked + (not answered.cached), work.cached + answered.cached
        parsed = read_reply(answered.reply, task, contract, *read)
        rationale = restore(parsed.rationale, composed.originals)
        parsed = replace(parsed, rationale=rationale if isinstance(rationale, str) else None)
        return _Said(answered, parsed, self._noticed(parsed, work.item))

    def _noticed(self, parsed: Parsed, item: StoredItem) -> tuple[Flag, ...]:
        if not parsed.answered:
            return ()
        quoted = self._kind.quoted(parsed.answer, self._project.task)
        looked_at = parsed.answer if quoted is None else quoted
        shown = "\n".join([item.content.all_text, *(text for _, text in flattened(dict(item.metadata)))])
        drafted, contract = self._kind.drafted, self.version.content.contract
        guarded = Guarded(looked_at, shown, contract, grounded=quoted is not None, drafted=drafted)
        mapped = (
            (Flag(MAPPED, "The label was the same but for case, space or punctuation."),)
            if parsed.mapped_from is not None
            else ()
        )
        return (*mapped, *flags(guarded))

    # --- what is made of it ---

    def _begin(self, item_seq: int, rank: Callable[[], float], attempts: int, *, recall: bool) -> _Work | str:
        """What is known of an item; or why it is not asked about: it was erased, its source forbids it, or the memory has its answer."""
        with self._house.read.connect() as database:
            item = read_item(database, item_seq)
            redact = read_limits(database, self._project.seq).redact
            barred = against_item(database, item_seq, Use.REVIEW, now_us())
        if item is None or barred is not None:
            return barred or ERASED
        if recall and self._recall(item) is not None:
            return REMEMBERED
        parts = self._parts()
        found = parts.vectors.of([item_seq]) if parts.composer.wants_vectors else parts.vectors.stored([item_seq])
        return _Work(item, found.get(item_seq), parts.composer, redact, rank, attempts)

    def _parts(self) -> Parts:
        with self._lock:
            if self._made_parts is None:
                self._made_parts, self._refreshed = self._make_parts(), monotonic()
            elif monotonic() - self._refreshed > _REFRESH_S:
                self._made_parts.pool.refresh()
                self._refreshed = monotonic()
            return self._made_parts

    def _made(self, work: _Work, said: Sequence[_Said]) -> Made:
        first = said[0]
        suggester_seq = self._suggester_of(first.answered.connection)
        signals = self._signals(work, said)
        candidates = ranked([one.parsed.answer for one in said if one.parsed.answered])
        unknown = first.parsed.unknown
        row = NewSuggestion(
            self._project.seq,
            work.item.seq,
            suggester_seq,
            None if unknown else first.parsed.answer,
            candidates,
            rationale={"flags": [flag.code for flag in first.flags]} if first.flags else None,
            failure="no_idea" if unknown else None,
            signals=dict(signals.to_json()),
            call_seq=first.answered.call_seq,
            apart=self._kind.apart(self._project.task),
        )
        noticed = tuple(flag.code for flag in first.flags)
        return Made(row, self._names[suggester_seq], signals, first.parsed.rationale or "", noticed)

    def _signals(self, work: _Work, said: Sequence[_Said]) -> Signals:
        parsed, others = said[0].parsed, said[1:]
        near = work.composer.neighbours(work.item.seq, work.vector, parsed.answer)
        agreeing = [one for one in others if one.parsed.answered and self._kind.equal(one.parsed.answer, parsed.answer)]
        agreement = len(agreeing) / len(others) if others else None
        return replace(near, said=parsed.said, logprob=said[0].answered.reply.logprob, agreement=agreement)

    def _suggester_of(self, connection: Connection) -> int:
        """The number of the suggester: the version's own, or that of the version by the fallback that answered."""
        if connection.name == self._connection.name:
            return self.version.suggester_seq
        if connection.name not in self._fallbacks:
            version = f"{self.version.hash}/{self.version.connection}+{connection.model}"
            name = f"{connection.model} @ {self.version.shown}"
            made = self._house.writer.submit(lambda c: projects.suggester_seq(c, self._project.seq, SUGGESTER, name, version))
            seq = made.result()
            self._names[seq] = name
            self._fallbacks[connection.name] = seq
        return self._fallbacks[connection.name]

    def _failed(self, item_seq: int, failure: str, detail: str, work: _Work | None) -> Made:
        row = NewSuggestion(self._project.seq, item_seq, self.version.suggester_seq, None, failure=str(failure))
        asked, cached = (0, 0) if work is None else (work.asked, work.cached)
        return Made(row, self.name, detail=detail, asked=asked, cached=cached)

    async def _in_executor(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._house.executor, work)


def _settled(made: Made) -> bool:
    """Whether it holds for everybody: a failure may be due to the budget or the patience of whoever asked."""
    return made.row.answer is not None or made.row.failure in ("no_idea", ERASED, REMEMBERED)
