"""Material for the benchmarks: generated questions, workspaces of a given size, percentiles, and the raw limits beside them."""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.domain.task import Label, Task, checked_labels  # noqa: E402  (the path comes first)
from core.ingest.mapping import Mapping  # noqa: E402
from core.ingest.table import open_table  # noqa: E402
from core.storage.projects import ProjectInfo  # noqa: E402
from core.workspace import Workspace  # noqa: E402

LABELS = (ROOT / "resources" / "sample" / "labels.txt").read_text(encoding="utf-8").split()
SIZES = tuple(int(size) for size in os.environ.get("COUNTERSIGN_SIZES", "10000,100000,1000000").split(","))


def write_csv(path: Path, rows: int) -> None:
    """A CSV of `rows` questions with id, text and label; every text differs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "text", "label"])
        writer.writerows(
            (f"q-{n}", f"I ordered my card {n} days ago and the app still says that it is on its way: what now?", LABELS[n % 77])
            for n in range(rows)
        )


def raw_import(source: Path, target: Path) -> float:
    """Seconds for the raw limit: `sqlite3.executemany` of the same rows into one table with one index."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE item (id TEXT, text TEXT, label TEXT)")
    connection.execute("CREATE INDEX by_id ON item (id)")
    started = time.perf_counter()
    connection.executemany("INSERT INTO item VALUES (?, ?, ?)", rows)
    connection.commit()
    took = time.perf_counter() - started
    connection.close()
    return took


def raw_commits(target: Path, count: int = 300) -> list[float]:
    """Seconds for each of `count` raw durable commits: three small rows, WAL, synchronous=FULL."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS line (seq INTEGER PRIMARY KEY, what TEXT)")
    times: list[float] = []
    for number in range(count):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO line (what) VALUES (?)", [(f"line {number}",)] * 3)
        connection.execute("COMMIT")
        times.append(time.perf_counter() - started)
    connection.close()
    return times


def fill(workspace: Workspace, source: Path, order: str = "random") -> tuple[ProjectInfo, float]:
    """A project with the rows of `source`, and the seconds that their import took."""
    project = workspace.create_project("bench", Task("choice", checked_labels([Label(name) for name in LABELS])), order=order)
    with workspace.importing(project, open_table(source), Mapping("text", "id", gold="label")) as importing:
        started = time.perf_counter()
        importing.run()
    return project, time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The `share` quantile (0 to 1) of `values`, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def memory_mb() -> float:
    """The most memory that this process has held so far, in MB (Linux; `ru_maxrss` would start from the parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def fresh_process(program: str, *arguments: str) -> str:
    """Run a Python program in a process of its own, so that neither memory nor imports carry over; returns what it printed."""
    import subprocess

    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
