"""The tables of a workspace (SQLModel), one schema for SQLite and PostgreSQL; a file for each group, and the indexes here.

Every table has `seq` (the order of the ledger) and, where rows can travel between machines, `id`: 16 bytes of UUIDv7. Instants
are microseconds since the Unix epoch, UTC. JSON stands as canonical text. `house` says who works on what, `items` holds what can be
erased, `ledger`, `calls` and `datasets` what is only ever inserted,
`state` what can be rebuilt.
"""

from __future__ import annotations

from sqlalchemy import Index, Table, text
from sqlmodel import SQLModel

from core.storage.tables import calls, datasets, house, items, ledger, state

__all__ = ["TABLES", "calls", "datasets", "house", "items", "ledger", "state"]

#: The tables by name, as SQLAlchemy Core sees them.
TABLES: dict[str, Table] = dict(SQLModel.metadata.tables)

Index("ix_event_item", TABLES["event"].c.item_seq, TABLES["event"].c.seq)
Index("ix_event_project", *(TABLES["event"].c[name] for name in ("project_seq", "reviewer_seq", "seq")))
Index("ix_decision_draw", TABLES["decision"].c.project_seq, TABLES["decision"].c.draw_no)
Index(
    "ux_project_name",
    TABLES["project"].c.name,
    unique=True,
    sqlite_where=text("deleted_us IS NULL"),
    postgresql_where=text("deleted_us IS NULL"),
)
Index(
    "ux_connection_name",
    TABLES["model_connection"].c.name,
    unique=True,
    sqlite_where=text("removed_us IS NULL"),
    postgresql_where=text("removed_us IS NULL"),
)
Index("ux_prompt_number", TABLES["prompt_version"].c.project_seq, TABLES["prompt_version"].c.number, unique=True)
Index("ix_call_project", TABLES["model_call"].c.project_seq, TABLES["model_call"].c.seq)
Index("ix_result_outcome", *(TABLES["call_result"].c[name] for name in ("project_seq", "outcome", "call_seq")))
Index("ix_suggestion_suggester", TABLES["suggestion"].c.suggester_seq, TABLES["suggestion"].c.item_seq)
Index("ix_item_suggestion_suggester", TABLES["item_suggestion"].c.project_seq, TABLES["item_suggestion"].c.suggester_seq)
Index("ux_guideline_number", TABLES["guideline_version"].c.project_seq, TABLES["guideline_version"].c.number, unique=True)
Index("ux_saved_queue_name", TABLES["saved_queue"].c.project_seq, TABLES["saved_queue"].c.name, unique=True)
Index("ix_near_duplicate_group", TABLES["near_duplicate"].c.project_seq, TABLES["near_duplicate"].c.group_seq)
Index("ix_state_label", *(TABLES["item_state"].c[name] for name in ("project_seq", "status", "label")))
Index("ux_dataset_number", TABLES["dataset"].c.project_seq, TABLES["dataset"].c.number, unique=True)
Index("ux_source_name", TABLES["item_source"].c.project_seq, TABLES["item_source"].c.name, unique=True)
for _table in ("decision", "event"):
    _given = text("action_seq IS NOT NULL")
    Index(f"ix_{_table}_action", TABLES[_table].c.action_seq, sqlite_where=_given, postgresql_where=_given)
