"""A workspace of the third schema becomes one of the fourth: each file that was imported is a source, which allows everything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.clock import now_us
from core.domain.uses import Use
from core.storage import migrate, triggers
from core.storage.engine import Role, raw_connection
from core.storage.sources import forbidden_runs, list_sources
from core.workspace import Workspace
from tests.conftest import checked, rows_of

NOW = 1_790_000_000_000_000
TASK = '{"kind":"choice","labels":[{"description":"","name":"red"},{"description":"","name":"blue"}]}'
THEN = (
    *("suggestion", "decision", "event", "prompt_version", "model_call", "call_result"),
    *("guideline_version", "label_change", "bulk_action"),
)
#: (project, file) of the imports, in their order
RUNS = ((1, "a.csv"), (1, "b.csv"), (2, "a.csv"), (1, "a.csv"))


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace as the release before made it: two projects, four imports of one item each."""
    path = tmp_path / "old.countersign"
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "HEAD", "0003")
        patch.setattr(triggers, "LEDGER", THEN)
        raw_connection(path, Role.DECISIONS).close()
        migrate.upgrade(path)
    with closing(sqlite3.connect(path)) as database, database:
        _fill(database)
    return path


def _fill(database: sqlite3.Connection) -> None:
    insert = database.execute
    insert("INSERT INTO workspace (seq, id, name, hash_key, created_us) VALUES (1, ?, 'old', ?, ?)", (b"w" * 16, b"k" * 32, NOW))
    for seq in (1, 2):
        columns = "(seq, id, name, task, guidelines, order_name, order_seed, encoder, created_us)"
        values = (seq, bytes([seq]) * 16, f"P{seq}", TASK, NOW)
        insert(f"INSERT INTO project {columns} VALUES (?, ?, ?, ?, '', 'imported', 0, 'characters/1', ?)", values)
    for seq, (project, file_name) in enumerate(RUNS, start=1):
        columns = "(seq, id, project_seq, file_name, mapping, first_seq, done_seq, created_us, ended_us)"
        run = (seq, bytes([20 + seq]) * 16, project, file_name, seq, seq, NOW + seq, NOW + seq)
        insert(f"INSERT INTO import_run {columns} VALUES (?, ?, ?, ?, '{{}}', ?, ?, ?, ?)", run)
        item_id = bytes([40 + seq]) * 16
        columns = "(seq, id, project_seq, import_seq, identity, content_hash, sample, draw_key)"
        insert(
            f"INSERT INTO item {columns} VALUES (?, ?, ?, ?, ?, ?, 'none', ?)",
            (seq, item_id, project, seq, item_id, item_id, seq),
        )
        insert("INSERT INTO item_content (item_seq, text) VALUES (?, ?)", (seq, f"text {seq}"))
        insert("INSERT INTO identity VALUES (?, ?, ?)", (project, item_id, seq))
        insert("INSERT INTO queue VALUES (?, 'open', 'none', ?, ?)", (project, seq, seq))


def test_every_file_is_a_source_and_its_runs_point_to_it(third: Path) -> None:
    with Workspace(third) as workspace:
        assert rows_of(workspace, "SELECT seq, project_seq, name, created_us FROM item_source ORDER BY seq") == [
            (1, 1, "a.csv", NOW + 1),
            (2, 1, "b.csv", NOW + 2),
            (3, 2, "a.csv", NOW + 3),
        ]
        assert rows_of(workspace, "SELECT seq, source_seq FROM import_run ORDER BY seq") == [(1, 1), (2, 2), (3, 3), (4, 1)]
        ids = {bytes(row[0]) for row in rows_of(workspace, "SELECT id FROM item_source")}
        assert (len(ids), {len(one) for one in ids}) == (3, {16})
        assert checked(workspace, repair=True).file_problems == []
        assert checked(workspace).clean


def test_it_may_be_used_for_everything(third: Path) -> None:
    with Workspace(third) as workspace, workspace.read.connect() as connection:
        found = list_sources(connection, 1)
        assert [(one.name, one.items, one.terms.uses) for one in found] == [("a.csv", 2, tuple(Use)), ("b.csv", 1, tuple(Use))]
        for use in (*Use, None):
            assert forbidden_runs(connection, 1, use, now_us()) == {}
