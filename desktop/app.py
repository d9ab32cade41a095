"""The application: dressed, with its log and its window. `run` is the whole life of a windowed session."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core.settings.places import default_workspace, log_folder
from desktop.i18n import tr
from desktop.instance import hand_over
from desktop.language import SYSTEM, speak
from desktop.life import Life, dressed, start_again, workspace_of
from desktop.theme import Theme
from desktop.window.collector import MainThreadCollector
from desktop.window.crash import Crash, Log, start_log, stop_log
from desktop.window.main_window import MainWindow
from desktop.window.preferences import Preferences, load_preferences

NAME = "Countersign"


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asked for. `workspace` is None for the last one; `sample`: go on with the sample project."""

    workspace: Path | None = None
    sample: bool = False


def run(start: Start) -> int:
    """Open the window and stay until it is closed; returns the exit code. Started twice, it leads to the window that is there."""
    app = application()
    preferences = load_preferences()
    speak(app, preferences.language)
    if hand_over(workspace_of(start.workspace, preferences, default_workspace()), sample=start.sample):
        return 0
    folder = log_folder()
    log = start_log(folder)
    crash = Crash(app, folder)
    crash.install()
    collector = MainThreadCollector(app)
    life = Life(app, dressed(app, preferences), preferences)
    crash.restart_asked.connect(life.restart)
    try:
        code = _live(app, life, start, log)
    finally:
        collector.stop()
        crash.uninstall()
        stop_log(log)
    if life.restarts:
        start_again(sys.argv[1:])
    return code


def _live(app: QApplication, life: Life, start: Start, log: Log | None) -> int:
    notice = tr("Countersign ended unexpectedly last time. Every decision is kept; the log says more.")
    try:
        life.begin(life.make(start.workspace, sample=start.sample, notice=notice if log and log.ended_badly else ""))
        return app.exec()
    finally:
        life.end()


def application() -> QApplication:
    """The one application object, made on first call; it speaks the language of the account until it is told otherwise."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    app.setDesktopFileName("countersign")
    app.setWindowIcon(QIcon(str(resources.files("resources") / "icons" / "app" / "countersign.svg")))
    speak(app, SYSTEM, QLocale.system())
    return app


def make_window(app: QApplication, start: Start, preferences: Preferences) -> MainWindow:
    """The window, not shown yet. The last workspace is opened again unless another is asked for."""
    theme: Theme = dressed(app, preferences)
    return Life(app, theme, preferences).make(start.workspace, sample=start.sample)
