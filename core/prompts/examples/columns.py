"""Which columns of a project's files held gold or labels: no template sees them, whatever an import took for metadata."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.storage.sql import fetch, from_json


def gold_columns(connection: Connection, project_seq: int) -> frozenset[str]:
    """The names of the columns that any import of the project read as gold or as a label."""
    rows = fetch(connection, "SELECT DISTINCT mapping FROM import_run WHERE project_seq = :p", p=project_seq)
    mappings = [mapping for row in rows if isinstance(mapping := from_json(row.mapping), dict)]
    return frozenset(name for mapping in mappings for key in ("gold", "label") if isinstance(name := mapping.get(key), str))
