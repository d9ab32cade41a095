"""From a key press to the next item painted, in the real window, beside a raw durable commit of the same run.

For each size: with nothing else going on, and while a large import runs. Run by hand:
`QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/bench_review.py` (COUNTERSIGN_SIZES=10000,100000 for a quick one).
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from material import LABELS, SIZES, Mapping, Workspace, memory_mb, open_table, percentile, raw_commits, write_csv
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest

from core.domain.task import Label, Task
from core.review.cards import Card, Phase
from core.runtime.collector import calm_collector
from desktop.app import Start, application, make_window
from desktop.window.main_window import MainWindow
from desktop.window.preferences import Preferences

DECISIONS = 150
#: decisions that are told apart: during the first seconds scikit-learn is imported in the background
SETTLING = 15

IDLE = 0.0005
"""Seconds asleep between two looks at the screen."""


class Reviewer:
    """Presses keys in the window as a quick person would, and measures each."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def wait_until(self, there: Callable[[], bool], seconds: float = 120.0) -> None:
        """Run the event loop until `there()`; raises TimeoutError."""
        end = time.monotonic() + seconds
        while not there():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            # A loop that spins keeps the interpreter from the writer, which the app's own loop, asleep in C++, does not.
            time.sleep(IDLE)
            if time.monotonic() > end:
                raise TimeoutError

    def card(self) -> Card:
        """What is on screen."""
        session = self.window.reviewing.controller.session
        return session.screen().card if session is not None else Card(Phase.LOADING)

    def decide(self) -> float:
        """One decision by a key; returns the seconds until the next card was painted."""
        view = self.window.reviewing.view
        self.wait_until(lambda: view.awake and self.card().phase not in (Phase.LOADING, Phase.FINISHED, Phase.EMPTY))
        before = self.card()
        key = Qt.Key.Key_Return if before.phase in (Phase.REVIEW, Phase.SECOND_OPINION) else Qt.Key.Key_1
        started = time.perf_counter()
        QTest.keyClick(view, key)
        self.wait_until(lambda: self._next_is_painted(before))
        return time.perf_counter() - started

    def _next_is_painted(self, before: Card) -> bool:
        controller = self.window.reviewing.controller
        if controller.card.item_id == before.item_id and controller.card.phase == before.phase:
            return False
        return self.window.reviewing.view.is_painted


def main() -> None:
    """Print a line for each size and case."""
    app = application()
    calm_collector()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "rows.csv"
            write_csv(source, size)
            fill_with_seven(folder / "bench.countersign", source)
            preferences = Preferences(path=folder / "settings.toml", workspace=str(folder / "bench.countersign"), project="bench")
            window = make_window(app, Start(folder / "bench.countersign"), preferences)
            window.show()
            measure(Reviewer(window), size, folder)
            window.close()
            QCoreApplication.processEvents()


def fill_with_seven(path: Path, source: Path) -> None:
    """A workspace with one project of seven labels (so that a digit always decides)."""
    labels = tuple(Label(name) for name in LABELS[:7])
    with Workspace(path) as workspace:
        project = workspace.create_project("bench", Task("choice", labels), order="random")
        with workspace.importing(project, open_table(source), Mapping("text", "id")) as importing:
            importing.run()


def measure(reviewer: Reviewer, size: int, folder: Path) -> None:
    """Both cases."""
    tell(f"{size:>9,} items, the first {SETTLING} keys", [reviewer.decide() for _ in range(SETTLING)], folder)
    tell(f"{size:>9,} items, the next {DECISIONS} keys", [reviewer.decide() for _ in range(DECISIONS)], folder)
    workspace = reviewer.window.desk.workspace
    more = folder / "more.csv"
    write_csv(more, 1_000_000)
    other = workspace.create_project("other", Task("choice", (Label("a"), Label("b"))))
    with workspace.importing(other, open_table(more), Mapping("text", "id")) as importing:
        going_on = workspace.executor.submit(importing.run)
        times: list[float] = []
        while len(times) < DECISIONS and not going_on.done():
            times.append(reviewer.decide())
        importing.cancel.set()
        reviewer.wait_until(going_on.done)
    tell(f"{size:>9,} items, while an import runs ({len(times)} keys)", times, folder)


def tell(what: str, times: list[float], folder: Path) -> None:
    """Print the percentiles, beside the raw limit measured now."""
    raw = raw_commits(folder / "raw.db")
    over = percentile(times, 0.99) - percentile(raw, 0.99)
    print(
        f"{what}: key to paint p50 {1e3 * percentile(times, 0.5):.1f} ms, p99 {1e3 * percentile(times, 0.99):.1f} ms; "
        f"raw commit p50 {1e3 * percentile(raw, 0.5):.2f}, p99 {1e3 * percentile(raw, 0.99):.2f} ms; "
        f"p99 over raw {1e3 * over:.1f} ms; {memory_mb():.0f} MB"
    )


if __name__ == "__main__":
    main()
