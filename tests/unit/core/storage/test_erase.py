"""A person's data can be forgotten: in the file, in its log, in its backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.filters import Filter
from core.domain.vocabulary import EventKind, Status
from core.errors import UserError
from core.storage import erase
from core.storage.backup import back_up, backups_of, restore
from core.storage.engine import Role, raw_connection
from core.storage.projects import ProjectInfo
from core.workspace import Workspace
from tests.conftest import Maker, add_items, checked, fill, rows_of, settle, value_of

SECRET = "Zaphod Beeblebrox lives at 42 Heart of Gold Street"
COMMENT = "Trillian wrote this remark"
ROWS = [("an ordinary text", "red"), (SECRET, "blue"), ("another ordinary text", "green")]


@pytest.fixture
def project(workspace: Workspace) -> Iterator[ProjectInfo]:
    """Three items, the second of which names a person; it is commented on and decided, and stands in two backups."""
    made = fill(workspace, 0)
    add_items(workspace, made, ROWS)
    back_up(workspace.path)
    session = settle(workspace.session(made, "ann"))
    for _ in range(3):
        on = session.on
        assert on is not None
        if on.drawn.item.text == SECRET:
            session.comment(COMMENT).finish()
        session.choose(str(on.drawn.item.gold)).finish()
        if session.on is not None and session.on.own is not None:
            session.keep_mine().finish()
        settle(session)
    back_up(workspace.path)
    yield made


def files(workspace: Workspace) -> list[Path]:
    return [path for path in workspace.path.parent.rglob("*") if path.is_file() and path.name != "items.csv"]


def holding(workspace: Workspace, what: str) -> set[str]:
    """The names of the files that hold these bytes."""
    return {path.name for path in files(workspace) if what.encode() in path.read_bytes()}


def test_before_it_is_erased_it_stands_in_the_file_and_its_backups(workspace: Workspace, project: ProjectInfo) -> None:
    workspace.writer.submit_bulk(lambda _: None).result()
    assert len(holding(workspace, SECRET)) >= 3
    assert holding(workspace, COMMENT)


def test_no_byte_of_it_is_left_in_the_workspace_its_log_and_its_backups(workspace: Workspace, project: ProjectInfo) -> None:
    assert workspace.erase(workspace.item_seq(project, "n1"), "asked by the person") == 2
    assert len(backups_of(workspace.path)) == 2
    for what in (SECRET, "Beeblebrox", COMMENT, "Trillian"):
        assert holding(workspace, what) == set()
    assert holding(workspace, "an ordinary text")
    workspace.close()
    assert holding(workspace, "Beeblebrox") == set()


def test_no_word_of_it_is_left_in_the_search_index_of_any_file(workspace: Workspace, project: ProjectInfo) -> None:
    """The index holds words in small letters; those of the others can be found again afterwards."""
    items = workspace.items(project)
    items.keep_up().result()
    back_up(workspace.path)
    assert len(holding(workspace, "beeblebrox")) >= 2
    workspace.erase(workspace.item_seq(project, "n1"), "asked")
    for what in ("beeblebrox", "eeblebrox", "zaphod"):
        assert holding(workspace, what) == set()
    assert items.count(Filter(text="beeblebrox")) == 0
    items.keep_up().result()
    assert items.count(Filter(text="ordinary")) == 2
    assert checked(workspace).clean
    workspace.close()
    assert holding(workspace, "beeblebrox") == set()


def test_a_backup_of_an_older_schema_forgets_too(
    workspace: Workspace, project: ProjectInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knows less tables; it is brought up to date before anything is taken out of it."""
    from core.storage import migrate, triggers

    old = workspace.path.with_name("shop.before-restore-20260101-000000.countersign")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "HEAD", "0002")
        patch.setattr(triggers, "LEDGER", ("suggestion", "decision", "event", "prompt_version", "model_call", "call_result"))
        raw_connection(old, Role.DECISIONS).close()
        migrate.upgrade(old)
    bare = raw_connection(workspace.path, Role.READ)
    bare.execute("PRAGMA query_only=OFF")
    bare.execute(f"ATTACH '{old}' AS old")
    for table in ("workspace", "project", "import_run", "item", "item_content"):
        columns = ", ".join(str(row[1]) for row in bare.execute(f"PRAGMA old.table_info({table})"))
        bare.execute(f"INSERT INTO old.{table} ({columns}) SELECT {columns} FROM main.{table}")
    bare.close()
    assert old.name in holding(workspace, SECRET)
    assert workspace.erase(workspace.item_seq(project, "n1"), "asked") == 3
    assert holding(workspace, SECRET) == set()


def test_the_ledger_keeps_that_something_was_decided_and_that_it_was_erased(workspace: Workspace, project: ProjectInfo) -> None:
    seq = workspace.item_seq(project, "n1")
    before = rows_of(workspace, "SELECT * FROM decision ORDER BY seq")
    workspace.erase(seq, " asked by the person ")
    assert rows_of(workspace, "SELECT * FROM decision ORDER BY seq") == before
    erased = rows_of(workspace, "SELECT data FROM event WHERE item_seq = :s AND kind = :k", s=seq, k=EventKind.ERASED)
    assert erased == [('{"why":"asked by the person"}',)]
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=seq) == Status.ERASED
    for table in erase.ERASABLE:
        assert value_of(workspace, f"SELECT count(*) FROM {table} WHERE item_seq = :s", s=seq) == 0
    assert checked(workspace).clean


def test_it_cannot_come_in_again(workspace: Workspace, project: ProjectInfo) -> None:
    workspace.erase(workspace.item_seq(project, "n1"), "asked")
    for update in (False, True):
        report = add_items(workspace, project, ROWS, update=update)
        assert (report.added, report.known, report.erased, report.updated) == (0, 2, 1, 0)
    assert holding(workspace, SECRET) == set()


