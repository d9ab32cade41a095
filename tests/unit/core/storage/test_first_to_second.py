"""A workspace of the first release becomes one of the second: nothing is lost, and what was decided is remembered."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.storage import migrate, triggers
from core.storage.backup import backups_of
from core.storage.engine import Role, raw_connection
from core.storage.memory import content_key, recall
from core.storage.sql import fetch_value
from core.workspace import Workspace
from tests.conftest import checked, rows_of, value_of

KEY = bytes(range(32))
NOW = 1_790_000_000_000_000
TASK = '{"kind":"choice","labels":[{"description":"","name":"red"},{"description":"","name":"blue"}]}'


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace as the first release made it: two decided items (one blind), one that is open."""
    path = tmp_path / "old.countersign"
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "HEAD", "0001")
        patch.setattr(triggers, "LEDGER", ("suggestion", "decision", "event"))
        raw_connection(path, Role.DECISIONS).close()
        migrate.upgrade(path)
    with closing(sqlite3.connect(path)) as database, database:
        _fill(database)
    return path


def _fill(database: sqlite3.Connection) -> None:
    insert = database.execute
    insert("INSERT INTO workspace VALUES (1, ?, 'old', ?, ?)", (b"w" * 16, KEY, NOW))
    insert("INSERT INTO reviewer VALUES (1, ?, 'ann', ?)", (b"r" * 16, NOW))
    columns = "(seq, id, name, task, guidelines, order_name, order_seed, encoder, created_us)"
    insert(f"INSERT INTO project {columns} VALUES (1, ?, 'Old', ?, '', 'imported', 0, 'characters/1', ?)", (b"p" * 16, TASK, NOW))
    insert("INSERT INTO import_run VALUES (1, ?, 1, 'a.csv', '{\"gold\":\"gold\"}', 1, 3, ?, ?)", (b"i" * 16, NOW, NOW))
    insert("INSERT INTO suggester VALUES (1, ?, 1, 'builtin', 'built-in', 'characters/1', ?)", (b"s" * 16, NOW))
    texts = {1: "Where is my card?", 2: "A blind one", 3: "Still open"}
    for seq, text in texts.items():
        sample, item = "blind" if seq == 2 else "none", bytes([seq]) * 16
        insert("INSERT INTO item VALUES (?, ?, 1, 1, ?, ?, ?, ?, NULL)", (seq, item, item, item, sample, seq))
        insert("INSERT INTO item_content VALUES (?, ?, ?, NULL, NULL, NULL)", (seq, f"n{seq}", text))
        insert("INSERT INTO identity VALUES (1, ?, ?)", (item, seq))
    insert("INSERT INTO queue VALUES (1, 'open', 'none', 3, 3)")
    for seq, provenance in ((1, "unassisted"), (2, "blind")):
        sample = "blind" if seq == 2 else "none"
        made = (seq, bytes([40 + seq]) * 16, seq, '"red"', provenance, sample, seq, NOW)
        names = "seq, id, project_seq, item_seq, reviewer_seq, verdict, answer, provenance, revealed, sample, order_name, draw_no"
        names += ", dwell_ms, created_us"
        insert(f"INSERT INTO decision ({names}) VALUES (?, ?, 1, ?, 1, 'answered', ?, ?, '[]', ?, 'imported', ?, 5, ?)", made)
        told = (seq, bytes([60 + seq]) * 16, seq, seq, NOW)
        fields = "seq, id, project_seq, item_seq, reviewer_seq, kind, decision_seq, created_us"
        insert(f"INSERT INTO event ({fields}) VALUES (?, ?, 1, ?, 1, 'decided', ?, ?)", told)
        state = "item_seq, project_seq, status, sample, label, label_source, verdict, decision_seq, blind_decision_seq"
        state += ", exposed, flagged, thumb, comments"
        blind = seq if seq == 2 else None
        row = (seq, sample, provenance, seq, blind)
        insert(f"INSERT INTO item_state ({state}) VALUES (?, 1, 'decided', ?, '\"red\"', ?, 'answered', ?, ?, 0, 0, 0, 0)", row)


def test_it_is_backed_up_and_brought_up_to_date(first: Path) -> None:
    with Workspace(first) as workspace:
        assert migrate.revision_of(first) == migrate.HEAD
        assert rows_of(workspace, "SELECT seq, verdict FROM decision") == [(1, "answered"), (2, "answered")]
        assert value_of(workspace, "SELECT count(*) FROM event WHERE kind = 'decided'") == 2
        assert checked(workspace, repair=True).wrong_states == 0
        assert checked(workspace).clean
        assert workspace.models.versions(workspace.project("Old")) == []
        assert workspace.models.live(workspace.project("Old")) is None
    assert [migrate.revision_of(path) for path in backups_of(first)] == ["0001"]


def test_what_was_decided_before_is_remembered_and_blind_items_are_not(first: Path) -> None:
    with Workspace(first) as workspace, workspace.read.connect() as connection:
        assert fetch_value(connection, "SELECT count(*) FROM memory") == 2
        found = recall(connection, content_key(KEY, "where is my CARD", None), 1, 3, "where is my CARD")
        assert found is not None and (found.answer, found.exact) == ("red", False)
        assert recall(connection, content_key(KEY, "A blind one", None), 1, 3, "A blind one") is None


def test_reviewing_goes_on(first: Path) -> None:
    with Workspace(first) as workspace:
        checked(workspace, repair=True)  # the counters were not filled by hand
        session = workspace.session(workspace.project("Old"), "ann")
        while session.waiting is not None:
            session.waiting.result()
            session.resume()
        session.painted()
        assert session.screen().card.external_id == "n3"
        session.choose("blue").finish()
        assert value_of(workspace, "SELECT count(*) FROM decision") == 3
        assert value_of(workspace, "SELECT count(*) FROM memory") == 3
