"""What can be rebuilt from the ledger, caches, and what a lead has set up for the queue."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, SmallInteger, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class ItemState(SQLModel, table=True):
    """Derived: what stands for an item now. An item without a row is untouched: open, with the label that came with the data."""

    __tablename__ = "item_state"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    status: str = Field(sa_column=Column(Text, nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    label: str | None = Field(default=None, sa_column=Column(Text))
    label_source: str | None = Field(default=None, sa_column=Column(Text))
    verdict: str | None = Field(default=None, sa_column=Column(Text))
    decision_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))
    blind_decision_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))
    exposed: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    flagged: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    thumb: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    comments: int = Field(default=0, sa_column=Column(Integer, nullable=False))


class Queue(SQLModel, table=True):
    """Derived: the items that can be drawn (open or skipped), in random order by sample. Filled in sorted order by imports."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    status: str = Field(sa_column=Column(Text, primary_key=True))
    sample: str = Field(sa_column=Column(Text, primary_key=True))
    draw_key: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    item_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))


class Counter(SQLModel, table=True):
    """Derived: a maintained count of one project."""

    project_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    name: str = Field(sa_column=Column(Text, primary_key=True))
    value: int = Field(sa_column=Column(BigInteger, nullable=False))


class LearnerFit(SQLModel, table=True):
    """Cache: a linear model that the learner fitted at step `k`."""

    __tablename__ = "learner_fit"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    project_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    k: int = Field(sa_column=Column(Integer, primary_key=True))
    encoder: str = Field(sa_column=Column(Text, primary_key=True))
    blob: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Memory(SQLModel, table=True):
    """Derived: items that a person dealt with, by the hash of their content after normalising case, space and punctuation."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    content_key: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))


class AnswerText(SQLModel, table=True):
    """Answers that hold text, by the id of their decision or suggestion: erasable (core/storage/apart.py)."""

    __tablename__ = "answer_text"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    id: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    body: str = Field(sa_column=Column(Text, nullable=False))


class SavedQueue(SQLModel, table=True):
    """A saved filter (JSON, core/queues) with an order over items; `position` is its place in the list."""

    __tablename__ = "saved_queue"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    name: str = Field(sa_column=Column(Text, nullable=False))
    filter: str = Field(sa_column=Column(Text, nullable=False))
    order_name: str = Field(sa_column=Column(Text, nullable=False))
    position: int = Field(sa_column=Column(Integer, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class NearDuplicate(SQLModel, table=True):
    """Derived: items that say nearly the same stand in one group, called by the lowest number in it."""

    __tablename__ = "near_duplicate"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    group_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))


class BackgroundWork(SQLModel, table=True):
    """Derived: how far a piece of background work (`search`, `groups`) has come in a project: the last item that it knows."""

    __tablename__ = "background_work"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    project_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("project.seq"), primary_key=True, autoincrement=False))
    name: str = Field(sa_column=Column(Text, primary_key=True))
    done_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))


class SearchShard(SQLModel, table=True):
    """Derived: how far the index of a shard of items has come; `generation`: how often it was emptied (core/storage/search.py)."""

    __tablename__ = "search_shard"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    shard: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    done_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    generation: int = Field(sa_column=Column(BigInteger, nullable=False))
