"""What should not have happened is told and logged, without the text of an item."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.errors import BugError
from desktop.window.crash import FATAL_NAME, LOG_NAME, Crash, described, facts, start_log, stop_log

ROOT = Path(__file__).resolve().parents[4]
SECRET = "My card number is 4711"


@pytest.fixture
def crash(qapp: QApplication, tmp_path: Path) -> Iterator[Crash]:
    log = start_log(tmp_path)
    made = Crash(qapp, tmp_path)
    made.install()
    yield made
    made.uninstall()
    stop_log(log)
    if made.box is not None:
        made.box.accept()
    made.deleteLater()


def fail() -> None:
    raise ValueError(SECRET)


def test_an_error_on_any_thread_is_logged_and_told_once(qtbot: QtBot, crash: Crash, tmp_path: Path) -> None:
    hook = sys.excepthook
    for error in (ValueError(SECRET), KeyError(SECRET)):
        hook(type(error), error, None)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: crash.box is not None)
    assert crash.box is not None
    assert "is kept" in crash.box.text.text()
    assert str(tmp_path / LOG_NAME) in crash.box.text.text()
    assert SECRET not in crash.box.details.toPlainText()
    text = (tmp_path / LOG_NAME).read_text("utf-8")
    assert SECRET not in text
    assert text.count("unexpected") == 3
    assert "in fail" in text


def test_only_our_own_errors_are_quoted() -> None:
    assert "of our own" in described(BugError("An invariant of our own."), None)
    assert SECRET not in described(ValueError(SECRET), None)


def test_a_folder_that_cannot_be_made_means_no_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = list(logging.getLogger().handlers)
    assert start_log(tmp_path / "file" / "log") is None
    assert logging.getLogger().handlers == before


def test_the_hooks_are_put_back(qapp: QApplication, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    crash = Crash(qapp, tmp_path)
    crash.install()
    assert sys.excepthook is not before[0]
    crash.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def shown(qtbot: QtBot, crash: Crash) -> None:
    sys.excepthook(ValueError, ValueError(SECRET), None)
    qtbot.waitUntil(lambda: crash.box is not None and crash.box.isVisible())


def test_the_details_can_be_copied_and_hold_nothing_of_an_item(qtbot: QtBot, crash: Crash) -> None:
    shown(qtbot, crash)
    assert crash.box is not None
    QTest.mouseClick(crash.box.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(facts())
    assert "ValueError" in copied
    assert SECRET not in copied
    assert crash.box.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_go_on(qtbot: QtBot, crash: Crash, key: Qt.Key) -> None:
    shown(qtbot, crash)
    assert crash.box is not None
    with qtbot.assertNotEmitted(crash.restart_asked):
        QTest.keyClick(crash.box.on, key)
    assert crash.box is None


def test_a_restart_is_asked_for_once(qtbot: QtBot, crash: Crash) -> None:
    shown(qtbot, crash)
    assert crash.box is not None
    with qtbot.waitSignal(crash.restart_asked):
        QTest.mouseClick(crash.box.restart, Qt.MouseButton.LeftButton)
    assert crash.box is None


DIE = """
import os, signal, sys
from pathlib import Path
from desktop.window.crash import start_log
log = start_log(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGSEGV)
"""


def test_a_crash_below_python_is_told_at_the_next_start(tmp_path: Path) -> None:
    first = start_log(tmp_path)
    assert first is not None
    assert not first.ended_badly
    stop_log(first)
    assert subprocess.run((sys.executable, "-c", DIE, str(tmp_path)), cwd=ROOT, check=False).returncode != 0
    second = start_log(tmp_path)
    assert second is not None
    assert second.ended_badly
    stop_log(second)
    text = (tmp_path / LOG_NAME).read_text("utf-8")
    assert "Segmentation fault" in text
    third = start_log(tmp_path)
    assert third is not None
    assert not third.ended_badly
    stop_log(third)
    assert (tmp_path / FATAL_NAME).read_text("utf-8") == ""
