"""Connections to models, prompt versions, calls with their bodies, what was spent, and the memory of what was decided before."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT on PostgreSQL
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

DECIDED = sa.text("""SELECT s.project_seq, s.item_seq, c.text, c.metadata_json FROM item_state s
JOIN item_content c ON c.item_seq = s.item_seq WHERE s.item_seq > :after ORDER BY s.item_seq LIMIT 1000""")
REMEMBER = sa.text("INSERT INTO memory (project_seq, content_key, item_seq) VALUES (:p, :k, :s)")


def upgrade() -> None:
    """Add the tables, and remember what was decided until now."""
    _tables()
    _remember()


def _remember() -> None:
    connection = op.get_bind()
    key = connection.execute(sa.text("SELECT hash_key FROM workspace")).scalar()
    after = 0
    while key is not None and (rows := connection.execute(DECIDED, {"after": after}).all()):
        made = [{"p": row[0], "s": row[1], "k": _content_key(bytes(key), row[2], row[3])} for row in rows]
        connection.execute(REMEMBER, made)
        after = rows[-1][1]


def _content_key(key: bytes, text: str, metadata: str | None) -> bytes:
    """As core/storage/memory.py had it when this was written."""
    folded = re.sub(r"(?<=\w)['\u2019](?=\w)", "", unicodedata.normalize("NFKC", text).casefold())
    noise = r"""[^\w\s.,+\-$€£¥%°=<>^~|`/]|_|[.,](?!\d)|(?<!\d)[.,]|-(?!\d)"""
    plain = " ".join(re.sub(noise, " ", folded).split()) or text
    data = plain.encode() + (
        b"\0" + orjson.dumps(orjson.loads(metadata), option=orjson.OPT_SORT_KEYS) if metadata and metadata != "{}" else b""
    )
    return hashlib.blake2b(data, digest_size=16, key=key, person=b"memory").digest()


def _tables() -> None:
    op.create_table(
        "call_cache",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("cache_key", sa.Text(), nullable=False),
        sa.Column("call_seq", SEQ, nullable=False),
        sa.PrimaryKeyConstraint("project_seq", "cache_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memory",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("content_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("project_seq", "content_key", "item_seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "model_connection",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("removed_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ux_connection_name",
        "model_connection",
        ["name"],
        unique=True,
        sqlite_where=sa.text("removed_us IS NULL"),
        postgresql_where=sa.text("removed_us IS NULL"),
    )
    op.create_table(
        "call_run",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("process_started", sa.Float(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_call_run_project_seq"), "call_run", ["project_seq"], unique=False)
    op.create_table(
        "spending",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("cost_nano", sa.BigInteger(), nullable=False),
        sa.Column("reserved_nano", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("project_seq", "day"),
    )
    op.create_table(
        "prompt_version",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("parent_seq", SEQ, nullable=True),
        sa.Column("suggester_seq", SEQ, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["parent_seq"], ["prompt_version.seq"]),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["suggester_seq"], ["suggester.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ux_prompt_number", "prompt_version", ["project_seq", "number"], unique=True)
    op.create_table(
        "model_call",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("item_seq", SEQ, nullable=True),
        sa.Column("prompt_seq", SEQ, nullable=True),
        sa.Column("run_seq", SEQ, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("cache_key", sa.Text(), nullable=False),
        sa.Column("reserved_nano", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["prompt_seq"], ["prompt_version.seq"]),
        sa.ForeignKeyConstraint(["run_seq"], ["call_run.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_call_project", "model_call", ["project_seq", "seq"], unique=False)
    op.create_index(op.f("ix_model_call_item_seq"), "model_call", ["item_seq"], unique=False)
    op.create_index(op.f("ix_model_call_run_seq"), "model_call", ["run_seq"], unique=False)
    op.create_table(
        "call_body",
        sa.Column("call_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("item_seq", SEQ, nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["call_seq"], ["model_call.seq"]),
        sa.PrimaryKeyConstraint("call_seq"),
    )
    op.create_index(op.f("ix_call_body_item_seq"), "call_body", ["item_seq"], unique=False)
    op.create_table(
        "call_example",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("call_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_seq"], ["model_call.seq"]),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.PrimaryKeyConstraint("item_seq", "call_seq"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_call_example_call_seq"), "call_example", ["call_seq"], unique=False)
    op.create_table(
        "call_result",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("call_seq", SEQ, nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("cost_nano", sa.BigInteger(), nullable=False),
        sa.Column("latency_ms", sa.Integer(), nullable=False),
        sa.Column("cache_hit", sa.SmallInteger(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_seq"], ["model_call.seq"]),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("call_seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_result_outcome", "call_result", ["project_seq", "outcome", "call_seq"], unique=False)
    op.add_column("project", sa.Column("live_prompt_seq", sa.BigInteger(), nullable=True))
    op.add_column("project", sa.Column("model_limits", sa.Text(), nullable=True))
    op.add_column("suggestion", sa.Column("signals", sa.Text(), nullable=True))
    op.add_column("suggestion", sa.Column("call_seq", sa.BigInteger(), nullable=True))
    op.create_index("ix_suggestion_suggester", "suggestion", ["suggester_seq", "item_seq"], unique=False)
