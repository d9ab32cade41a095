"""A second start knocks at the first; a socket that a killed window left behind stops nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.instance import Doorbell, hand_over, server_name

KNOCK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.instance import hand_over
app = QCoreApplication([])
print(hand_over(Path(sys.argv[1]), sample=sys.argv[2] == "sample"))
"""
HOLD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.instance import Doorbell
app = QCoreApplication([])
bell = Doorbell()
print(bell.listen(Path(sys.argv[1])), flush=True)
time.sleep(60)
"""
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "one.countersign"


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen((sys.executable, "-c", program, *arguments), cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def holding(workspace: Path) -> Generator[None]:
    """Another process listens and never answers; at the end it is killed."""
    with start(HOLD, str(workspace)) as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "True"
        yield
        first.kill()


@pytest.mark.parametrize("wish", ["raise", "sample"])
def test_a_second_start_is_answered_by_the_first(qtbot: QtBot, qapp: QApplication, workspace: Path, wish: str) -> None:
    bell = Doorbell(qapp)
    rung: list[bool] = []
    bell.rung.connect(rung.append)
    assert bell.listen(workspace)
    with start(KNOCK, str(workspace), wish) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "True"
    assert rung == [wish == "sample"]
    bell.close()
    bell.deleteLater()


def test_another_workspace_has_a_door_of_its_own(qapp: QApplication, workspace: Path) -> None:
    bell = Doorbell(qapp)
    assert bell.listen(workspace)
    assert not hand_over(workspace.with_name("two.countersign"))
    assert server_name(workspace) != server_name(workspace.with_name("two.countersign"))
    bell.close()
    assert not hand_over(workspace)
    bell.deleteLater()


def test_one_file_under_two_names_has_one_door(workspace: Path) -> None:
    workspace.touch()
    link = workspace.with_name("link.countersign")
    link.symlink_to(workspace)
    assert server_name(link) == server_name(workspace)


def test_a_window_that_hangs_is_not_waited_for(workspace: Path) -> None:
    with holding(workspace):
        assert not hand_over(workspace)


def test_what_a_killed_window_leaves_behind_is_taken_over(qapp: QApplication, workspace: Path) -> None:
    with holding(workspace):
        pass
    bell = Doorbell(qapp)
    assert not hand_over(workspace)
    assert bell.listen(workspace)
    bell.close()
    bell.deleteLater()


def test_what_is_not_our_word_is_not_answered(qtbot: QtBot, qapp: QApplication, workspace: Path) -> None:
    bell = Doorbell(qapp)
    rung: list[bool] = []
    bell.rung.connect(rung.append)
    assert bell.listen(workspace)
    stranger = QLocalSocket()
    stranger.connectToServer(server_name(workspace))
    assert stranger.waitForConnected(1000)
    stranger.write(b"open /etc/passwd\n")
    qtbot.waitUntil(lambda: stranger.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert bytes(stranger.readAll().data()) == b""
    assert rung == []
    bell.close()
    bell.deleteLater()
    assert QLocalServer.removeServer(server_name(workspace))
