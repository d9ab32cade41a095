"""Migrations: backed up first, in one transaction, with the manners that SQLite needs."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from core.domain.filters import Filter
from core.errors import UserError
from core.queues.views import BulkRequest
from core.storage import migrate
from core.storage.backup import backups_of
from core.storage.sql import run
from core.storage.triggers import LEDGER
from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, note_call, rows_of, settle, value_of
from tests.unit.core.storage.ledger_rows import changes, note_datasets

#: replaces two tables, as every change of a column does on SQLite: one of the ledger, and the one that the triggers ask
SECOND = '''
"""A second schema, for tests."""

import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("decision", recreate="always") as batch:
        batch.add_column(sa.Column("weight", sa.Float(), nullable=True))
    with op.batch_alter_table("project", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=True))
    {then}
'''
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
BREAK = "raise ZeroDivisionError"


@pytest.fixture
def reviewed(make_workspace: Maker) -> Path:
    """A closed workspace of the first schema, with decisions and a gap in their numbers."""
    workspace = make_workspace()
    for name in ("Gone", "Colours"):
        project = fill(workspace, 40, name=name, salt=name)
        note_call(workspace, project)
        session = settle(workspace.session(project, "ann"))
        for _ in range(5):
            session.painted()
            session.choose("red").finish()
            if session.on is not None and session.on.own is not None:
                session.keep_mine().finish()
            settle(session)
    workspace.items(project).run(Filter(not_samples=True, statuses=("open",)), BulkRequest("retire"), "ann")
    workspace.items(project).undo(1, "ann")
    workspace.tasks(project).rename("yellow", "gold", "ann")
    note_datasets(workspace, project)
    workspace.delete_project(workspace.project("Gone"))
    workspace.close()
    return workspace.path


def second_schema(folder: Path, then: str = "pass") -> Path:
    """A copy of the migrations with one more."""
    scripts = folder / f"migrations {len(then)}"
    shutil.copytree(migrate.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0005_second.py").write_text(SECOND.format(then=then), encoding="utf-8")
    return scripts


def come_of_age(monkeypatch: pytest.MonkeyPatch, scripts: Path) -> None:
    """Become the version of the program that is written for the second schema."""
    monkeypatch.setattr(migrate, "MIGRATIONS", scripts)
    monkeypatch.setattr(migrate, "HEAD", "0005")


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    connection.close()
    return found


def test_a_workspace_of_an_older_version_is_backed_up_then_migrated(
    reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(reviewed)
    older = len(backups_of(reviewed))
    come_of_age(monkeypatch, second_schema(tmp_path))
    with Workspace(reviewed) as opened:
        assert migrate.revision_of(reviewed) == "0005"
        assert value_of(opened, "SELECT count(*) FROM decision WHERE weight IS NULL") == len(before["decision"])
        assert checked(opened).clean
    after = dump(reviewed)
    assert [row[:-1] for row in after["decision"]] == before["decision"]
    assert {name: rows for name, rows in after.items() if name in {"event", "suggestion", "item"}} == {
        name: before[name] for name in ("event", "suggestion", "item")
    }
    newest = backups_of(reviewed)[0]
    assert len(backups_of(reviewed)) == older + 1
    assert migrate.revision_of(newest) == "0004"
    assert dump(newest)["decision"] == before["decision"]


def test_the_triggers_are_made_again(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    come_of_age(monkeypatch, second_schema(tmp_path))
    with Workspace(reviewed) as opened:
        for table in LEDGER:
            for change in changes(table):
                with pytest.raises(IntegrityError, match="insert-only"):
                    opened.writer.submit(lambda c, change=change: run(c, change)).result()


def test_reviewing_goes_on_after_a_migration(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    come_of_age(monkeypatch, second_schema(tmp_path))
    with Workspace(reviewed) as opened:
        last = value_of(opened, "SELECT max(seq) FROM decision")
        settle(opened.session(opened.project("Colours"), "ann")).skip().finish()
        assert value_of(opened, "SELECT max(seq) FROM decision") == last + 1
        assert checked(opened).clean


@pytest.mark.parametrize("then", [BREAK, 'op.execute("UPDATE decision SET project_seq = 77")'])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    before = dump(reviewed)
    with monkeypatch.context() as newer:
        come_of_age(newer, second_schema(tmp_path, then))
        with pytest.raises((ZeroDivisionError, UserError)):
            Workspace(reviewed)
    assert dump(reviewed) == before
    with Workspace(reviewed) as opened:
        assert checked(opened).clean


_KILLED = """
import sys
from pathlib import Path
from core.storage import migrate
from core.workspace import Workspace

migrate.MIGRATIONS, migrate.HEAD = Path(sys.argv[2]), "0005"
Workspace(Path(sys.argv[1]))
"""


def test_a_migration_that_is_killed_midway_leaves_the_old_schema(reviewed: Path, tmp_path: Path) -> None:
    before = dump(reviewed)
    scripts = second_schema(tmp_path, KILL)
    done = subprocess.run((sys.executable, "-c", _KILLED, str(reviewed), str(scripts)), check=False, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    assert migrate.revision_of(reviewed) == "0004"
    with Workspace(reviewed) as opened:
        assert checked(opened).clean
        with pytest.raises(IntegrityError, match="insert-only"):
            opened.writer.submit(lambda c: run(c, "DELETE FROM event")).result()
    assert dump(reviewed)["decision"] == before["decision"]
    assert len(dump(reviewed)["event"]) == len(before["event"])


def test_a_newer_schema_is_refused_and_nothing_is_touched(
    reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        come_of_age(newer, second_schema(tmp_path))
        Workspace(reviewed).close()
    before = reviewed.read_bytes()
    backups = backups_of(reviewed)
    with pytest.raises(UserError) as told:
        Workspace(reviewed)
    assert told.value.code == "workspace.newer"
    assert "newer Countersign" in str(told.value)
    assert reviewed.read_bytes() == before
    assert backups_of(reviewed) == backups


def test_opening_at_the_present_version_makes_no_backup(reviewed: Path) -> None:
    before = backups_of(reviewed)
    Workspace(reviewed).close()
    assert backups_of(reviewed) == before


def test_the_schema_is_what_the_tables_say(workspace: Workspace) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from core.storage.tables import TABLES

    with workspace.read.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), TABLES["item"].metadata)
    assert differences == []
    assert rows_of(workspace, "PRAGMA foreign_key_check") == []
