"""Killed with -9 in the middle of indexing and of a bulk action: what was written stands, and it goes on or is undone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.domain.filters import Filter
from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, value_of

ROOT = Path(__file__).resolve().parents[4]
N = 3_000

_INDEX = """
import os, signal, sys
from pathlib import Path
from core.storage import search
from core.workspace import Workspace
write, slices = search.write_slice, []
def killed(connection, part):
    slices.append(part)
    if len(slices) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(connection, part)
search.write_slice = killed
workspace = Workspace(Path(sys.argv[1]))
workspace.items(workspace.project("Colours")).index_all().result()
"""
_BULK = """
import os, signal, sys
from pathlib import Path
from core.domain.filters import Filter
from core.queues.views import BulkRequest
from core.workspace import Workspace
def killed(done, of):
    if done > 700:
        os.kill(os.getpid(), signal.SIGKILL)
workspace = Workspace(Path(sys.argv[1]))
workspace.items(workspace.project("Colours")).run(Filter(), BulkRequest("label", answer="red"), "ann", progress=killed)
"""


@pytest.fixture
def path(make_workspace: Maker) -> Path:
    """A workspace with many items, closed."""
    workspace = make_workspace("killed")
    fill(workspace, N)
    workspace.close()
    return workspace.path


def kill(program: str, path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_the_index_goes_on_where_it_was(path: Path) -> None:
    kill(_INDEX, path)
    with Workspace(path) as workspace:
        items = workspace.items(workspace.project("Colours"))
        before = items.searching()
        assert 0 < before.done < N
        looked_for = items.count(Filter(text="ball"))
        assert checked(workspace).clean
        items.index_all().result()
        assert items.searching().complete
        assert items.count(Filter(text="ball")) == looked_for > 0
        assert checked(workspace).clean


def test_what_a_bulk_action_wrote_stands_and_is_undone(path: Path) -> None:
    kill(_BULK, path)
    with Workspace(path) as workspace:
        items = workspace.items(workspace.project("Colours"))
        done = items.actions()[0]
        assert done.partial
        assert 500 < done.items < N
        assert checked(workspace).clean
        assert items.undo(done.seq, "ann").undone
        assert value_of(workspace, "SELECT count(*) FROM item_state WHERE status <> 'open'") == 0
        assert checked(workspace).clean
