"""The migrations make just the tables that the classes describe."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from core.storage import tables
from core.workspace import Workspace


def test_a_new_workspace_has_the_tables_as_they_are_declared(tmp_path: Path) -> None:
    assert set(tables.TABLES) >= {"item", "suggestion", "decision", "event", "item_state", "queue"}
    with Workspace(tmp_path / "new.countersign") as workspace, workspace.read.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
