"""The tables of a workspace (SQLModel), one schema for SQLite and PostgreSQL.

Every table has `seq` (the order of the ledger) and, where rows can travel between machines, `id`: 16 bytes of UUIDv7. Instants
are microseconds since the Unix epoch, UTC. JSON stands as canonical text. Three groups:

- the ledger, insert-only, held by triggers (triggers.py): `suggestion`, `decision`, `event`, `prompt_version`, `model_call`,
  `call_result`. It holds no item text;
- what can be erased: `item_content`, `embedding`, `free_text`, `call_body`;
- what can be rebuilt from the ledger: `item_state`, `counter`, `queue`, `spending`, `memory`; and the caches `learner_fit`, `call_cache`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text, text
from sqlmodel import Field, SQLModel

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT identity on PostgreSQL
_Seq = BigInteger().with_variant(Integer, "sqlite")


def _seq() -> Column[int]:
    return Column(_Seq, primary_key=True, autoincrement=True)


def _id() -> Column[bytes]:
    return Column(LargeBinary(16), nullable=False, unique=True)


def _ref(target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(_Seq, ForeignKey(target), nullable=nullable, index=index)


def _us(*, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, nullable=nullable)


class Workspace(SQLModel, table=True):
    """One row: who this workspace is, and the key under which its hashes are made."""

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    hash_key: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    created_us: int = Field(sa_column=_us())


class Reviewer(SQLModel, table=True):
    """A person who decides (or `rehearsal`)."""

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    created_us: int = Field(sa_column=_us())


class Project(SQLModel, table=True):
    """One labelling problem. `live_prompt_seq`: the prompt version that suggests now; null: the built-in suggester.

    `model_limits`: what calls of this project may do, as JSON (core/storage/limits.py); `settings`: who may do what, and the like, as
    JSON (core/storage/settings.py).
    """

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    task: str = Field(sa_column=Column(Text, nullable=False))
    guidelines: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    order_seed: int = Field(sa_column=Column(BigInteger, nullable=False))
    encoder: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=_us())
    archived_us: int | None = Field(default=None, sa_column=_us(nullable=True))
    deleted_us: int | None = Field(default=None, sa_column=_us(nullable=True))
    live_prompt_seq: int | None = Field(default=None, sa_column=Column(BigInteger))
    model_limits: str | None = Field(default=None, sa_column=Column(Text))
    settings: str | None = Field(default=None, sa_column=Column(Text))


class ImportRun(SQLModel, table=True):
    """One import of one file into one project. `file_name` has no folder.

    The items of the run lie between `first_seq` and `done_seq`; what lies behind `done_seq` is the rest of a block that was never
    finished and is removed when the workspace is opened.
    """

    __tablename__ = "import_run"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    file_name: str = Field(sa_column=Column(Text, nullable=False))
    mapping: str = Field(sa_column=Column(Text, nullable=False))
    first_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    done_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    created_us: int = Field(sa_column=_us())
    ended_us: int | None = Field(default=None, sa_column=_us(nullable=True))


class Item(SQLModel, table=True):
    """One thing to judge, without its text. `identity` and `content_hash` are hashes under the workspace's key.

    `sample` and `draw_key` follow from the identity (samples.py).
    """

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    import_seq: int = Field(sa_column=_ref("import_run.seq"))
    identity: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    content_hash: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    draw_key: int = Field(sa_column=Column(BigInteger, nullable=False))
    erased_us: int | None = Field(default=None, sa_column=_us(nullable=True))


class ItemContent(SQLModel, table=True):
    """What an item says: erasable. JSON text: `metadata_json` an object, `label` (came with the data) and `gold` answers.

    `parts`: the form of the text and what stands beside it (core/domain/content.py); null for a plain text alone.
    """

    __tablename__ = "item_content"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    external_id: str | None = Field(default=None, sa_column=Column(Text))
    text: str = Field(sa_column=Column(Text, nullable=False))
    metadata_json: str | None = Field(default=None, sa_column=Column(Text))
    label: str | None = Field(default=None, sa_column=Column(Text))
    gold: str | None = Field(default=None, sa_column=Column(Text))
    parts: str | None = Field(default=None, sa_column=Column(Text))


class Identity(SQLModel, table=True):
    """Which item has an identity: a table of its own, so that an import can fill it in sorted order."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))
    identity: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=Column(_Seq, nullable=False))


