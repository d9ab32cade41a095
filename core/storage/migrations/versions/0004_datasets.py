"""Labels out: datasets and their splits, sources with their terms, annotations of others, signals from outside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: INTEGER PRIMARY KEY on SQLite (the rowid), BIGINT on PostgreSQL
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: of older imports the file is the source, and it may be used for everything
SOURCES = sa.text("""INSERT INTO item_source (id, project_seq, name, created_us)
SELECT randomblob(16), project_seq, file_name, min(created_us) FROM import_run GROUP BY project_seq, file_name ORDER BY min(seq)""")
OF_RUN = sa.text("""UPDATE import_run SET source_seq = (SELECT s.seq FROM item_source s
WHERE s.project_seq = import_run.project_seq AND s.name = import_run.file_name)""")


def upgrade() -> None:
    """Add the tables; older imports get their file as their source."""
    _datasets()
    _sources()
    _said_elsewhere()
    op.add_column("import_run", sa.Column("source_seq", SEQ, nullable=True))
    op.get_bind().execute(SOURCES)
    op.get_bind().execute(OF_RUN)


def _numbered(*more: sa.Column[object]) -> tuple[sa.Column[object], ...]:
    """What every one of these tables begins with."""
    first: tuple[sa.Column[object], ...] = (
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("project_seq", SEQ, nullable=False),
    )
    return (*first, *more, sa.Column("created_us", sa.BigInteger(), nullable=False))


def _datasets() -> None:
    op.create_table(
        "dataset",
        *_numbered(
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("recipe", sa.Text(), nullable=False),
            sa.Column("manifest", sa.Text(), nullable=False),
            sa.Column("members", sa.LargeBinary(), nullable=False),
            sa.Column("records", sa.BigInteger(), nullable=False),
            sa.Column("sha256", sa.Text(), nullable=False),
            sa.Column("path", sa.Text(), nullable=False),
        ),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ux_dataset_number", "dataset", ["project_seq", "number"], unique=True)
    op.create_table(
        "item_split",
        sa.Column("project_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("item_seq", SEQ, autoincrement=False, nullable=False),
        sa.Column("dataset_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("split", sa.Text(), nullable=False),
        sa.Column("group_seq", SEQ, nullable=True),
        sa.PrimaryKeyConstraint("project_seq", "item_seq", "dataset_number"),
        sqlite_with_rowid=False,
    )


def _sources() -> None:
    op.create_table(
        "item_source",
        *_numbered(sa.Column("name", sa.Text(), nullable=False)),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ux_source_name", "item_source", ["project_seq", "name"], unique=True)
    op.create_table(
        "source_terms",
        *_numbered(
            sa.Column("source_seq", SEQ, nullable=False),
            sa.Column("uses", sa.Text(), nullable=False),
            sa.Column("retain_until_us", sa.BigInteger(), nullable=True),
        ),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["source_seq"], ["item_source.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_source_terms_source_seq"), "source_terms", ["source_seq"], unique=False)


def _said_elsewhere() -> None:
    op.create_table(
        "annotation",
        *_numbered(
            sa.Column("item_seq", SEQ, nullable=False),
            sa.Column("source_seq", SEQ, nullable=False),
            sa.Column("annotator", sa.Text(), nullable=False),
            sa.Column("answer", sa.Text(), nullable=True),
            sa.Column("status", sa.Text(), nullable=False),
            sa.Column("lead_ms", sa.BigInteger(), nullable=True),
            sa.Column("given_us", sa.BigInteger(), nullable=True),
        ),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.ForeignKeyConstraint(["source_seq"], ["item_source.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_annotation_item_seq"), "annotation", ["item_seq"], unique=False)
    op.create_table(
        "outside_signal",
        *_numbered(
            sa.Column("item_seq", SEQ, nullable=False),
            sa.Column("suggestion_seq", SEQ, nullable=True),
            sa.Column("origin", sa.Text(), nullable=False),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("value", sa.Float(), nullable=False),
        ),
        sa.ForeignKeyConstraint(["project_seq"], ["project.seq"]),
        sa.ForeignKeyConstraint(["item_seq"], ["item.seq"]),
        sa.ForeignKeyConstraint(["suggestion_seq"], ["suggestion.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_outside_signal_item_seq"), "outside_signal", ["item_seq"], unique=False)
