"""What opening a workspace says of files, folders and neighbours that make it impossible."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UserError
from core.storage import lock
from core.storage.engine import Role, raw_connection
from core.storage.lock import WorkspaceLock
from core.workspace import Workspace
from tests.conftest import Maker, add_items, checked, fill, settle, texts, value_of


def refused(path: Path, **options: bool) -> UserError:
    with pytest.raises(UserError) as told:
        Workspace(path, **options)
    return told.value


def test_a_new_workspace_is_made_with_its_folders(tmp_path: Path) -> None:
    with Workspace(tmp_path / "a" / "b" / "shop.countersign") as made:
        assert checked(made).clean
        assert len(value_of(made, "SELECT hash_key FROM workspace")) == 32


def test_what_was_decided_is_there_at_the_next_start(make_workspace: Maker) -> None:
    workspace = make_workspace()
    settle(workspace.session(fill(workspace, 5), "ann")).choose("red").finish()
    workspace.close()
    assert value_of(make_workspace(), "SELECT count(*) FROM decision") == 1


@pytest.mark.parametrize(
    "content", [b"not a database at all, but a letter", b"SQLite format 3\0" + b"\xff" * 5_000, os.urandom(9_000)]
)
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.countersign"
    path.write_bytes(content)
    told = refused(path)
    assert told.code == "workspace.damaged"
    assert told.todo
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.countersign"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    before = path.read_bytes()
    assert refused(path).code == "workspace.damaged"
    assert path.read_bytes() == before


def test_a_file_whose_making_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "shop.countersign"
    connection = raw_connection(path, Role.DECISIONS)
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.close()
    assert path.stat().st_size > 0
    with Workspace(path) as opened:
        assert opened.projects() == []


def test_an_empty_file_becomes_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "empty.countersign"
    path.touch()
    with Workspace(path) as opened:
        assert opened.projects() == []


@pytest.fixture
def closed(make_workspace: Maker) -> Path:
    """A closed workspace with enough in it to be damaged."""
    workspace = make_workspace()
    fill(workspace, 2_000)
    workspace.close()
    return workspace.path


def test_pages_that_are_damaged_are_told_and_the_file_is_not_changed(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    closed.write_bytes(content)
    told = refused(closed)
    assert told.code == "workspace.damaged"
    assert "restore" in told.todo.lower()
    assert closed.read_bytes() == bytes(content)


def test_damage_met_while_reading_is_a_users_error(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'item_content'").fetchone()[0]
    connection.close()
    content = bytearray(closed.read_bytes())
    content[4096 * (root - 1) : 4096 * root] = b"\x5a" * 4096
    closed.write_bytes(content)
    with Workspace(closed) as opened, pytest.raises(UserError) as told:
        value_of(opened, "SELECT text FROM item_content LIMIT 1")
    assert told.value.code == "workspace.damaged"


def test_threads_and_locks_are_let_go_when_opening_fails(closed: Path) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    before = {thread.name for thread in threading.enumerate()}
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("core.storage.projects.deleted_projects", fail)
        with pytest.raises(ZeroDivisionError):
            Workspace(closed, window=True)
    assert {thread.name for thread in threading.enumerate()} == before
    Workspace(closed, window=True).close()


def test_a_second_window_is_refused_and_told_who_has_it(make_workspace: Maker) -> None:
    workspace = make_workspace(window=True)
    told = refused(workspace.path, window=True)
    assert told.code == "workspace.in_use"
    assert str(os.getpid()) in told.what
    workspace.close()
    make_workspace(window=True).close()


def test_a_command_may_work_beside_a_window(make_workspace: Maker) -> None:
    window = make_workspace(window=True)
    project = fill(window, 10)
    with Workspace(window.path) as beside:
        assert add_items(beside, beside.project("Colours"), texts(15)).added == 5
    session = settle(window.session(project, "ann"))
    session.choose("red").finish()
    assert session.screen().progress.total == 15
    assert checked(window).clean


def test_two_imports_at_once_are_refused(workspace: Workspace) -> None:
    from core.ingest.mapping import Mapping
    from core.ingest.table import open_table

    project = fill(workspace, 3)
    table = open_table(workspace.path.with_name("items.csv"))
    with workspace.importing(project, table, Mapping("text")), Workspace(workspace.path) as beside:
        with pytest.raises(UserError) as told, beside.importing(project, table, Mapping("text")):
            pass
        assert told.value.code == "import.going_on"


_DIES = """
import os, sys
from pathlib import Path
from core.workspace import Workspace

