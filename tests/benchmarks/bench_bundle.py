"""The bundle beside the source: from exec to the window on screen and to the first item shown, and the memory then.

Run by hand on Linux, after `make bundle`: `.venv/bin/python tests/benchmarks/bench_bundle.py`. Needs Xvfb and xdotool. Both programs are
watched from outside in the same way: the window by the X server, the first item by the line that the ledger gets when it is shown.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bench_review import fill_with_seven
from material import percentile, write_csv

from core.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist" / "countersign" / "countersign"
PROGRAMS = {"source": (sys.executable, "-m", "desktop.launch"), "bundle": (str(BUNDLE),)}
SIZES = (0, 1_000_000)
STARTS = 5
_SHOWN = "SELECT count(*) FROM event WHERE kind = 'shown'"


def main() -> None:
    """Print one line for each program and size: medians of five starts, in turns; the first of each is left out."""
    if not BUNDLE.exists() or not shutil.which("Xvfb") or not shutil.which("xdotool"):
        print("left out: needs a bundle (make bundle), Xvfb and xdotool")
        return
    with display() as number, tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = make_workspace(Path(folder), size)
            figures: dict[str, list[Sequence[float]]] = {name: [] for name in PROGRAMS}
            for _ in range(STARTS + 1):
                for name, command in PROGRAMS.items():
                    figures[name].append(start(command, path, number, items=size > 0))
            for name, measured in figures.items():
                window, item, memory = (percentile(list(column), 0.5) for column in zip(*measured[1:], strict=True))
                told = f", first item {item:.2f} s" if size else ""
                print(f"{name} with {size:>9,} items: window {window:.2f} s{told} after exec; {memory:.0f} MB", flush=True)


def make_workspace(folder: Path, size: int) -> Path:
    """A workspace of so many items; without a project when there are none."""
    path = folder / f"bench{size}.countersign"
    if size:
        write_csv(folder / "rows.csv", size)
        fill_with_seven(path, folder / "rows.csv")
    else:
        Workspace(path).close()
    return path


def start(command: Sequence[str], path: Path, display_name: str, *, items: bool) -> tuple[float, float, float]:
    """(seconds to the window, seconds to the first item, peak of resident memory in MB) of one start."""
    home = path.parent / "home"
    environment = {**os.environ, "DISPLAY": display_name, "QT_QPA_PLATFORM": "xcb", "COUNTERSIGN_HOME": str(home)}
    before = shown(path)
    began = time.perf_counter()
    with subprocess.Popen((*command, "--workspace", str(path)), cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as program:
        try:
            wait_for(program, lambda: visible(program.pid, display_name))
            window = time.perf_counter() - began
            if items:
                wait_for(program, lambda: shown(path) > before)
            item = time.perf_counter() - began
            time.sleep(1.0)  # what is loaded right after the first item is memory too
            return window, item, peak_mb(program.pid)
        finally:
            program.send_signal(signal.SIGTERM)


def wait_for(program: subprocess.Popen[bytes], true: Callable[[], bool]) -> None:
    """Wait for at most two minutes."""
    end = time.monotonic() + 120
    while not true():
        if program.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the program did not come up (status {program.poll()})")
        time.sleep(0.005)


def visible(pid: int, display_name: str) -> bool:
    """Whether a process has a window on screen."""
    command = ("xdotool", "search", "--onlyvisible", "--pid", str(pid))
    return bool(
        subprocess.run(command, check=False, capture_output=True, env={**os.environ, "DISPLAY": display_name}).stdout.strip()
    )


def shown(path: Path) -> int:
    """How often an item was shown, by the ledger."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return int(database.execute(_SHOWN).fetchone()[0])


def peak_mb(pid: int) -> float:
    """The most memory that a process had resident so far, in MB (proc(5), VmHWM)."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


@contextmanager
def display() -> Generator[str]:
    """An X server without a screen; gives the value for DISPLAY."""
    command = ("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
