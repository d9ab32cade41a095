"""Imports as the workspace sees them: identity, updates, whole blocks, crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from core.domain.vocabulary import EventKind
from core.errors import BugError, Cancelled
from core.ids import uuid7_bytes
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.intake import Intake, Target, remove_unfinished
from core.storage.items import NewItem
from core.storage.projects import ProjectInfo
from core.storage.samples import Shares
from core.storage.sql import fetch_value, insert_one
from core.storage.writer import BulkPace
from core.workspace import Workspace
from tests.conftest import Maker, add_items, checked, fill, rows_of, settle, texts, value_of

SEVERAL = [("the same", "red"), ("another", "blue"), ("the same", "green"), ("the same", "red")]
PHASES = ("_insert_identities", "_insert_items", "_insert_queue", "_finish")


@pytest.fixture(autouse=True)
def slices_of_500(monkeypatch: pytest.MonkeyPatch) -> None:
    """Transactions of the same size on every machine."""

    def stay(*_: object) -> None:
        """Whatever the last slice took."""

    monkeypatch.setattr(BulkPace, "__exit__", stay)


def items(workspace: Workspace) -> list[tuple[str, str | None]]:
    return [(row[0], row[1]) for row in rows_of(workspace, "SELECT text, external_id FROM item_content ORDER BY item_seq")]


def test_a_second_import_adds_nothing(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    first, second = (add_items(workspace, project, texts(300), ids=False) for _ in range(2))
    assert (first.added, first.known) == (300, 0)
    assert (second.added, second.known) == (0, 300)
    assert checked(workspace).clean


@pytest.mark.parametrize("ids", [True, False])
def test_equal_texts_are_items_of_their_own_and_stay_so(workspace: Workspace, ids: bool) -> None:
    project = fill(workspace, 0)
    assert add_items(workspace, project, SEVERAL, ids=ids).added == 4
    again = add_items(workspace, project, SEVERAL, ids=ids)
    assert (again.added, again.known) == (0, 4)
    more = add_items(workspace, project, [*SEVERAL, ("the same", "blue"), ("new", "red")], ids=ids)
    assert (more.added, more.known) == (2, 4)
    assert [text for text, _ in items(workspace)].count("the same") == 4
    assert value_of(workspace, "SELECT count(DISTINCT identity) FROM item") == 6


def test_equal_texts_are_counted_across_the_blocks_of_an_import(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.ingest.importing.BLOCK_ROWS", 1)
    monkeypatch.setattr("core.ingest.readers.base.BATCH_ROWS", 1)
    project = fill(workspace, 0)
    rows = [*SEVERAL, *SEVERAL]
    assert add_items(workspace, project, rows, ids=False).added == 8
    again = add_items(workspace, project, [*reversed(rows)], ids=False)
    assert (again.added, again.known) == (0, 8)


def test_one_file_in_two_projects_is_two_sets_of_items(workspace: Workspace) -> None:
    for name in ("One", "Two"):
        assert add_items(workspace, fill(workspace, 0, name=name), texts(20)).added == 20
    assert checked(workspace).clean


def test_a_known_id_with_new_content_is_refused(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [("old", "red"), ("kept", "red")])
    report = add_items(workspace, project, [("new", "red"), ("kept", "red")])
    assert (report.added, report.known, report.rejected, report.updated) == (0, 1, 1, 0)
    assert items(workspace) == [("old", "n0"), ("kept", "n1")]
    assert report.rejects_file is not None
    written = report.rejects_file.read_text(encoding="utf-8")
    assert "row.changed" in written
    assert "new" not in written.replace("new import", "").partition("row.changed")[0]


def test_with_update_it_is_replaced_and_recorded(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, [("old", "red"), ("kept", "red")])
    settle(workspace.session(project, "ann")).choose("red").finish()
    report = add_items(workspace, project, [("new", "blue"), ("kept", "red")], update=True)
    assert (report.known, report.rejected, report.updated) == (1, 0, 1)
    assert items(workspace) == [("new", "n0"), ("kept", "n1")]
    updated = rows_of(workspace, "SELECT item_seq, data FROM event WHERE kind = :k", k=EventKind.UPDATED)
    assert len(updated) == 1
    assert "old" in updated[0][1]
    assert "kept" not in updated[0][1]
    assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status = 'decided'") == 1
    assert checked(workspace).clean


def test_an_id_given_twice_in_one_file_keeps_what_it_said_first(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 0)
    path = tmp_path / "twice.csv"
    path.write_text("id,text\na,first\nb,other\na,second\na,first\n", encoding="utf-8")
    with workspace.importing(project, open_table(path), Mapping("text", external_id="id")) as work:
        report = work.run(update=True)
    assert report.added == 2
    assert items(workspace)[0] == ("first", "a")
    assert report.added + report.known + report.updated + report.rejected == 4


def test_a_block_without_anything_new_does_not_hide_the_rest_of_a_later_one(workspace: Workspace) -> None:
    project = fill(workspace, 200)
    add_items(workspace, project, texts(200))
    cut_short(workspace, project, "_insert_queue", texts(50, "later"))
    assert value_of(workspace, "SELECT count(*) FROM item") == 250
    workspace.writer.submit(remove_unfinished).result()
    assert value_of(workspace, "SELECT count(*) FROM item") == 200
    assert checked(workspace).clean


def test_numbers_go_on_behind_a_deleted_project(workspace: Workspace) -> None:
    kept = fill(workspace, 30, name="Kept")
    gone = fill(workspace, 30, name="Gone", salt="g")
    add_items(workspace, kept, texts(30))
    workspace.delete_project(gone)
    add_items(workspace, kept, [*texts(30), *texts(10, "new")])
    assert checked(workspace).clean
    cut_short(workspace, kept, "_insert_queue", texts(40, "last"))
    workspace.writer.submit(remove_unfinished).result()
    assert value_of(workspace, "SELECT count(*) FROM item") == 40


def cut_short(workspace: Workspace, project: ProjectInfo, phase: str, rows: Sequence[tuple[str, str]], *, at: int = 0) -> None:
    """Write a block until `phase` is reached for the `at`-th time; then something goes wrong, and nobody tidies up."""

    class Broken(Intake):
        pass

    times = 0
    whole: Callable[..., Any] = getattr(Intake, phase)

    def broken(self: Intake, *arguments: Any) -> Any:
        nonlocal times
        if times == at:
            raise BugError
        times += 1
        return whole(self, *arguments)

    setattr(Broken, phase, broken)
    run_seq = workspace.writer.submit(lambda c: _begin(c, project.seq)).result()
    key = bytes(value_of(workspace, "SELECT hash_key FROM workspace"))
    block = [NewItem(text, f"{project.seq} {text}", None, None, gold) for text, gold in rows]
    with pytest.raises(BugError):
        Broken(workspace.writer, Target(project.seq, run_seq, key, Shares())).write(block)


def _begin(connection: Connection, project_seq: int) -> int:
    last = int(fetch_value(connection, "SELECT coalesce(max(seq), 0) FROM item"))
    values = {"id": uuid7_bytes(), "project_seq": project_seq, "file_name": "x", "mapping": "{}", "created_us": 1}
    return insert_one(connection, "import_run", {**values, "first_seq": last + 1, "done_seq": last})


@pytest.mark.parametrize("phase", PHASES)
def test_a_block_cut_short_is_gone_when_the_workspace_is_opened_again(make_workspace: Maker, phase: str) -> None:
    workspace = make_workspace()
    project = fill(workspace, 100)
    cut_short(workspace, project, phase, texts(1_500, "late"), at=0 if phase == "_finish" else 1)
    workspace.close()
    opened = make_workspace()
    assert value_of(opened, "SELECT count(*) FROM item") == 100
    assert value_of(opened, "SELECT count(*) FROM identity") == 100
    assert value_of(opened, "SELECT count(*) FROM queue") == 100
    assert value_of(opened, "SELECT count(*) FROM import_run WHERE ended_us IS NULL") == 0
    assert checked(opened).clean
    assert add_items(opened, project, texts(150)).added == 50
    assert checked(opened).clean


@pytest.mark.parametrize("order", ["imported", "random", "uncertain"])
def test_nothing_of_an_unfinished_block_is_drawn(workspace: Workspace, order: str) -> None:
    project = fill(workspace, 5, order=order)
    cut_short(workspace, project, "_finish", texts(400, "late"))
    session = settle(workspace.session(project, "ann"))
    drawn: list[str] = []
    while session.on is not None:
        drawn.append(session.on.drawn.item.text)
        session.skip().finish()
        settle(session)
    assert sorted(drawn) == sorted(text for text, _ in texts(5))
    workspace.writer.submit(remove_unfinished).result()
    assert checked(workspace).clean


def test_an_import_that_failed_leaves_nothing_behind_for_the_next(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    project = fill(workspace, 100)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Intake, "_insert_items", full)
        with pytest.raises(Exception, match="full"):
            add_items(workspace, project, texts(200))
    assert add_items(workspace, project, texts(200)).added == 100
    assert value_of(workspace, "SELECT count(*) FROM identity") == 200
    assert checked(workspace).clean


def test_a_cancelled_import_leaves_whole_blocks_and_says_which(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.ingest.importing.BLOCK_ROWS", 2_000)
    project = fill(workspace, 0)
    path = tmp_path / "many.csv"
    path.write_text("text\n" + "".join(f"line {n}\n" for n in range(20_000)), encoding="utf-8")
    with workspace.importing(project, open_table(path), Mapping("text")) as work:
        with pytest.raises(Cancelled) as told:
            work.run(progress=lambda at: work.cancel.set() if at.rows >= 6_000 else None)
        added = work.report.added
    assert 0 < added < 20_000
    assert f"{added:,}" in told.value.kept
    assert value_of(workspace, "SELECT count(*) FROM item") == added
    assert checked(workspace).clean
    with workspace.importing(project, open_table(path), Mapping("text")) as work:
        report = work.run()
    assert (report.added, report.known) == (20_000 - added, added)


def test_an_import_cancelled_at_once_says_that_nothing_stands(workspace: Workspace, tmp_path: Path) -> None:
    project = fill(workspace, 0)
    path = tmp_path / "few.csv"
    path.write_text("text\na\n", encoding="utf-8")
    with workspace.importing(project, open_table(path), Mapping("text")) as work:
        work.cancel.set()
        with pytest.raises(Cancelled, match=r"Nothing was imported\."):
            work.run()
    assert value_of(workspace, "SELECT count(*) FROM item") == 0


_KILLED = """
import os, signal, sys
from pathlib import Path
from core.ingest import importing
from core.ingest.mapping import Mapping
from core.ingest.table import open_table
from core.storage.intake import Intake
from core.storage.writer import BulkPace
from core.workspace import Workspace

