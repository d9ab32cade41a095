"""One row in each of the tables of datasets, sources, annotations and outside signals: tests of the ledger look at all of them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from core.clock import now_us
from core.ids import uuid7_bytes
from core.storage.projects import ProjectInfo
from core.storage.sql import fetch_value, insert_one, insert_rows
from core.storage.tables import TABLES
from core.workspace import Workspace


def note_datasets(workspace: Workspace, project: ProjectInfo) -> None:
    """A dataset with a split, a source with terms, an annotation and an outside signal, all of the project's first item."""
    workspace.writer.submit(lambda connection: _write(connection, project.seq)).result()


def _write(connection: Connection, project_seq: int) -> None:
    first = "SELECT min(seq) FROM item WHERE project_seq = :p"
    item_seq = int(fetch_value(connection, first, p=project_seq))

    def insert(table: str, **values: object) -> int:
        ours = {"id": uuid7_bytes(), "project_seq": project_seq, "created_us": now_us()}
        return insert_one(connection, table, {**ours, **values})

    made = {"recipe": "{}", "manifest": "{}", "members": b"", "records": 1, "sha256": "0", "path": "labels.csv"}
    insert("dataset", number=1, **made)
    insert_rows(
        connection,
        "item_split",
        ("project_seq", "item_seq", "dataset_number", "split", "group_seq"),
        [(project_seq, item_seq, 1, "train", None)],
    )
    source_seq = insert("item_source", name="a partner")
    insert("source_terms", source_seq=source_seq, uses='["review"]')
    insert("annotation", item_seq=item_seq, source_seq=source_seq, annotator="bob", answer='"red"', status="submitted")
    insert("outside_signal", item_seq=item_seq, origin="langfuse:user-feedback", name="thumb", value=-1.0)


def changes(table: str) -> list[str]:
    """Statements that would change or take away every line of a table."""
    columns = TABLES[table].c
    number = next(one.name for one in columns if one.name in ("seq", "dataset_number"))
    said = "created_us = 0" if "created_us" in columns else "split = ''"
    return [f"UPDATE {table} SET {said}", f"DELETE FROM {table}", f"UPDATE {table} SET {number} = {number} + 1000"]
