"""The columns that every table has: numbers, ids, references, instants."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT identity on PostgreSQL
SEQ = BigInteger().with_variant(Integer, "sqlite")


def seq() -> Column[int]:
    """The primary key: the order of the ledger."""
    return Column(SEQ, primary_key=True, autoincrement=True)


def id() -> Column[bytes]:
    """The name that travels between machines: 16 bytes of UUIDv7."""
    return Column(LargeBinary(16), nullable=False, unique=True)


def ref(target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A reference to a column of another table, as `item.seq`."""
    return Column(SEQ, ForeignKey(target), nullable=nullable, index=index)


def us(*, nullable: bool = False) -> Column[int]:
    """An instant: microseconds since the Unix epoch, UTC."""
    return Column(BigInteger, nullable=nullable)