BulkPace.__exit__ = lambda *_: None
importing.BLOCK_ROWS = 2000
phase, at = sys.argv[2], int(sys.argv[3])
times = 0
whole = getattr(Intake, phase)

def killed(self, *arguments):
    global times
    times += 1
    if times == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(self, *arguments)

setattr(Intake, phase, killed)
workspace = Workspace(Path(sys.argv[1]))
project = workspace.project("Colours")
with workspace.importing(project, open_table(Path(sys.argv[1]).with_name("many.csv")), Mapping("text")) as work:
    work.run()
"""


@pytest.mark.parametrize(("phase", "at"), [("_insert_identities", 4), ("_insert_items", 7), ("_insert_queue", 6), ("_finish", 3)])
def test_an_import_that_is_killed_leaves_whole_blocks(make_workspace: Maker, tmp_path: Path, phase: str, at: int) -> None:
    workspace = make_workspace()
    fill(workspace, 0)
    path = workspace.path
    workspace.close()
    (tmp_path / "many.csv").write_text("text\n" + "".join(f"line {n}\n" for n in range(8_000)), encoding="utf-8")
    done = subprocess.run((sys.executable, "-c", _KILLED, str(path), phase, str(at)), check=False, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    opened = make_workspace()
    stands = int(value_of(opened, "SELECT count(*) FROM item"))
    assert stands % 2_000 == 0
    assert value_of(opened, "SELECT count(*) FROM queue") == stands
    assert checked(opened).clean
    with opened.importing(opened.project("Colours"), open_table(tmp_path / "many.csv"), Mapping("text")) as work:
        assert work.run().added == 8_000 - stands
    assert checked(opened).clean