Workspace(Path(sys.argv[1]), window=True)
os._exit(1)
"""


def test_the_lock_of_a_window_that_died_is_free(closed: Path) -> None:
    subprocess.run((sys.executable, "-c", _DIES, str(closed)), check=False)
    Workspace(closed, window=True).close()


def test_a_workspace_opened_on_one_thread_can_be_closed_on_another(closed: Path) -> None:
    opened = Workspace(closed, window=True)
    thread = threading.Thread(target=opened.close)
    thread.start()
    thread.join()
    Workspace(closed, window=True).close()


def test_a_damaged_owner_file_still_gives_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.countersign"
    held = WorkspaceLock(path)
    held.acquire()
    path.with_name("a.countersign-owner").write_text(json.dumps(["?"]))
    with pytest.raises(UserError, match="another window"):
        WorkspaceLock(path).acquire()
    held.release()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    def found(_: Path) -> str:
        return kind

    monkeypatch.setattr(lock, "file_system_of", found)
    told = refused(tmp_path / "shop.countersign")
    assert told.code == "workspace.network_drive"
    assert "local" in told.todo
    assert not (tmp_path / "shop.countersign").exists()


def test_the_file_system_of_a_folder_is_found() -> None:
    if not Path("/proc/mounts").exists():
        pytest.skip("only Linux mounts /proc")
    assert lock.file_system_of(Path("/proc")) == "proc"
    assert lock.file_system_of(Path("/proc/self")) == "proc"


_AS_NOBODY = """
import json, os, sys, tempfile
from pathlib import Path
from core.errors import UserError
from core.workspace import Workspace
with tempfile.TemporaryDirectory() as folder:
    # Everything is imported now: the interpreter itself may be out of an ordinary user's reach.
    Workspace(Path(folder) / "warm.countersign").close()
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Workspace(Path(sys.argv[1])).close()
    print(json.dumps({"code": ""}))
except UserError as error:
    print(json.dumps({"code": error.code, "kept": error.kept, "todo": error.todo}))
"""


@pytest.fixture
def public(closed: Path) -> Iterator[Path]:
    """A workspace in a folder that everybody may reach, since those of pytest are the owner's alone."""
    folder = Path("/tmp" if os.name == "posix" else closed.parent) / f"countersign-test-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    path = folder / closed.name
    shutil.copy(closed, path)
    path.chmod(0o666)
    yield path
    folder.chmod(0o777)
    shutil.rmtree(folder)


def as_nobody(path: Path) -> dict[str, str]:
    done = subprocess.run(
        (sys.executable, "-B", "-c", _AS_NOBODY, str(path)), check=False, capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o777, 0o444), (0o555, 0o444)])
def test_what_may_only_be_read_is_refused_and_not_changed(public: Path, folder: int, file: int) -> None:
    before = public.read_bytes()
    public.chmod(file)
    public.parent.chmod(folder)
    told = as_nobody(public)
    assert told["code"] == "workspace.read_only"
    assert told["kept"]
    assert told["todo"]
    assert public.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_an_ordinary_user_can_open_it(public: Path) -> None:
    assert as_nobody(public)["code"] == ""


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.countersign").mkdir()
    assert refused(tmp_path / "shop.countersign").code == "workspace.read_only"