class Embedding(SQLModel, table=True):
    """The vector of an item's text by one encoder, float16: erasable."""

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    encoder: str = Field(sa_column=Column(Text, nullable=False))
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class FreeText(SQLModel, table=True):
    """What a person wrote about an item (a comment; later, answers that are free text): erasable."""

    __tablename__ = "free_text"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    item_seq: int = Field(sa_column=_ref("item.seq", index=True))
    role: str = Field(sa_column=Column(Text, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))


class Suggester(SQLModel, table=True):
    """Whatever proposes answers: `kind` is `builtin`, `import`, `memory` or `prompt` (then `version` is the hash of the prompt version)."""

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq", index=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    version: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=_us())


class Suggestion(SQLModel, table=True):
    """Ledger: one answer proposed by one suggester for one item, or the failure to give one (`answer` null, `failure` says why).

    `candidates` is a JSON list of `[answer, raw score]`, best first; `raw` is the suggester's own score in 0..1, `chance` the
    calibrated chance of being accepted or null; `step` and `fit_step` are the learner's k (core/learn). Of a model: `signals` are its
    raw signals (JSON), `call_seq` the call that gave it; the rationale in its own words stands in `free_text` under the same id.
    """

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    item_seq: int = Field(sa_column=_ref("item.seq", index=True))
    suggester_seq: int = Field(sa_column=_ref("suggester.seq"))
    answer: str | None = Field(default=None, sa_column=Column(Text))
    candidates: str | None = Field(default=None, sa_column=Column(Text))
    raw: float | None = Field(default=None, sa_column=Column(Float))
    chance: float | None = Field(default=None, sa_column=Column(Float))
    rationale: str | None = Field(default=None, sa_column=Column(Text))
    step: int | None = Field(default=None, sa_column=Column(Integer))
    fit_step: int | None = Field(default=None, sa_column=Column(Integer))
    failure: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=_us())
    signals: str | None = Field(default=None, sa_column=Column(Text))
    call_seq: int | None = Field(default=None, sa_column=Column(BigInteger))


