"""The items: who they are, what they say, what they came with. What is said (`item_content`, `embedding`, `free_text`) can be erased."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, LargeBinary, SmallInteger, Text
from sqlmodel import Field, SQLModel

from core.storage.tables import columns


class Item(SQLModel, table=True):
    """One thing to judge, without its text. `identity` and `content_hash` are hashes under the workspace's key.

    `sample` and `draw_key` follow from the identity (samples.py).
    """

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    project_seq: int = Field(sa_column=columns.ref("project.seq"))
    import_seq: int = Field(sa_column=columns.ref("import_run.seq"))
    identity: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    content_hash: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    sample: str = Field(sa_column=Column(Text, nullable=False))
    draw_key: int = Field(sa_column=Column(BigInteger, nullable=False))
    erased_us: int | None = Field(default=None, sa_column=columns.us(nullable=True))


class ItemContent(SQLModel, table=True):
    """What an item says: erasable. JSON text: `metadata_json` an object, `label` (came with the data) and `gold` answers.

    `parts`: the form of the text and what stands beside it (core/domain/content.py); null for a plain text alone.
    """

    __tablename__ = "item_content"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    external_id: str | None = Field(default=None, sa_column=Column(Text))
    text: str = Field(sa_column=Column(Text, nullable=False))
    metadata_json: str | None = Field(default=None, sa_column=Column(Text))
    label: str | None = Field(default=None, sa_column=Column(Text))
    gold: str | None = Field(default=None, sa_column=Column(Text))
    parts: str | None = Field(default=None, sa_column=Column(Text))


class Identity(SQLModel, table=True):
    """Which item has an identity: a table of its own, so that an import can fill it in sorted order."""

    __table_args__ = {"sqlite_with_rowid": False}

    project_seq: int = Field(sa_column=Column(columns.SEQ, primary_key=True, autoincrement=False))
    identity: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    item_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))


class Embedding(SQLModel, table=True):
    """The vector of an item's text by one encoder, float16: erasable."""

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    encoder: str = Field(sa_column=Column(Text, nullable=False))
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class FreeText(SQLModel, table=True):
    """What a person wrote about an item (a comment; later, answers that are free text): erasable."""

    __tablename__ = "free_text"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    seq: int | None = Field(default=None, sa_column=columns.seq())
    id: bytes = Field(sa_column=columns.id())
    item_seq: int = Field(sa_column=columns.ref("item.seq", index=True))
    role: str = Field(sa_column=Column(Text, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))


class ItemSuggestion(SQLModel, table=True):
    """Derived: the latest suggestion for an item, as filters and facets want it. `flags`: codes of guard rails, ` code code `."""

    __tablename__ = "item_suggestion"  # pyright: ignore[reportAssignmentType]  (SQLModel declares it as declared_attr)

    item_seq: int = Field(sa_column=Column(columns.SEQ, ForeignKey("item.seq"), primary_key=True, autoincrement=False))
    project_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    suggestion_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    suggester_seq: int = Field(sa_column=Column(columns.SEQ, nullable=False))
    answered: int = Field(sa_column=Column(SmallInteger, nullable=False))
    chance: float | None = Field(default=None, sa_column=Column(Float))
    failure: str | None = Field(default=None, sa_column=Column(Text))
    flags: str = Field(sa_column=Column(Text, nullable=False))
