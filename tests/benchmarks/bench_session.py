"""A decision and the way to the next card, without a window, by how much is there and how much was done.

Prints p50 and p99 beside a raw durable commit of the same run. Run by hand: `.venv/bin/python tests/benchmarks/bench_session.py`.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import wait
from pathlib import Path

from material import SIZES, Workspace, fill, memory_mb, percentile, raw_commits, write_csv

from core.review.session import ReviewSession
from core.runtime.collector import calm_collector

DECISIONS = 200
#: a quick reviewer's pause: the screen takes no decision before an item was painted for 150 ms
PACE_S = 0.16


def decide(session: ReviewSession, times: list[float]) -> None:
    """One decision; waiting for a linear model to be fitted is not counted, a reviewer's pauses would hide it."""
    while session.waiting is not None:
        wait([session.waiting])
        session.resume()
    session.painted()
    on = session.on
    assert on is not None
    started = time.perf_counter()
    session.choose(on.drawn.item.gold).finish()
    while session.on is not None and session.on.own is not None:
        session.keep_mine().finish()
    session.screen()
    times.append(time.perf_counter() - started)
    time.sleep(PACE_S)


def main() -> None:
    """Print one line a size and order."""
    calm_collector()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "rows.csv"
            write_csv(source, size)
            with Workspace(Path(folder) / "bench.countersign") as workspace:
                project, _ = fill(workspace, source)
                for order in ("imported", "random", "uncertain"):
                    measure(
                        workspace.session(workspace.set_order(project, order), "bench"), f"{size:>9,} {order:<9}", Path(folder)
                    )


def measure(session: ReviewSession, what: str, folder: Path) -> None:
    """Decide, and print how long it took."""
    times: list[float] = []
    for _ in range(DECISIONS):
        decide(session, times)
    raw = raw_commits(folder / "raw.db")
    late = times[len(times) // 2 :]
    print(
        f"{what}: p50 {1e3 * percentile(late, 0.5):5.2f} ms, p99 {1e3 * percentile(late, 0.99):5.2f} ms; "
        f"raw commit p50 {1e3 * percentile(raw, 0.5):5.2f}, p99 {1e3 * percentile(raw, 0.99):5.2f} ms; {memory_mb():.0f} MB"
    )


if __name__ == "__main__":
    main()
