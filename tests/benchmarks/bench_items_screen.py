"""The Items screen over a million items, in the real window: scrolling by the bar, by the wheel and by keys, searching, a facet.

A frame is what one step of scrolling costs the main thread, all rows painted anew (Qt paints fewer when a step is short); a stall the
longest time between two turns of the event loop meanwhile, whatever it was busy with. Run by hand:
`QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/bench_items_screen.py` (COUNTERSIGN_SIZES=10000 for a quick one).
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from material import SIZES, Workspace, fill, memory_mb, percentile, write_csv
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from core.domain.filters import Filter
from core.queues.views import Sort, SortBy
from core.runtime.collector import calm_collector
from desktop.app import Start, application, make_window
from desktop.screens.items.page import ItemsPage
from desktop.window.main_window import MainWindow
from desktop.window.preferences import Preferences

STEPS = 300
_PAUSE = 0.016  # between two steps of a hand that drags


class Heart(QObject):
    """Beats with the event loop; the longest pause between two beats is a stall, of which the main thread worked `busiest` at most."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        self.begin()

    def begin(self) -> None:
        """Measure from now on."""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self.longest = self.busiest = 0.0

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, worked - self._worked)
        self._last, self._worked = now, worked

    def __str__(self) -> str:
        """For a line of figures."""
        return f"longest stall {1e3 * self.longest:.1f} ms (processor: {1e3 * self.busiest:.1f})"


def run_loop(seconds: float) -> None:
    """Let the window live for so long."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)


def wait_until(there: Callable[[], bool], seconds: float = 120.0) -> float:
    """Run the event loop until `there()`; returns the seconds that it took. Raises TimeoutError."""
    started = time.perf_counter()
    while not there():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
        if time.perf_counter() - started > seconds:
            raise TimeoutError
    return time.perf_counter() - started


def in_sight(page: ItemsPage) -> bool:
    """Whether every row in sight is there."""
    first, last = page.view.rows_in_sight()
    last = min(last, page.view.items.rowCount() - 1)
    return last >= 0 and all(page.view.items.row(at) is not None for at in range(first, last + 1))


def frame(page: ItemsPage, step: Callable[[], None]) -> tuple[float, float]:
    """The seconds of one step with all rows in sight painted anew, by the clock and of the processor."""
    started, worked = time.perf_counter(), time.thread_time()
    step()
    page.view.viewport().repaint()
    return time.perf_counter() - started, time.thread_time() - worked


def scroll(page: ItemsPage, heart: Heart, what: str, step: Callable[[int], None]) -> None:
    """Scroll in steps and tell frames, the longest stall, and how long the last rows took to be there."""
    run_loop(0.3)
    heart.begin()
    frames: list[tuple[float, float]] = []
    for number in range(STEPS):
        frames.append(frame(page, lambda number=number: step(number)))
        run_loop(_PAUSE)
    told = str(heart)
    there = wait_until(lambda: in_sight(page))
    times, worked = zip(*frames, strict=True)
    print(
        f"  {what}: frame p50 {1e3 * percentile(times, 0.5):.1f} ms, p99 {1e3 * percentile(times, 0.99):.1f} ms "
        f"(processor: {1e3 * percentile(worked, 0.5):.1f} and {1e3 * percentile(worked, 0.99):.1f}), "
        f"{told}, rows there {1e3 * there:.0f} ms after the last step"
    )


def measure(page: ItemsPage, heart: Heart, when: str = "") -> None:
    """Every way of scrolling."""
    bar, dice = page.view.verticalScrollBar(), random.Random("bar")
    drag = [round(bar.maximum() * (1 - abs(1 - 2 * at / STEPS))) for at in range(STEPS)]
    scroll(page, heart, when + "dragging the bar to the end and back", lambda at: bar.setValue(drag[at]))
    jumps = [dice.randrange(bar.maximum() + 1) for _ in range(STEPS)]
    scroll(page, heart, when + "jumping to any place", lambda at: bar.setValue(jumps[at]))
    scroll(page, heart, when + "by the wheel", lambda _: turn_wheel(page))
    scroll(page, heart, when + "by PgDn", lambda _: QTest.keyClick(page.view, Qt.Key.Key_PageDown))


def turn_wheel(page: ItemsPage) -> None:
    """One notch down."""
    spot = QPointF(page.view.viewport().rect().center())
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        spot,
        spot,
        QPoint(),
        QPoint(0, -120),
        none,
        Qt.KeyboardModifier.NoModifier,
        phase,
        False,
    )
    QCoreApplication.sendEvent(page.view.viewport(), event)


def ask(page: ItemsPage, heart: Heart, what: str, begin: Callable[[], None]) -> None:
    """Ask another question; tell when the first rows were there, and all of them, and the longest stall."""
    run_loop(0.3)
    done: list[bool] = []
    page.listing.ended.connect(lambda: done.append(True))
    heart.begin()
    started = time.perf_counter()
    begin()
    wait_until(lambda: page.listing.total is not None or bool(done))
    first = wait_until(lambda: in_sight(page) or page.view.items.rowCount() == 0) + time.perf_counter() - started
    wait_until(lambda: bool(done))
    took = time.perf_counter() - started
    print(
        f"  {what}: first rows after {1e3 * first:.0f} ms, all {page.view.items.rowCount():,} after {1e3 * took:.0f} ms, {heart}"
    )


def open_page(window: MainWindow) -> ItemsPage:
    """Go to the Items screen once the window reviews."""
    wait_until(lambda: window.reviewing.controller.session is not None)
    run_loop(1.0)
    window.go("items")
    page = window.pages.get("items")
    assert isinstance(page, ItemsPage)
    return page


def look(window: MainWindow, size: int) -> None:
    """All figures of one window."""
    heart = Heart()
    opened = time.perf_counter()
    page = open_page(window)
    wait_until(lambda: page.view.items.rowCount() == size and in_sight(page))
    print(f"{size:,} items: all listed {time.perf_counter() - opened:.1f} s after the key, {memory_mb():.0f} MB")
    measure(page, heart, "while the search index is made, ")
    wait_until(lambda: not page.search_words, 3_600)
    print(f"  the search index is complete after {time.perf_counter() - opened:.0f} s")
    measure(page, heart)
    ask(page, heart, "sorted by id", lambda: page.show_filter(Filter(), Sort(SortBy.ID)))
    ask(page, heart, "to review", lambda: page.show_filter(Filter(statuses=("open",))))
    ask(page, heart, "search for a number", lambda: page.show_filter(Filter(text="4711")))
    ask(page, heart, "search for a word of every item", lambda: page.show_filter(Filter(text="card")))
    ask(page, heart, "everything", lambda: page.show_filter(Filter()))


def main() -> None:
    """Print the figures for each size."""
    app = application()
    calm_collector()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source, path = folder / "rows.csv", folder / "bench.countersign"
            write_csv(source, size)
            with Workspace(path) as workspace:
                fill(workspace, source)
            window = make_window(
                app, Start(path), Preferences(path=folder / "settings.toml", workspace=str(path), project="bench")
            )
            window.resize(1280, 800)
            window.show()
            look(window, size)
            window.close()
            QCoreApplication.processEvents()


if __name__ == "__main__":
    main()
