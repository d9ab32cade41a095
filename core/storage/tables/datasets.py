"""Datasets, where items come from and what they may be used for, and what others said of them: all of it insert-only."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class Dataset(SQLModel, table=True):
    """Ledger: a frozen export. `number` counts from 1 in its project; `recipe` and `manifest` are JSON (core/export).

    `members`: the numbers of its items, packed (core/storage/datasets.py); `sha256`: of its canonical rows; `path`: where it was written.
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    recipe: str = Field(sa_column=Column(Text, nullable=False))
    manifest: str = Field(sa_column=Column(Text, nullable=False))
    members: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    records: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(sa_column=Column(Text, nullable=False))
    path: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class ItemSplit(SQLModel, table=True):
    """Ledger: the split of an item, as of a dataset: the row with the greatest number up to it holds.

    `group_seq`: the group of near-duplicates that it stood in then.
    """

    __tablename__ = "item_split"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)
    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    item_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    dataset_number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    split: str = Field(sa_column=Column(Text, nullable=False))
    group_seq: int | None = Field(default=None, sa_column=Column(columns.SEQ))


class ItemSource(SQLModel, table=True):
    """Ledger: where items come from, by name: a file, a system, a partner. Every import has one."""

    __tablename__ = "item_source"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    name: str = Field(sa_column=Column(Text, nullable=False))
    created_us: int = Field(sa_column=columns.us())


class SourceTerms(SQLModel, table=True):
    """Ledger: what a source may be used for (`uses`: JSON list, core/domain/uses.py) and until when; the newest row holds."""

    __tablename__ = "source_terms"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    source_seq: int = Field(sa_column=columns.ref("item_source.seq", index=True))
    uses: str = Field(sa_column=Column(Text, nullable=False))
    retain_until_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
    created_us: int = Field(sa_column=columns.us())


class Annotation(SQLModel, table=True):
    """Ledger: what a person decided in another tool, by a named annotator of a source: never one of our decisions.

    `answer` null: nothing was answered; `status`: `submitted`, `rejected`, `ignored` or `cancelled`; `given_us`: when, as the file
    tells it. Answers that hold text stand apart (core/storage/apart.py).
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    source_seq: int = Field(sa_column=columns.ref("item_source.seq"))
    annotator: str = Field(sa_column=Column(Text, nullable=False))
    answer: str | None = Field(default=None, sa_column=Column(Text))
    status: str = Field(sa_column=Column(Text, nullable=False))
    lead_ms: int | None = Field(default=None, sa_column=Column(BigInteger))
    given_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))
    created_us: int = Field(sa_column=columns.us())


class OutsideSignal(SQLModel, table=True):
    """Ledger: what an application's users or judges said of an answer: a thumb, a score. `origin` names who says so; `value`: -1 to 1.

    `suggestion_seq`: the answer that it is of, where that is known. A comment stands in `free_text` under the same id.
    """

    __tablename__ = "outside_signal"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    suggestion_seq: int | None = Field(default=None, sa_column=columns.ref("suggestion.seq", nullable=True))
    origin: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    value: float = Field(sa_column=Column(Float, nullable=False))
    created_us: int = Field(sa_column=columns.us())