def test_an_item_without_an_id_cannot_come_in_again_either(workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, ROWS, ids=False)
    seq = int(value_of(workspace, "SELECT item_seq FROM item_content WHERE text = :t", t=SECRET))
    workspace.erase(seq, "asked")
    report = add_items(workspace, project, ROWS, ids=False)
    assert (report.added, report.known, report.erased) == (0, 2, 1)
    assert holding(workspace, SECRET) == set()


def test_a_backup_with_an_erased_item_can_be_restored_and_is_clean(make_workspace: Maker, workspace: Workspace) -> None:
    project = fill(workspace, 0)
    add_items(workspace, project, ROWS)
    backup = back_up(workspace.path)
    workspace.erase(workspace.item_seq(project, "n1"), "asked")
    workspace.close()
    restore(workspace.path, backup)
    with Workspace(workspace.path) as restored:
        assert checked(restored).clean
        assert value_of(restored, "SELECT count(*) FROM event WHERE kind = 'erased'") == 1
        assert add_items(restored, restored.project("Colours"), ROWS).erased == 1
    assert holding(workspace, SECRET) == set()


def test_what_a_restore_set_aside_is_searched_too(make_workspace: Maker, workspace: Workspace, project: ProjectInfo) -> None:
    workspace.close()
    restore(workspace.path, backups_of(workspace.path)[0])
    opened = make_workspace()
    assert opened.erase(opened.item_seq(project, "n1"), "asked") == 3
    assert holding(opened, SECRET) == set()


def test_it_needs_a_reason_and_happens_once(workspace: Workspace, project: ProjectInfo) -> None:
    seq = workspace.item_seq(project, "n1")
    with pytest.raises(UserError) as told:
        workspace.erase(seq, "  ")
    assert told.value.code == "erase.no_reason"
    assert value_of(workspace, "SELECT count(*) FROM item_content WHERE item_seq = :s", s=seq) == 1
    workspace.erase(seq, "asked")
    with pytest.raises(UserError) as told:
        workspace.erase(seq, "asked")
    assert told.value.code == "erase.erased"


def test_an_unknown_item_is_told(workspace: Workspace, project: ProjectInfo) -> None:
    with pytest.raises(UserError) as told:
        workspace.item_seq(project, "n99")
    assert told.value.code == "item.unknown"
    assert workspace.item_seq(project, bytes(value_of(workspace, "SELECT id FROM item WHERE seq = 2")).hex()) == 2


def test_a_backup_that_cannot_be_read_is_named_and_the_rest_is_done(workspace: Workspace, project: ProjectInfo) -> None:
    newest, oldest = backups_of(workspace.path)
    whole = newest.read_bytes()
    newest.write_bytes(b"damaged")
    seq = workspace.item_seq(project, "n1")
    with pytest.raises(UserError) as told:
        workspace.erase(seq, "asked")
    assert told.value.code == "erase.backups"
    assert newest.name in told.value.what
    assert holding(workspace, SECRET) == set()
    # Once it can be read again, erasing once more forgets what is left.
    newest.write_bytes(whole)
    assert workspace.erase(seq, "asked") == 1
    assert holding(workspace, SECRET) == set()
    assert oldest.exists()


def test_a_log_that_somebody_else_holds_is_told(
    workspace: Workspace, project: ProjectInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.storage.engine.BUSY_TIMEOUT_S", 0.01)
    reader = raw_connection(workspace.path, Role.READ)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM item").fetchone()
    seq = workspace.item_seq(project, "n1")
    with pytest.raises(UserError) as told:
        workspace.erase(seq, "asked")
    assert told.value.code == "erase.log"
    reader.execute("COMMIT")
    reader.close()
    workspace.erase(seq, "asked")
    assert holding(workspace, SECRET) == set()


def test_nothing_can_be_written_about_it_afterwards_that_would_outlive_it(workspace: Workspace) -> None:
    session = settle(workspace.session(fill(workspace, 20), "ann"))
    on = session.on
    assert on is not None
    workspace.erase(on.drawn.item.seq, "asked")
    with pytest.raises(UserError) as told:
        session.comment(COMMENT).finish()
    assert told.value.code == "review.erased"
    assert holding(workspace, COMMENT) == set()
    session.choose("red").finish()
    settle(session)
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = :s", s=on.drawn.item.seq) == Status.ERASED
    assert checked(workspace).clean


def test_what_was_learnt_from_it_is_forgotten_with_the_next_start(workspace: Workspace, project: ProjectInfo) -> None:
    workspace.erase(workspace.item_seq(project, "n1"), "asked")
    assert value_of(workspace, "SELECT count(*) FROM learner_fit") == 0
    session = settle(workspace.session(project, "ann"))
    assert all(entry.item_id != "2" for entry in session.screen().history)
    while session.screen().can_undo:
        session.undo().finish()
        settle(session)
    assert value_of(workspace, "SELECT status FROM item_state WHERE item_seq = 2") == Status.ERASED
    assert checked(workspace).clean


def test_backups_in_a_chosen_folder_forget_and_one_that_is_away_is_named(
    workspace: Workspace, project: ProjectInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text(f"[backups]\nfolder = '{stick}'\nearlier = ['{away}']\n", "utf-8")
    made = back_up(workspace.path)
    assert made.is_relative_to(stick)
    with pytest.raises(UserError) as told:
        workspace.erase(workspace.item_seq(project, "n1"), "asked for")
    assert told.value.code == "erase.backups_away"
    assert str(away) in told.value.what
    for path in backups_of(workspace.path):
        assert SECRET.encode() not in path.read_bytes()
