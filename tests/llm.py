"""What tests of calls share: a project with a model that is none behind it, a caller of one's own, and the record as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection as Database

from core.clock import day_of, now_us
from core.llm.book import CallBook
from core.llm.caller import Answered, Ask, Caller, Judge, Run
from core.llm.provider import Provider
from core.llm.types import CallFailure, Connection, Message, ModelRequest, RawReply
from core.prompts.content import PromptContent
from core.review.session import ReviewSession
from core.storage.calls import ANSWERED, begin_run
from core.storage.projects import ProjectInfo
from core.storage.sql import run
from core.suggest.versions import PromptVersion
from core.suggest.views import BatchReport
from core.workspace import Workspace
from tests.conftest import add_items, checked, fill, rows_of, settle
from tests.fake_model.labels import texts_of
from tests.fake_model.server import FakeModel, Seen

#: US dollars for a million tokens: 2,000 and 8,000 billionths of a dollar a token
PRICE_IN, PRICE_OUT = 2.0, 8.0
NANO_IN, NANO_OUT = 2_000, 8_000
#: seconds that a test waits for what takes a fraction of one
PATIENCE_S = 60.0
REQUEST = ModelRequest((Message("system", "Label it."), Message("user", "17 green door")), max_tokens=20)

_RECORDS = """SELECT c.seq, c.item_seq, c.attempt, c.candidate, c.connection, c.model, r.outcome, r.detail, coalesce(r.cost_nano, 0),
c.reserved_nano, coalesce(r.tokens_in, 0), coalesce(r.tokens_out, 0), coalesce(r.cache_hit, 0), c.cache_key, b.request, b.response
FROM model_call c LEFT JOIN call_result r ON r.call_seq = c.seq LEFT JOIN call_body b ON b.call_seq = c.seq ORDER BY c.seq"""


@dataclass(frozen=True, slots=True)
class Record:
    """One call on record. `outcome` is None while it is under way; money in billionths of a US dollar."""

    seq: int
    item_seq: int | None
    attempt: int
    candidate: int
    connection: str
    model: str
    outcome: str | None
    detail: str | None
    cost: int
    reserved: int
    tokens_in: int
    tokens_out: int
    cache_hit: int
    cache_key: str
    request: str | None
    response: str | None


def records(workspace: Workspace) -> list[Record]:
    """All calls on record, the first one first."""
    return [Record(*row) for row in rows_of(workspace, _RECORDS)]


def spent(workspace: Workspace, project: ProjectInfo) -> tuple[int, int, int]:
    """(calls, cost, reserved) of today as they are kept."""
    sql = "SELECT calls, cost_nano, reserved_nano FROM spending WHERE project_seq = :p AND day = :d"
    rows = rows_of(workspace, sql, p=project.seq, d=day_of(now_us()))
    return (0, 0, 0) if not rows else (int(rows[0][0]), int(rows[0][1]), int(rows[0][2]))


def sent_text(seen: Seen) -> str:
    """All that one request said."""
    return "\n".join(texts_of(seen.body))


def text_now(seen: Seen | dict[str, Any]) -> str:
    """The text of the item that a request of the default prompt asks about: what follows the last `Item:`."""
    body = seen.body if isinstance(seen, Seen) else seen
    return texts_of(body)[1].rpartition("Item:\n")[2].removeprefix("```text\n").splitlines()[0]


def reply(**fields: object) -> str:
    """A reply as the contract wants it."""
    return json.dumps({"answer": "red", "confidence": 0.8, **fields})


def answered(_: RawReply) -> tuple[str, str]:
    """A judge to whom everything is an answer."""
    return ANSWERED, ""


class Desk:
    """A caller of one's own on a workspace; `close` it. `ask` gives the answer or the failure."""

    def __init__(self, workspace: Workspace, project: ProjectInfo) -> None:
        self.workspace, self.project = workspace, project
        self.provider = Provider()
        self.book = CallBook(workspace.writer)
        self.caller = Caller(workspace.read, self.book, self.provider)
        self.run = self.new_run()

    def new_run(self, budget_nano: int | None = None) -> Run:
        seq = self.workspace.writer.submit(lambda c: begin_run(c, self.project.seq, "batch")).result()
        return Run(seq, budget_nano)

    def start(
        self, connection: Connection, request: ModelRequest = REQUEST, judge: Judge = answered, **fields: Any
    ) -> Future[Answered]:
        ask = replace(Ask(self.project.seq, None, None, self.run, connection, request, attempts=1), **fields)
        return self.workspace.loop.spawn(self.caller.ask(ask, judge))

    def ask(
        self, connection: Connection, request: ModelRequest = REQUEST, judge: Judge = answered, **fields: Any
    ) -> Answered | CallFailure:
        try:
            return self.start(connection, request, judge, **fields).result(PATIENCE_S)
        except CallFailure as failure:
            return failure

    def close(self) -> None:
        self.workspace.loop.spawn(self.provider.close()).result()


