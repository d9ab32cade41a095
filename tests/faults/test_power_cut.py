"""A power cut: the system calls show that each decision is forced to the disk before the next item is painted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Maker, fill, rows_of

REVIEWER = Path(__file__).with_name("reviewer.py")
ROOT = Path(__file__).parents[2]
DECISIONS = 40

pytestmark = [pytest.mark.faults, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is a tool of Linux")]

_MARK = re.compile(r'write\(1, "painted (\d+) ([0-9a-f-]+) ')
_SYNC = re.compile(r"\b(fsync|fdatasync)\(\d+<(?P<path>[^>]*)>\)?")
_DONE = re.compile(r"<\.\.\. (fsync|fdatasync) resumed>")
_LOG_WRITE = re.compile(r"\b(write|pwrite64)\(\d+<[^>]*-wal>")


def require_strace() -> None:
    """Fail without strace; skip where the system forbids tracing."""
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed: apt-get install strace. Without it nothing shows that decisions reach the disk.")
    tried = subprocess.run(("strace", "-f", "-e", "trace=fsync", "true"), capture_output=True, text=True, check=False)
    if tried.returncode != 0 and re.search("not permitted|PTRACE", tried.stderr):
        pytest.skip("this system does not permit ptrace")
    assert tried.returncode == 0, tried.stderr


def trace_of(path: Path, trace: Path) -> list[str]:
    command = ("strace", "-f", "-y", "-s", "64", "-o", str(trace), "-e", "trace=fsync,fdatasync,write,pwrite64")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    review = (sys.executable, str(REVIEWER), str(path), "7", str(DECISIONS))
    done = subprocess.run((*command, *review), capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return trace.read_text(errors="replace").splitlines()


def marks(lines: list[str]) -> list[tuple[int, str]]:
    """(line of the trace, decision) of each marker; with `-y` file descriptors carry their path."""
    plain = [re.sub(r"(\d)<[^>]*>", r"\1", line) for line in lines]
    return [(at, found[2]) for at, line in enumerate(plain) if (found := _MARK.search(line))]


def test_between_one_item_and_the_next_the_log_is_forced_to_the_disk(make_workspace: Maker, tmp_path: Path) -> None:
    require_strace()
    workspace = make_workspace()
    fill(workspace, 300)
    workspace.close()
    lines = trace_of(workspace.path, tmp_path / "trace")
    found = marks(lines)
    assert len(found) == DECISIONS
    before, missing, new = 0, list[int](), 0
    known: set[str] = set()
    for number, (at, decision) in enumerate(found, start=1):
        between = lines[before:at]
        if decision not in known:
            new += 1
            missing += [] if forced(between) else [number]
        known.add(decision)
        before = at
    assert missing == []
    assert new >= DECISIONS // 2
    with make_workspace() as opened:
        stored = {bytes(row[0]).hex() for row in rows_of(opened, "SELECT id FROM decision")}
    assert known - {"-"} <= stored


def forced(between: list[str]) -> bool:
    """Whether the log was written and, after its last write that a commit needs, forced to the disk before the mark."""
    wrote = [at for at, line in enumerate(between) if _LOG_WRITE.search(line)]
    synced = [at for at, line in enumerate(between) if ((found := _SYNC.search(line)) and found["path"].endswith("-wal"))]
    return bool(wrote) and any(at > wrote[0] for at in synced) and finished(between)


def finished(between: list[str]) -> bool:
    """Whether no call to force the disk was still under way at the mark."""
    begun = sum("unfinished" in line for line in between if _SYNC.search(line))
    return begun <= sum(bool(_DONE.search(line)) for line in between)
