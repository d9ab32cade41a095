"""The app among others: started twice, gone wrong, in another language, with a workspace on a network drive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.storage.lock import file_system_of
from desktop.i18n import language
from desktop.instance import hand_over
from desktop.language import speak
from desktop.life import Life, dressed
from desktop.window.crash import Crash, start_log, stop_log
from desktop.window.preferences import Preferences, load_preferences
from tests.journeys.conftest import Person

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "import sys; from desktop.launch import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def life(qapp: QApplication, few: Path) -> Iterator[Life]:
    """The app with its window, as `run` makes it."""
    preferences = load_preferences()
    made = Life(qapp, dressed(qapp, preferences), preferences)
    yield made
    made.end()
    if made.window is not None:
        made.window.deleteLater()
    made.deleteLater()
    speak(qapp, "en")
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def begun(life: Life, qtbot: QtBot, workspace: Path | None = None) -> Person:
    life.begin(life.make(workspace))
    assert life.window is not None
    person = Person(life.window, qtbot)
    person.show()
    return person


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(life: Life, qtbot: QtBot, few: Path, home: Path) -> None:
    person = begun(life, qtbot)
    person.until_item()
    person.window.showMinimized()
    environment = {**os.environ, "COUNTERSIGN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen((sys.executable, "-c", AGAIN), cwd=ROOT, env=environment) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.returncode == 0
    person.until(lambda: not person.window.isMinimized())
    assert person.card.item_id


def test_a_file_that_macos_opens_leads_to_the_window_that_has_it(
    qapp: QApplication, life: Life, qtbot: QtBot, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    qapp.installEventFilter(life)
    person = begun(life, qtbot)
    person.until_item()
    person.window.showMinimized()
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(few))))
    person.until(lambda: not person.window.isMinimized())


def test_when_the_window_is_gone_nobody_answers(life: Life, qtbot: QtBot, few: Path) -> None:
    begun(life, qtbot).until_item()
    life.end()
    assert not hand_over(few)


def test_after_a_crash_a_restart_comes_back_to_the_same_item(
    qapp: QApplication, life: Life, qtbot: QtBot, tmp_path: Path
) -> None:
    log = start_log(tmp_path / "log")
    crash = Crash(qapp, tmp_path / "log")
    crash.install()
    crash.restart_asked.connect(life.restart)
    person = begun(life, qtbot)
    for _ in range(3):
        person.decide("1")
    item = person.until_item().item_id
    sys.excepthook(RuntimeError, RuntimeError("unexpected"), None)
    person.until(lambda: crash.box is not None and crash.box.isVisible())
    assert crash.box is not None
    crash.box.restart.setFocus()
    person.press(Qt.Key.Key_Space)
    crash.uninstall()
    stop_log(log)
    assert life.restarts
    again = Life(qapp, dressed(qapp, load_preferences()), load_preferences())
    later = begun(again, qtbot)
    assert later.until_item().item_id == item
    assert later.session.screen().progress.left == 197
    again.end()


def test_a_language_is_spoken_at_once_and_the_work_goes_on(life: Life, qtbot: QtBot) -> None:
    person = begun(life, qtbot)
    person.decide("1")
    item = person.until_item().item_id
    old = person.window
    old.desk.preferences.language = "zh_CN"
    old.language_changed.emit("zh_CN")
    person.until(lambda: life.window is not old)
    assert life.window is not None
    assert language() == "zh_CN"
    new = Person(life.window, qtbot)
    new.until(lambda: new.window.stack.currentWidget() is new.window.pages.get("settings"))
    assert new.window.pages.get("settings").accessibleName() == "设置"
    new.window.go("review")
    assert new.until_item().item_id == item


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder on another file system than the temporary one, standing for a network drive."""
    folder = Path(mkdtemp(dir="/dev/shm"))  # the only other file system that every Linux has
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/shm")
def test_a_workspace_on_a_network_drive_is_copied_and_opened(
    sit_down: Callable[..., Person], few: Path, home: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_system_of(shared) != file_system_of(home)
    monkeypatch.setattr("core.storage.lock.NETWORK_FILE_SYSTEMS", frozenset({file_system_of(shared)}))
    there = shared / "team.countersign"
    shutil.move(few, there)
    person = sit_down(there)
    trouble = person.window.trouble
    person.until(trouble.copy.hasFocus)
    assert "network drive" in trouble.title.text()
    person.press(Qt.Key.Key_Return)
    person.until_item()
    assert person.window.desk.workspace.path == home / "team.countersign"
    assert there.is_file()
    person.decide("1")
    person.window.close()
    assert Preferences(path=home / "settings.toml").path.is_file()
    assert load_preferences().workspace == str(home / "team.countersign")
