"""Prompts and the calls of models: insert-only, but for `call_body`, which can be erased, and what is summed up or cached."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, SmallInteger, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class PromptVersion(SQLModel, table=True):
    """Ledger: an immutable prompt version. `content` is canonical JSON, `hash` its hash; `connection` names how its model is reached."""

    __tablename__ = "prompt_version"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    hash: str = Field(sa_column=Column(Text, nullable=False))
    content: str = Field(sa_column=Column(Text, nullable=False))
    connection: str = Field(sa_column=Column(Text, nullable=False))
    parent_seq: int | None = Field(default=None, sa_column=columns.ref("prompt_version.seq", nullable=True))
    suggester_seq: int = Field(sa_column=columns.ref("suggester.seq"))
    note: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class CallRun(SQLModel, table=True):
    """A process that calls models for a project: a `batch`, a `review`, a `trial`. Who it is tells whether its open calls were cut off."""

    __tablename__ = "call_run"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq", index=True))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    pid: int = Field(sa_column=Column(Integer, nullable=False))
    process_started: float = Field(sa_column=Column(Float, nullable=False))
    created_us: int = Field(sa_column=columns.us())
    ended_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))


class ModelCall(SQLModel, table=True):
    """Ledger: a call, written before it is sent. `step`: its place in a chain of prompts; `attempt` counts from 1; `candidate` from 0.

    `reserved_nano`: the most it can cost, in billionths of a US dollar; `day`: the UTC day it counts for, as 20261121.
    """

    __tablename__ = "model_call"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int | None = Field(default=None, sa_column=columns.ref("item.seq", nullable=True, index=True))
    prompt_seq: int | None = Field(default=None, sa_column=columns.ref("prompt_version.seq", nullable=True))
    run_seq: int = Field(sa_column=columns.ref("call_run.seq", index=True))
    step: int = Field(sa_column=Column(Integer, nullable=False))
    attempt: int = Field(sa_column=Column(Integer, nullable=False))
    candidate: int = Field(sa_column=Column(Integer, nullable=False))
    connection: str = Field(sa_column=Column(Text, nullable=False))
    model: str = Field(sa_column=Column(Text, nullable=False))
    cache_key: str = Field(sa_column=Column(Text, nullable=False))
    reserved_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    day: int = Field(sa_column=Column(Integer, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class CallResult(SQLModel, table=True):
    """Ledger: how a call ended. `outcome`: `answered` or a failure kind (core/domain/calls.py); `detail` holds no item text and no key."""

    __tablename__ = "call_result"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    call_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("model_call.seq"), nullable=False, unique=True))
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    outcome: str = Field(sa_column=Column(Text, nullable=False))
    detail: str | None = Field(default=None, sa_column=Column(Text))
    tokens_in: int = Field(sa_column=Column(Integer, nullable=False))
    tokens_out: int = Field(sa_column=Column(Integer, nullable=False))
    cost_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    latency_ms: int = Field(sa_column=Column(Integer, nullable=False))
    cache_hit: int = Field(sa_column=Column(SmallInteger, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class CallBody(SQLModel, table=True):
    """What was sent and received, as JSON: erasable."""

    __tablename__ = "call_body"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    call_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("model_call.seq"), primary_key=True, autoincrement=False))
    item_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ, index=True))
    request: str = Field(sa_column=Column(Text, nullable=False))
    response: str | None = Field(default=None, sa_column=Column(Text))


class CallExample(SQLModel, table=True):
    """Which decided items a call held as examples, and why: when one of them is erased, the body of the call goes too."""

    __tablename__ = "call_example"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)
    __table_args__ = {"sqlite_with_rowid": False}

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    call_seq: int = Field(
        sa_column=Column(columns.SEQ, ForeignKey("model_call.seq"), primary_key=True, autoincrement=False, index=True)
    )
    why: str = Field(sa_column=Column(Text, nullable=False))


class CallCache(SQLModel, table=True):
    """Cache: the call whose reply serves for every call with the same key. It holds no failures and no refusals."""

    __tablename__ = "call_cache"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)
    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    cache_key: str = Field(sa_column=Column(Text, primary_key=True))
    call_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))


class Spending(SQLModel, table=True):
    """Derived: calls and money of one project on one UTC day. `cost_nano` counts what is settled, `reserved_nano` what is under way."""

    project_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    day: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    calls: int = Field(sa_column=Column(BigInteger, nullable=False))
    cost_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
    reserved_nano: int = Field(sa_column=Column(BigInteger, nullable=False))
