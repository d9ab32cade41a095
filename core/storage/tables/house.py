"""Who works here and on what: the workspace, its reviewers, its projects, its imports and its models' connections."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class Workspace(SQLModel, table=True):
    """One row: who this workspace is, and the key under which its hashes are made."""

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    hash_key: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    created_us: int = Field(sa_column=columns.us())


class Reviewer(SQLModel, table=True):
    """A person who decides (or `rehearsal`)."""

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    created_us: int = Field(sa_column=columns.us())


class Project(SQLModel, table=True):
    """One labelling problem. `live_prompt_seq`: the prompt version that suggests now; null: the built-in suggester.

    `model_limits`: what calls of this project may do, as JSON (core/storage/limits.py); `settings`: who may do what, and the like, as
    JSON (core/storage/settings.py).
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    task: str = Field(sa_column=Column(Text, nullable=False))
    guidelines: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    order_seed: int = Field(sa_column=Column(BigInteger, nullable=False))
    encoder: str | None = Field(default=None, sa_column=Column(Text))
    created_us: int = Field(sa_column=columns.us())
    archived_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
    deleted_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
    live_prompt_seq: int | None = Field(default=None, sa_column=Column(BigInteger))
    model_limits: str | None = Field(default=None, sa_column=Column(Text))
    settings: str | None = Field(default=None, sa_column=Column(Text))


class ImportRun(SQLModel, table=True):
    """One import of one file into one project. `file_name` has no folder; `source_seq`: whose items these are.

    The items of the run lie between `first_seq` and `done_seq`; what lies behind `done_seq` is the rest of a block that was never
    finished and is removed when the workspace is opened.
    """

    __tablename__ = "import_run"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    file_name: str = Field(sa_column=Column(Text, nullable=False))
    mapping: str = Field(sa_column=Column(Text, nullable=False))
    first_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    done_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    created_us: int = Field(sa_column=columns.us())
    ended_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
    source_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))


class ModelConnection(SQLModel, table=True):
    """A way to a model: `settings` is JSON and never holds a key."""

    __tablename__ = "model_connection"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    name: str = Field(sa_column=Column(Text, nullable=False))
    settings: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=columns.us())
    removed_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
