"""The migrations make just the tables that the classes describe."""

from __future__ import annotations

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from core.storage import tables
from core.workspace import Workspace
from tests.conftest import fill


def test_a_new_workspace_has_the_tables_as_they_are_declared(tmp_path: Path) -> None:
    assert set(tables.TABLES) >= {"item", "suggestion", "decision", "event", "item_state", "queue"}
    with Workspace(tmp_path / "new.countersign") as workspace, workspace.read.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": declared})
        assert compare_metadata(context, SQLModel.metadata) == []


def declared(name: str | None, kind: str, _parents: object) -> bool:
    """The shards of the search index and what FTS5 keeps beneath them are made as items come (core/storage/search.py)."""
    return kind != "table" or re.fullmatch(r"search_\d+(_\w+)?", name or "") is None


def test_a_workspace_with_items_has_the_tables_as_they_are_declared_and_the_index(tmp_path: Path) -> None:
    with Workspace(tmp_path / "new.countersign") as workspace:
        workspace.items(fill(workspace, 3)).keep_up().result()
        with workspace.read.connect() as connection:
            names = inspect(connection).get_table_names()
            context = MigrationContext.configure(connection, opts={"include_name": declared})
            assert compare_metadata(context, SQLModel.metadata) == []
    assert {"search_0", "search_0_data"} <= set(names)
