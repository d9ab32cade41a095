"""Writing prompts: the default one, the checks before one is saved, what it will look like, one try on a real item."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import orjson
from sqlalchemy.engine import Connection as Database

from core.clock import now_us
from core.domain.content import Content
from core.domain.kinds import kind_of
from core.domain.uses import Use
from core.domain.vocabulary import Status
from core.errors import UserError
from core.llm.caller import Ask
from core.llm.connections import holds_secret
from core.llm.types import CallFailure, Connection, RawReply
from core.prompts.content import MAX_CANDIDATES, Contract, PromptContent, ShotsBy
from core.prompts.defaults import default_messages, default_steps
from core.prompts.examples import discouraged, gold_columns
from core.prompts.redaction import restore
from core.prompts.sections import SECTIONS, heavy, tokens
from core.prompts.templates import check
from core.storage import prompts
from core.storage.items import StoredItem, read_item
from core.storage.limits import NANO, read_limits
from core.storage.projects import ProjectInfo
from core.storage.sources import REASONS, forbidden_spans, outside
from core.storage.sql import fetch, fetch_value
from core.suggest.composing import Composed
from core.suggest.reading import judged, outcome_of, read_reply
from core.suggest.versions import PromptVersion, version_of
from core.suggest.views import Preview, SectionView, Tried
from core.suggest.workbench import Workbench, pinned

MAX_SHOTS = 64
MAX_OUTPUT_TOKENS = 32_000
_FIRST_OPEN = """SELECT i.seq FROM item i LEFT JOIN item_state s ON s.item_seq = i.seq
WHERE i.project_seq = :p AND i.erased_us IS NULL AND coalesce(s.status, 'open') = :open AND i.sample <> 'blind' {allowed}
ORDER BY i.seq LIMIT 1"""
_FIRST = """SELECT i.seq FROM item i WHERE i.project_seq = :p AND i.erased_us IS NULL AND i.sample <> 'blind' {allowed}
ORDER BY i.seq LIMIT 1"""
_SOME = """SELECT i.seq, coalesce(c.external_id, lower(hex(i.id))) AS shown, substr(c.text, 1, 120) AS beginning
FROM item i JOIN item_content c ON c.item_seq = i.seq WHERE i.project_seq = :p AND i.sample <> 'blind' ORDER BY i.seq LIMIT :n"""


def default_content(project: ProjectInfo, connection: Connection) -> PromptContent:
    """The default prompt of the project's kind for a model."""
    kind = project.task.kind
    return PromptContent(default_messages(kind), connection.model, contract=Contract(steps=default_steps(kind)))


def check_content(database: Database, project: ProjectInfo, content: PromptContent) -> None:
    """Raise `UserError` when a prompt cannot be sent: in its template, with the line, or in its settings."""
    problem = _problem(content)
    if problem:
        raise UserError("prompt.invalid", problem, kept="Nothing was saved.")
    check(content.messages, gold_columns=gold_columns(database, project.seq), kind=project.task.kind)


def _problem(content: PromptContent) -> str:
    examples = content.examples
    checks = {
        f"A prompt gives 1 to {MAX_CANDIDATES} candidates.": not 1 <= content.candidates <= MAX_CANDIDATES,
        f"A prompt holds 0 to {MAX_SHOTS} examples.": not 0 <= examples.n <= MAX_SHOTS,
        "Examples chosen by name need their names.": examples.by is ShotsBy.FIXED and not examples.items,
        f"A reply can have 1 to {MAX_OUTPUT_TOKENS:,} tokens.": not 1 <= content.max_tokens <= MAX_OUTPUT_TOKENS,
        "A parameter cannot hold a key; a key belongs into the keychain.": holds_secret(content.params),
    }
    return next((sentence for sentence, wrong in checks.items() if wrong), "")


def save_prompt(
    bench: Workbench, project: ProjectInfo, content: PromptContent, connection: Connection, parent: int | None, note: str
) -> PromptVersion:
    """Save a version, unless the same is there: then that one. Raises `UserError` when it cannot be sent."""
    with bench.house.read.connect() as database:
        check_content(database, project, content)
    canonical = orjson.dumps(content.to_json(), option=orjson.OPT_SORT_KEYS).decode()

    def write(database: Database) -> PromptVersion:
        number = prompts.add_version(
            database,
            project.seq,
            content=canonical,
            content_hash=content.hash,
            model=content.model,
            via=connection.name,
            parent=parent,
            note=note.strip(),
        )
        return version_of(prompts.get_version(database, project.seq, number))

    return bench.house.writer.submit(write).result()


def sample_items(database: Database, project: ProjectInfo, n: int) -> list[tuple[int, str, str]]:
    """(number, shown id, beginning of the text) of the first items that are not in the blind sample."""
    rows = fetch(database, _SOME, p=project.seq, n=n)
    return [(int(row.seq), str(row.shown), " ".join(str(row.beginning).split())) for row in rows]


