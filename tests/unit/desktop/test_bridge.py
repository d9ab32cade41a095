"""Results come back to the main thread, in order, and never to a closed bridge."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.fixture
def bridge(qapp: QCoreApplication) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()


def test_a_result_arrives_on_the_main_thread(qtbot: QtBot, bridge: Bridge, workers: ThreadPoolExecutor) -> None:
    arrived: list[tuple[int, threading.Thread]] = []

    def take(future: Future[int]) -> None:
        arrived.append((future.result(), threading.current_thread()))

    bridge.watch(workers.submit(lambda: 7), take)
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(7, threading.main_thread())]
    assert bridge.idle


def test_what_is_done_already_is_told_later_too(qtbot: QtBot, bridge: Bridge) -> None:
    done: Future[str] = Future()
    done.set_result("there")
    arrived: list[str] = []
    bridge.watch(done, lambda future: arrived.append(future.result()))
    assert arrived == []
    qtbot.waitUntil(lambda: arrived == ["there"])


def test_a_closed_bridge_and_a_forgotten_number_tell_nothing(qtbot: QtBot, bridge: Bridge, workers: ThreadPoolExecutor) -> None:
    gate = threading.Event()
    arrived: list[str] = []
    forgotten = bridge.watch(workers.submit(gate.wait), lambda _: arrived.append("forgotten"))
    kept = workers.submit(gate.wait)
    bridge.watch(kept, lambda _: arrived.append("kept"))
    bridge.forget(forgotten)
    gate.set()
    qtbot.waitUntil(lambda: arrived == ["kept"])
    gate.clear()
    late = workers.submit(gate.wait)
    bridge.watch(late, lambda _: arrived.append("late"))
    bridge.close()
    gate.set()
    late.result()
    QCoreApplication.processEvents()
    assert arrived == ["kept"]
    assert bridge.idle


def test_a_thousand_results_from_two_threads_all_arrive(qtbot: QtBot, bridge: Bridge, workers: ThreadPoolExecutor) -> None:
    arrived: set[int] = set()
    for number in range(1000):
        bridge.watch(workers.submit(int, number), lambda future: arrived.add(future.result()))
    qtbot.waitUntil(lambda: len(arrived) == 1000)
    assert arrived == set(range(1000))