class Decision(SQLModel, table=True):
    """Ledger: what one reviewer did with one item.

    `revealed` is a JSON list of the ids of all suggestions revealed before the answer. `selection_prob`: for the blind and
    control samples the inclusion probability (the share); for a random order the propensity of this draw, one over the items
    it chose among; null for a deterministic order. `draw_no` counts the draws of the project (0: not drawn). `guideline_seq`: the version
    of the guidelines that it was made under; `action_seq`: the bulk action that it belongs to. `detail` is JSON without item text: what
    became of the parts of the suggestion, a small edit, the order in which candidates were shown (core/review/details.py).
    """

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    item_seq: int = Field(sa_column=_ref("item.seq", index=True))
    reviewer_seq: int = Field(sa_column=_ref("reviewer.seq"))
    verdict: str = Field(sa_column=Column(Text, nullable=False))
    answer: str | None = Field(default=None, sa_column=Column(Text))
    text_seq: int | None = Field(default=None, sa_column=Column(_Seq))
    provenance: str = Field(sa_column=Column(Text, nullable=False))
    suggestion_seq: int | None = Field(default=None, sa_column=_ref("suggestion.seq", nullable=True))
    revealed: str = Field(sa_column=Column(Text, nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    selection_prob: float | None = Field(default=None, sa_column=Column(Float))
    draw_no: int = Field(sa_column=Column(BigInteger, nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text))
    dwell_ms: int = Field(sa_column=Column(BigInteger, nullable=False))
    created_us: int = Field(sa_column=_us())
    guideline_seq: int | None = Field(default=None, sa_column=Column(_Seq))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    action_seq: int | None = Field(default=None, sa_column=Column(_Seq))


class Event(SQLModel, table=True):
    """Ledger: one line of what happened. `data` is a JSON object without item text."""

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    item_seq: int | None = Field(default=None, sa_column=_ref("item.seq", nullable=True))
    reviewer_seq: int | None = Field(default=None, sa_column=_ref("reviewer.seq", nullable=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    decision_seq: int | None = Field(default=None, sa_column=_ref("decision.seq", nullable=True))
    suggestion_seq: int | None = Field(default=None, sa_column=_ref("suggestion.seq", nullable=True))
    data: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=_us())
    action_seq: int | None = Field(default=None, sa_column=Column(_Seq))


class ItemState(SQLModel, table=True):
    """Derived: what stands for an item now. An item without a row is untouched: open, with the label that came with the data."""

    __tablename__ = "item_state"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    status: str = Field(sa_column=Column(Text, nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    label: str | None = Field(default=None, sa_column=Column(Text))
    label_source: str | None = Field(default=None, sa_column=Column(Text))
    verdict: str | None = Field(default=None, sa_column=Column(Text))
    decision_seq: int | None = Field(default=None, sa_column=Column(_Seq))
    blind_decision_seq: int | None = Field(default=None, sa_column=Column(_Seq))
    exposed: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    flagged: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    thumb: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    comments: int = Field(default=0, sa_column=Column(Integer, nullable=False))


class Queue(SQLModel, table=True):
    """Derived: the items that can be drawn (open or skipped), in random order by sample. Filled in sorted order by imports."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))
    status: str = Field(sa_column=Column(Text, primary_key=True))
    sample: str = Field(sa_column=Column(Text, primary_key=True))
    draw_key: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    item_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))


class Counter(SQLModel, table=True):
    """Derived: a maintained count of one project."""

    project_seq: int = Field(sa_column=Column(_Seq, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    name: str = Field(sa_column=Column(Text, primary_key=True))
    value: int = Field(sa_column=Column(BigInteger, nullable=False))


class LearnerFit(SQLModel, table=True):
    """Cache: a linear model that the learner fitted at step `k`."""

    __tablename__ = "learner_fit"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    project_seq: int = Field(sa_column=Column(_Seq, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    k: int = Field(sa_column=Column(Integer, primary_key=True))
    encoder: str = Field(sa_column=Column(Text, primary_key=True))
    blob: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ModelConnection(SQLModel, table=True):
    """A way to a model: `settings` is JSON and never holds a key."""

    __tablename__ = "model_connection"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    settings: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=_us())
    removed_us: int | None = Field(default=None, sa_column=_us(nullable=True))


class PromptVersion(SQLModel, table=True):
    """Ledger: an immutable prompt version. `content` is canonical JSON, `hash` its hash; `connection` names how its model is reached."""

    __tablename__ = "prompt_version"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    hash: str = Field(sa_column=Column(Text, nullable=False))
    content: str = Field(sa_column=Column(Text, nullable=False))
    connection: str = Field(sa_column=Column(Text, nullable=False))
    parent_seq: int | None = Field(default=None, sa_column=_ref("prompt_version.seq", nullable=True))
    suggester_seq: int = Field(sa_column=_ref("suggester.seq"))
    note: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=_us())


class CallRun(SQLModel, table=True):
    """A process that calls models for a project: a `batch`, a `review`, a `trial`. Who it is tells whether its open calls were cut off."""

    __tablename__ = "call_run"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq", index=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    pid: int = Field(sa_column=Column(Integer, nullable=False))
    process_started: float = Field(sa_column=Column(Float, nullable=False))
    created_us: int = Field(sa_column=_us())
    ended_us: int | None = Field(default=None, sa_column=_us(nullable=True))


class ModelCall(SQLModel, table=True):
    """Ledger: a call, written before it is sent. `step`: its place in a chain of prompts; `attempt` counts from 1; `candidate` from 0.

    `reserved_nano`: the most it can cost, in billionths of a US dollar; `day`: the UTC day it counts for, as 20261121.
    """

    __tablename__ = "model_call"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    item_seq: int | None = Field(default=None, sa_column=_ref("item.seq", nullable=True, index=True))
    prompt_seq: int | None = Field(default=None, sa_column=_ref("prompt_version.seq", nullable=True))
    run_seq: int = Field(sa_column=_ref("call_run.seq", index=True))
    step: int = Field(sa_column=Column(Integer, nullable=False))
    attempt: int = Field(sa_column=Column(Integer, nullable=False))
    candidate: int = Field(sa_column=Column(Integer, nullable=False))
    connection: str = Field(sa_column=Column(Text, nullable=False))
    model: str = Field(sa_column=Column(Text, nullable=False))
    cache_key: str = Field(sa_column=Column(Text, nullable=False))
    reserved_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    day: int = Field(sa_column=Column(Integer, nullable=False))
    created_us: int = Field(sa_column=_us())


class CallResult(SQLModel, table=True):
    """Ledger: how a call ended. `outcome`: `answered` or a failure kind (core/domain/calls.py); `detail` holds no item text and no key."""

    __tablename__ = "call_result"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    call_seq: int = Field(sa_column=Column(_Seq, ForeignKey("model_call.seq"), nullable=False, unique=True))
    project_seq: int = Field(sa_column=_ref("project.seq"))
    outcome: str = Field(sa_column=Column(Text, nullable=False))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    tokens_in: int = Field(sa_column=Column(Integer, nullable=False))
    tokens_out: int = Field(sa_column=Column(Integer, nullable=False))
    cost_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    latency_ms: int = Field(sa_column=Column(Integer, nullable=False))
    cache_hit: int = Field(sa_column=Column(SmallInteger, nullable=False))
    created_us: int = Field(sa_column=_us())


class CallBody(SQLModel, table=True):
    """What was sent and received, as JSON: erasable."""

    __tablename__ = "call_body"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    call_seq: int = Field(sa_column=Column(_Seq, ForeignKey("model_call.seq"), primary_key=True, autoincrement=False))
    item_seq: int | None = Field(default=None, sa_column=Column(_Seq, index=True))
    request: str = Field(sa_column=Column(Text, nullable=False))
    response: str | None = Field(default=None, sa_column=Column(Text))


class CallExample(SQLModel, table=True):
    """Which decided items a call held as examples, and why: when one of them is erased, the body of the call goes too."""

    __tablename__ = "call_example"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)
    __table_args__ = {"sqlite_with_rowid": False}

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    call_seq: int = Field(sa_column=Column(_Seq, ForeignKey("model_call.seq"), primary_key=True, autoincrement=False, index=True))
    why: str = Field(sa_column=Column(Text, nullable=False))


class CallCache(SQLModel, table=True):
    """Cache: the call whose reply serves for every call with the same key. It holds no failures and no refusals."""

    __tablename__ = "call_cache"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)
    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))
    cache_key: str = Field(sa_column=Column(Text, primary_key=True))
    call_seq: int = Field(sa_column=Column(_Seq, nullable=False))


class Spending(SQLModel, table=True):
    """Derived: calls and money of one project on one UTC day. `cost_nano` counts what is settled, `reserved_nano` what is under way."""

    project_seq: int = Field(sa_column=Column(_Seq, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    day: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    calls: int = Field(sa_column=Column(BigInteger, nullable=False))
    cost_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    reserved_nano: int = Field(sa_column=Column(BigInteger, nullable=False))


class Memory(SQLModel, table=True):
    """Derived: items that a person dealt with, by the hash of their content after normalising case, space and punctuation."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))
    content_key: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))


class AnswerText(SQLModel, table=True):
    """Answers that hold text, by the id of their decision or suggestion: erasable (core/storage/apart.py)."""

    __tablename__ = "answer_text"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    id: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=_ref("item.seq", index=True))
    body: str = Field(sa_column=Column(Text, nullable=False))


class ItemSuggestion(SQLModel, table=True):
    """Derived: the latest suggestion for an item, as filters and facets want it. `flags`: codes of guard rails, ` code code `."""

    __tablename__ = "item_suggestion"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    suggestion_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    suggester_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    answered: int = Field(sa_column=Column(SmallInteger, nullable=False))
    chance: float | None = Field(default=None, sa_column=Column(Float))
    failure: str | None = Field(default=None, sa_column=Column(Text))
    flags: str = Field(sa_column=Column(Text, nullable=False))


class GuidelineVersion(SQLModel, table=True):
    """Ledger: the guidelines of a project, version by version (`number` from 1). The newest is in force."""

    __tablename__ = "guideline_version"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    reviewer_seq: int | None = Field(default=None, sa_column=_ref("reviewer.seq", nullable=True))
    created_us: int = Field(sa_column=_us())


class LabelChange(SQLModel, table=True):
    """Ledger: a label was renamed to, or merged into, another (`change`: `renamed`, `merged`). Older answers follow.

    It holds for decisions with a number up to `before_decision` and suggestions up to `before_suggestion`: the name may be used anew.
    """

    __tablename__ = "label_change"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq", index=True))
    change: str = Field(sa_column=Column(Text, nullable=False))
    old: str = Field(sa_column=Column(Text, nullable=False))
    new: str = Field(sa_column=Column(Text, nullable=False))
    before_decision: int = Field(sa_column=Column(_Seq, nullable=False))
    before_suggestion: int = Field(sa_column=Column(_Seq, nullable=False))
    reviewer_seq: int | None = Field(default=None, sa_column=_ref("reviewer.seq", nullable=True))
    created_us: int = Field(sa_column=_us())


class SavedQueue(SQLModel, table=True):
    """A saved filter (JSON, core/queues) with an order over items; `position` is its place in the list."""

    __tablename__ = "saved_queue"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq"))
    name: str = Field(sa_column=Column(Text, nullable=False))
    filter: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    position: int = Field(sa_column=Column(Integer, nullable=False))
    created_us: int = Field(sa_column=_us())


class BulkAction(SQLModel, table=True):
    """Ledger: one action on many items (`kind`: accept, label, requeue, retire, grouped), over which filter. Its lines carry its `seq`."""

    __tablename__ = "bulk_action"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=_seq())
    id: bytes = Field(sa_column=_id())
    project_seq: int = Field(sa_column=_ref("project.seq", index=True))
    reviewer_seq: int | None = Field(default=None, sa_column=_ref("reviewer.seq", nullable=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    filter: str = Field(sa_column=Column(Text, nullable=False))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=_us())


class NearDuplicate(SQLModel, table=True):
    """Derived: items that say nearly the same stand in one group, called by the lowest number in it."""

    __tablename__ = "near_duplicate"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(_Seq, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    group_seq: int = Field(sa_column=Column(_Seq, nullable=False))


class BackgroundWork(SQLModel, table=True):
    """Derived: how far a piece of background work (`search`, `groups`) has come in a project: the last item that it knows."""

    __tablename__ = "background_work"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    project_seq: int = Field(sa_column=Column(_Seq, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    name: str = Field(sa_column=Column(Text, primary_key=True))
    done_seq: int = Field(sa_column=Column(_Seq, nullable=False))


class SearchShard(SQLModel, table=True):
    """Derived: how far the index of a shard of items has come; `generation`: how often it was emptied (core/storage/search.py)."""

    __tablename__ = "search_shard"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    shard: int = Field(sa_column=Column(_Seq, primary_key=True, autoincrement=False))
    done_seq: int = Field(sa_column=Column(_Seq, nullable=False))
    generation: int = Field(sa_column=Column(BigInteger, nullable=False))


#: The tables by name, as SQLAlchemy Core sees them.
TABLES: dict[str, Table] = dict(SQLModel.metadata.tables)

Index("ix_event_item", TABLES["event"].c.item_seq, TABLES["event"].c.seq)
Index("ix_event_project", *(TABLES["event"].c[name] for name in ("project_seq", "reviewer_seq", "seq")))
Index("ix_decision_draw", TABLES["decision"].c.project_seq, TABLES["decision"].c.draw_no)
Index(
    "ux_project_name",
    TABLES["project"].c.name,
    unique=True,
    sqlite_where=text("deleted_us IS NULL"),
    postgresql_where=text("deleted_us IS NULL"),
)
Index(
    "ux_connection_name",
    TABLES["model_connection"].c.name,
    unique=True,
    sqlite_where=text("removed_us IS NULL"),
    postgresql_where=text("removed_us IS NULL"),
)
Index("ux_prompt_number", TABLES["prompt_version"].c.project_seq, TABLES["prompt_version"].c.number, unique=True)
Index("ix_call_project", TABLES["model_call"].c.project_seq, TABLES["model_call"].c.seq)
Index("ix_result_outcome", *(TABLES["call_result"].c[name] for name in ("project_seq", "outcome", "call_seq")))
Index("ix_suggestion_suggester", TABLES["suggestion"].c.suggester_seq, TABLES["suggestion"].c.item_seq)
Index("ix_item_suggestion_suggester", TABLES["item_suggestion"].c.project_seq, TABLES["item_suggestion"].c.suggester_seq)
Index("ux_guideline_number", TABLES["guideline_version"].c.project_seq, TABLES["guideline_version"].c.number, unique=True)
Index("ux_saved_queue_name", TABLES["saved_queue"].c.project_seq, TABLES["saved_queue"].c.name, unique=True)
Index("ix_near_duplicate_group", TABLES["near_duplicate"].c.project_seq, TABLES["near_duplicate"].c.group_seq)
Index("ix_state_label", *(TABLES["item_state"].c[name] for name in ("project_seq", "status", "label")))
for _table in ("decision", "event"):
    _given = text("action_seq IS NOT NULL")
    Index(f"ix_{_table}_action", TABLES[_table].c.action_seq, sqlite_where=_given, postgresql_where=_given)
