"""`kill -9` at any moment of reviewing: nothing that the screen had moved past is lost, and the file is sound."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from core.workspace import Workspace
from tests.conftest import Maker, checked, fill, rows_of

KILLS = int(os.environ.get("COUNTERSIGN_KILLS", "50"))
REVIEWER = Path(__file__).with_name("reviewer.py")
ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.faults, pytest.mark.skipif(os.name != "posix", reason="the reviewer is forked")]


class Reviewers:
    """A server that forks reviewers once everything is imported, since starting Python anew would take most of the time."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._server = subprocess.Popen(
            (sys.executable, str(REVIEWER), "fork"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def start(self, path: Path, seed: str, out: Path) -> int:
        """A reviewer of this workspace, saying what it did to `out`; its process id."""
        self._pipe(self._server.stdin).write(f"{path} {seed} {out}\n")
        self._pipe(self._server.stdin).flush()
        return int(self._pipe(self._server.stdout).readline())

    def wait(self) -> None:
        """Until the reviewer is gone."""
        assert self._pipe(self._server.stdout).readline() == "gone\n"

    def close(self) -> None:
        self._pipe(self._server.stdin).close()
        self._server.wait(10)
        self._pipe(self._server.stdout).close()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@pytest.fixture
def reviewers() -> Iterator[Reviewers]:
    made = Reviewers()
    yield made
    made.close()


def wait_for_a_word(out: Path) -> None:
    """Until the reviewer has moved past its first item: from then on any moment is a moment of reviewing."""
    until = time.monotonic() + 30
    while not out.exists() or b"\n" not in out.read_bytes():
        assert time.monotonic() < until, "the reviewer said nothing"
        os.sched_yield()


def painted(out: Path) -> set[bytes]:
    """The decisions that the screen had moved past; the last line may be cut short."""
    lines = out.read_text().rpartition("\n")[0].splitlines()
    assert all(line.startswith("painted ") for line in lines), lines[-3:]
    return {bytes.fromhex(line.split()[2]) for line in lines if line.split()[2] != "-"}


def test_nothing_that_was_painted_is_lost_at_a_kill(make_workspace: Maker, reviewers: Reviewers, tmp_path: Path) -> None:
    workspace = make_workspace()
    fill(workspace, 4_000 if KILLS <= 100 else 30_000, order="random")
    workspace.close()
    dice = random.Random(20)
    seen: set[bytes] = set()
    for number in range(KILLS):
        out = tmp_path / f"said-{number}"
        process = reviewers.start(workspace.path, str(number), out)
        wait_for_a_word(out)
        # The moment is the test's whole point, so it is a matter of time and not of an event.
        until = time.monotonic() + dice.random() * 0.25
        while time.monotonic() < until:
            os.sched_yield()
        os.kill(process, signal.SIGKILL)
        reviewers.wait()
        seen |= painted(out)
        # A copy is what another process would find; it is opened, so the log is recovered.
        with Workspace(workspace.path, window=True) as opened:
            kept = {bytes(row[0]) for row in rows_of(opened, "SELECT id FROM decision")}
            assert seen <= kept, number
            if number % 10 == 9 or number == KILLS - 1:
                assert checked(opened).clean, number
    assert len(seen) > KILLS


def test_a_log_cut_off_anywhere_leaves_a_sound_workspace(make_workspace: Maker, tmp_path: Path) -> None:
    """A power cut may leave a torn log: what is whole in it counts, the rest does not."""
    workspace = make_workspace()
    fill(workspace, 200)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    workspace.close()
    process = subprocess.Popen((sys.executable, str(REVIEWER), str(workspace.path), "1"), stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    for _ in range(25):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    log = workspace.path.with_name(workspace.path.name + "-wal")
    size = log.stat().st_size
    counts: list[int] = []
    for cut in sorted({0, 10, 32, size // 3, size // 2, size - 4096, size - 1, size}):
        copy = tmp_path / f"cut-{cut}" / "shop.countersign"
        copy.parent.mkdir()
        shutil.copy(workspace.path, copy)
        copy.with_name(copy.name + "-wal").write_bytes(log.read_bytes()[: max(cut, 0)])
        with Workspace(copy) as opened:
            assert checked(opened).clean, cut
            counts.append(len(rows_of(opened, "SELECT seq FROM decision")))
    assert counts == sorted(counts)
    assert counts[-1] >= 15
