"""The first schema, as it was released: written out, so that later changes of the tables do not change it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT on PostgreSQL
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create all tables and indexes of the first release."""
    op.create_table(
        "identity",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("identity", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item_seq", SEQ, nullable=False),
        sa.PrimaryKeyConstraint("project_seq", "identity"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "project",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("guidelines", sa.Text(), nullable=False),
        sa.Column("order_name", sa.Text(), nullable=False),
        sa.Column("order_seed", sa.BigInteger(), nullable=False),
        sa.Column("encoder", sa.Text(), nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("archived_us", sa.BigInteger(), nullable=True),
        sa.Column("deleted_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(
        "ux_project_name",
        "project",
        ["name"],
        unique=True,
        sqlite_where=sa.text("deleted_us IS NULL"),
        postgresql_where=sa.text("deleted_us IS NULL"),
    )
    op.create_table(
        "queue",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("draw_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("project_seq", "status", "sample", "draw_key", "item_seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reviewer",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "workspace",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "counter",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.PrimaryKeyConstraint("project_seq", "name"),
    )
    op.create_table(
        "import_run",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("first_seq", SEQ, nullable=False),
        sa.Column("done_seq", SEQ, nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "learner_fit",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.PrimaryKeyConstraint("project_seq", "k", "encoder"),
    )
    op.create_table(
        "suggester",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_suggester_project_seq"), "suggester", ["project_seq"], unique=False)
    op.create_table(
        "item",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("import_seq", SEQ, nullable=False),
        sa.Column("identity", sa.LargeBinary(length=16), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("draw_key", sa.BigInteger(), nullable=False),
        sa.Column("erased_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_seq"],
            ["import_run.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "embedding",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.PrimaryKeyConstraint("item_seq"),
    )
    op.create_table(
        "free_text",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item_seq", SEQ, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_free_text_item_seq"), "free_text", ["item_seq"], unique=False)
    op.create_table(
        "item_content",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("gold", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.PrimaryKeyConstraint("item_seq"),
    )
    op.create_table(
        "item_state",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("label_source", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("decision_seq", SEQ, nullable=True),
        sa.Column("blind_decision_seq", SEQ, nullable=True),
        sa.Column("exposed", sa.SmallInteger(), nullable=False),
        sa.Column("flagged", sa.SmallInteger(), nullable=False),
        sa.Column("thumb", sa.SmallInteger(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.PrimaryKeyConstraint("item_seq"),
    )
    op.create_table(
        "suggestion",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("item_seq", SEQ, nullable=False),
        sa.Column("suggester_seq", SEQ, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("candidates", sa.Text(), nullable=True),
        sa.Column("raw", sa.Float(), nullable=True),
        sa.Column("chance", sa.Float(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("fit_step", sa.Integer(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["suggester_seq"],
            ["suggester.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_suggestion_item_seq"), "suggestion", ["item_seq"], unique=False)
    op.create_table(
        "decision",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("item_seq", SEQ, nullable=False),
        sa.Column("reviewer_seq", SEQ, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("text_seq", SEQ, nullable=True),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.Column("suggestion_seq", SEQ, nullable=True),
        sa.Column("revealed", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("order_name", sa.Text(), nullable=False),
        sa.Column("selection_prob", sa.Float(), nullable=True),
        sa.Column("draw_no", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("dwell_ms", sa.BigInteger(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_seq"],
            ["reviewer.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_seq"],
            ["suggestion.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_decision_draw", "decision", ["project_seq", "draw_no"], unique=False)
    op.create_index(op.f("ix_decision_item_seq"), "decision", ["item_seq"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("item_seq", SEQ, nullable=True),
        sa.Column("reviewer_seq", SEQ, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decision_seq", SEQ, nullable=True),
        sa.Column("suggestion_seq", SEQ, nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_seq"],
            ["decision.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["item_seq"],
            ["item.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["project_seq"],
            ["project.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_seq"],
            ["reviewer.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_seq"],
            ["suggestion.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_event_item", "event", ["item_seq", "seq"], unique=False)
    op.create_index("ix_event_project", "event", ["project_seq", "reviewer_seq", "seq"], unique=False)