def preview(
    bench: Workbench, project: ProjectInfo, content: PromptContent, connection: Connection, item_seq: int | None
) -> Preview:
    """The prompt as it will be sent for an item (None: the first that is open). Raises `UserError`. Not for the main thread."""
    composed = compose_for(bench, project, content, connection, _item(bench, project, item_seq))
    counted = tokens(composed.rendered.sections, lambda text: bench.house.provider.count_tokens(content.model, text))
    views = tuple(SectionView(name, counted[name]) for name in SECTIONS if counted.get(name))
    found = [SectionView(one.section, one.tokens) for one in heavy(counted)]
    told = (discouraged(content.examples), kept_out(composed.left_out), _exceeds(bench, content, sum(counted.values())))
    advice = tuple(sentence for sentence in told if sentence)
    return Preview(
        composed.request.messages,
        views,
        sum(counted.values()),
        tuple(found),
        _shown_examples(bench, composed),
        advice,
        composed.schema_sent,
    )


def _shown_examples(bench: Workbench, composed: Composed) -> tuple[tuple[str, str], ...]:
    """(what a person calls the item, why) of each example."""
    with bench.house.read.connect() as database:
        items = [(read_item(database, example.item_seq), example.why) for example in composed.examples]
    return tuple((item.shown_id, why) for item, why in items if item is not None)


def kept_out(left_out: Mapping[str, int]) -> str:
    """A sentence about the decided items that are no examples because of where they come from, or nothing."""
    count = sum(left_out.get(why, 0) for why in REASONS)
    return f"{count:,} decided items are never examples: their source does not allow it, or is over." if count else ""


def _exceeds(bench: Workbench, content: PromptContent, counted: int) -> str:
    window = bench.house.provider.context_window(content.model)
    if window is None or counted + content.max_tokens <= window:
        return ""
    return f"With its reply this is longer than the {window:,} tokens that the model takes."


def compose_for(
    bench: Workbench, project: ProjectInfo, content: PromptContent, connection: Connection, item: StoredItem
) -> Composed:
    """The request of a content for an item. Raises `UserError`. Not for the main thread."""
    with bench.house.read.connect() as database:
        check_content(database, project, content)
        redact = read_limits(database, project.seq).redact
    parts = bench.parts(project, content, pinned(connection, content))
    vectors = parts.vectors.of([item.seq]) if parts.composer.wants_vectors else parts.vectors.stored([item.seq])
    return parts.composer.compose(item, vectors.get(item.seq), redact=redact)


def _item(bench: Workbench, project: ProjectInfo, item_seq: int | None) -> StoredItem:
    with bench.house.read.connect() as database:
        allowed = outside("i.seq", forbidden_spans(database, project.seq, Use.REVIEW, now_us()))
        seq = (
            item_seq
            or fetch_value(database, _FIRST_OPEN.format(allowed=allowed), p=project.seq, open=Status.OPEN)
            or fetch_value(database, _FIRST.format(allowed=allowed), p=project.seq)
        )
        item = None if seq is None else read_item(database, int(seq))
    if item is None:
        raise UserError("prompt.no_item", "There is no item to show the prompt with.", todo="Import items first.")
    return item


async def try_out(
    bench: Workbench, project: ProjectInfo, content: PromptContent, connection: Connection, item_seq: int | None
) -> Tried:
    """One real call for an item; it goes on record, and nothing of it becomes a suggestion. Raises `UserError` for the prompt."""
    house = bench.house
    run = await bench.in_executor(lambda: bench.begin_run(project, "trial"))
    item = await bench.in_executor(lambda: _item(bench, project, item_seq))
    await bench.in_executor(lambda: bench.refuse_barred(item.seq))
    composed = await bench.in_executor(lambda: compose_for(bench, project, content, connection, item))
    held = tuple((example.item_seq, example.why) for example in composed.examples)
    asked = Ask(
        project.seq, item.seq, None, run, pinned(connection, content), composed.request, fresh=True, examples=held, attempts=1
    )
    read = (item.content, composed.originals)
    started = time.perf_counter()
    try:
        answered = await house.caller.ask(asked, lambda reply: judged(reply, project.task, content.contract, *read))
    except CallFailure as failure:
        return Tried(str(failure.kind), failure.detail, seconds=time.perf_counter() - started)
    finally:
        bench.end_run(run)
    tried = _tried(answered.reply, project, content, read)
    cost = answered.cost_nano / NANO
    reply = answered.reply
    return replace(
        tried,
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
        cost=cost,
        seconds=answered.seconds,
        call_seq=answered.call_seq,
    )


def _tried(reply: RawReply, project: ProjectInfo, content: PromptContent, read: tuple[Content, dict[str, str]]) -> Tried:
    """What a reply says, for the one who tries the prompt: its faults may be quoted here."""
    parsed = read_reply(reply, project.task, content.contract, *read)
    answer = kind_of(project.task.kind).text(parsed.answer) if parsed.answered else ""
    rationale = restore(parsed.rationale or "", read[1])
    flags = ("mapped",) if parsed.mapped_from is not None else ()
    outcome = "unknown" if parsed.unknown else outcome_of(parsed)
    return Tried(outcome, parsed.problem, answer, str(rationale), reply.text or reply.refusal or "", flags)
