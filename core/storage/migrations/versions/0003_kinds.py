"""Every kind of answer and of item: answers apart, parts of items, guideline versions, queues, bulk actions, groups, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT on PostgreSQL
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: an older project's guidelines are its first version
FIRST_GUIDELINES = sa.text("""INSERT INTO guideline_version (id, project_seq, number, text, created_us)
SELECT randomblob(16), seq, 1, guidelines, created_us FROM project""")
#: the latest suggestion for each item; guard flags stand in the rationale
LATEST = sa.text("""INSERT INTO item_suggestion (item_seq, project_seq, suggestion_seq, suggester_seq, answered, chance, failure, flags)
SELECT s.item_seq, s.project_seq, s.seq, s.suggester_seq, s.answer IS NOT NULL, s.chance, s.failure,
  coalesce((SELECT ' ' || group_concat(f.value, ' ') || ' ' FROM json_each(s.rationale, '$.flags') f), '')
FROM suggestion s WHERE s.seq IN (SELECT max(seq) FROM suggestion GROUP BY item_seq)""")


def upgrade() -> None:
    """Add the tables and columns; what is derived is filled from what is there."""
    _answers()
    _project()
    _queues()
    _search()
    op.get_bind().execute(FIRST_GUIDELINES)
    op.get_bind().execute(LATEST)


def _answers() -> None:
    op.create_table(
        "answer_text",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item_seq", SEQ, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_answer_text_item_seq"), "answer_text", ["item_seq"], unique=False)
    op.create_table(
        "item_suggestion",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("suggestion_seq", SEQ, nullable=False),
        sa.Column("suggester_seq", SEQ, nullable=False),
        sa.Column("answered", sa.SmallInteger(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.PrimaryKeyConstraint("item_seq"),
    )
    op.create_index("ix_item_suggestion_suggester", "item_suggestion", ["project_seq", "suggester_seq"], unique=False)
    op.add_column("item_content", sa.Column("parts", sa.Text(), nullable=True))
    op.add_column("decision", sa.Column("guideline_seq", SEQ, nullable=True))
    op.add_column("decision", sa.Column("detail", sa.Text(), nullable=True))
    op.add_column("decision", sa.Column("action_seq", SEQ, nullable=True))
    op.add_column("event", sa.Column("action_seq", SEQ, nullable=True))


def _project() -> None:
    op.create_table(
        "guideline_version",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reviewer_seq", SEQ, nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["reviewer_seq"], ["reviewer.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ux_guideline_number", "guideline_version", ["project_seq", "number"], unique=True)
    op.create_table(
        "label_change",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("before_decision", SEQ, nullable=False),
        sa.Column("before_suggestion", SEQ, nullable=False),
        sa.Column("reviewer_seq", SEQ, nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["reviewer_seq"], ["reviewer.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_label_change_project_seq"), "label_change", ["project_seq"], unique=False)
    op.add_column("project", sa.Column("settings", sa.Text(), nullable=True))


def _queues() -> None:
    op.create_table(
        "saved_queue",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("order_name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ux_saved_queue_name", "saved_queue", ["project_seq", "name"], unique=True)
    op.create_table(
        "bulk_action",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("reviewer_seq", SEQ, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["reviewer_seq"], ["reviewer.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_bulk_action_project_seq"), "bulk_action", ["project_seq"], unique=False)
    op.create_table(
        "near_duplicate",
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
        sa.Column("group_seq", SEQ, nullable=False),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.PrimaryKeyConstraint("item_seq"),
    )
    op.create_index("ix_near_duplicate_group", "near_duplicate", ["project_seq", "group_seq"], unique=False)
    op.create_table(
        "background_work",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done_seq", SEQ, nullable=False),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("project_seq", "name"),
    )
    op.create_index(
        "ix_decision_action",
        "decision",
        ["action_seq"],
        unique=False,
        sqlite_where=sa.text("action_seq IS NOT NULL"),
        postgresql_where=sa.text("action_seq IS NOT NULL"),
    )
    op.create_index(
        "ix_event_action",
        "event",
        ["action_seq"],
        unique=False,
        sqlite_where=sa.text("action_seq IS NOT NULL"),
        postgresql_where=sa.text("action_seq IS NOT NULL"),
    )
    op.create_index("ix_state_label", "item_state", ["project_seq", "status", "label"], unique=False)


def _search() -> None:
    """The index itself is made shard by shard, when there are items (core/storage/search.py)."""
    op.create_table(
        "search_shard",
        sa.Column("shard", SEQ, autoincrement=False, nullable=False),
        sa.Column("done_seq", SEQ, nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shard"),
    )
