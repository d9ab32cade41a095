"""The first schema."""

from __future__ import annotations

from alembic import op

from core.storage.tables import SQLModel

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables and indexes of the first release."""
    SQLModel.metadata.create_all(op.get_bind(), checkfirst=False)