def connection_to(fake: FakeModel, **fields: Any) -> Connection:
    """A connection with a price to the server."""
    made = Connection("fake", "openai/fake", fake.url, timeout_s=30.0, in_flight=8, price_in=PRICE_IN, price_out=PRICE_OUT)
    return replace(made, **fields)


class Lab:
    """A project with items, a connection to the server, and prompt versions on it."""

    def __init__(self, workspace: Workspace, fake: FakeModel, items: int = 0, **fields: Any) -> None:
        self.workspace, self.fake = workspace, fake
        self.project = fill(workspace, items)
        self.models = workspace.models
        self.connection = self.models.save_connection(connection_to(fake, **fields))

    def add(self, *texts: str, gold: str = "") -> list[int]:
        """Import these texts; returns the numbers of the items."""
        add_items(self.workspace, self.project, [(text, gold) for text in texts], ids=False)
        found = dict(rows_of(self.workspace, "SELECT text, item_seq FROM item_content"))
        return [int(found[text]) for text in texts]

    def prompt(self, change: Callable[[PromptContent], PromptContent] | None = None, **fields: Any) -> PromptVersion:
        """Save the default prompt with these fields changed."""
        content = replace(self.models.default_content(self.project, self.connection), **fields)
        return self.models.save_prompt(self.project, change(content) if change else content, self.connection.name)

    def start(self, version: PromptVersion, **options: Any) -> Future[BatchReport]:
        return self.models.suggest(self.project, version.number, **options)

    def suggest(self, version: PromptVersion, **options: Any) -> BatchReport:
        return self.start(version, **options).result(PATIENCE_S)

    def suggestions(self) -> list[tuple[Any, ...]]:
        """(item, answer as JSON, failure, flags, name of the suggester) of what the ledger has of prompts."""
        sql = """SELECT s.item_seq, s.answer, s.failure, s.rationale, g.name FROM suggestion s
        JOIN suggester g ON g.seq = s.suggester_seq WHERE g.kind = 'prompt' ORDER BY s.seq"""
        return rows_of(self.workspace, sql)

    def sample(self, sample: str, *item_seqs: int) -> None:
        """See `put_in_sample`."""
        put_in_sample(self.workspace, sample, *item_seqs)

    def session(self) -> ReviewSession:
        return settle(self.workspace.session(self.project, "ann"))


def put_in_sample(workspace: Workspace, sample: str, *item_seqs: int) -> None:
    """Put items into this sample (`none`, `blind`, `control`), wherever their hash had put them; before there is a session."""

    def write(connection: Database) -> None:
        for item_seq in item_seqs:
            run(connection, "UPDATE item SET sample = :m WHERE seq = :s", m=sample, s=item_seq)
            run(connection, "UPDATE queue SET sample = :m WHERE item_seq = :s", m=sample, s=item_seq)

    workspace.writer.submit(write).result()
    checked(workspace, repair=True)  # the counters by sample


def decide(session: ReviewSession, answers: dict[str, str]) -> list[int]:
    """Answer the items on screen by their text until one comes that is not among these; returns those answered."""
    done: list[int] = []
    while (on := session.on) is not None and on.drawn.item.text in answers:
        done.append(on.drawn.item.seq)
        session.painted()
        session.choose(answers[on.drawn.item.text]).finish()
        keep(session)
    return done


def keep(session: ReviewSession) -> None:
    """After an answer to a blind item: stay with it. Then wait for the next card."""
    on = session.on
    if on is not None and on.own is not None:
        session.keep_mine().finish()
    settle(session)
