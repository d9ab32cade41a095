"""What should not have happened is told and logged, without the text of an item."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.errors import BugError
from desktop.window.crash import LOG_NAME, Crash, described, start_log, stop_log

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
        made.box.done(QMessageBox.StandardButton.Ok)
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
    assert "is kept" in crash.box.informativeText()
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
