"""While a window is open, garbage is collected on the main thread alone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.window.collector import MainThreadCollector


class Knot:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QCoreApplication) -> Iterator[MainThreadCollector]:
    gc.collect()
    before = gc.get_threshold()
    gc.set_threshold(500, 5, 5)
    made = MainThreadCollector()
    yield made
    made.stop()
    gc.set_threshold(*before)


def test_no_other_thread_collects(collector: MainThreadCollector) -> None:
    threads: set[threading.Thread] = set()

    def note(phase: str, _info: dict[str, int]) -> None:
        threads.add(threading.current_thread())

    gc.callbacks.append(note)
    try:
        with ThreadPoolExecutor(1) as worker:
            knots = worker.submit(lambda: [weakref.ref(Knot()) for _ in range(2000)]).result()
        assert all(knot() is not None for knot in knots)
        assert collector.collect() is not None
    finally:
        gc.callbacks.remove(note)
    assert threads == {threading.main_thread()}
    assert not any(knot() is not None for knot in knots)


def test_nothing_is_collected_before_it_is_due_and_older_ones_have_their_turn(collector: MainThreadCollector) -> None:
    gc.collect()
    assert collector.collect() is None
    done: list[int | None] = []
    for _ in range(60):
        knots = [Knot() for _ in range(600)]
        done.append(collector.collect())
        assert knots
    assert {0, 1, 2} <= set(done)


def test_python_collects_again_afterwards(collector: MainThreadCollector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
