"""The application: dressed, with its log and its window. `run` is the whole life of a windowed session."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.settings.places import default_workspace, log_folder
from desktop.theme import Scheme, Theme
from desktop.window.collector import MainThreadCollector
from desktop.window.crash import Crash, start_log, stop_log
from desktop.window.main_window import MainWindow
from desktop.window.preferences import Preferences, load_preferences

NAME = "Countersign"


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asked for. `workspace` is None for the last one; `sample`: go on with the sample project."""

    workspace: Path | None = None
    sample: bool = False


def run(start: Start) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = application()
    folder = log_folder()
    log = start_log(folder)
    crash = Crash(app, folder)
    crash.install()
    collector = MainThreadCollector(app)
    try:
        window = make_window(app, start, load_preferences())
        window.show()
        return app.exec()
    finally:
        collector.stop()
        crash.uninstall()
        stop_log(log)


def application() -> QApplication:
    """The one application object, made on first call, with its translations."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("")
    app.setDesktopFileName("countersign")
    translate(app, QLocale.system())
    return app


def translate(app: QApplication, locale: QLocale) -> list[QTranslator]:
    """Install what there is for `locale`: our own words, then Qt's. English needs none."""
    folder = str(resources.files("resources") / "translations")
    places = (("countersign", folder), ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
    installed: list[QTranslator] = []
    for name, place in places:
        translator = QTranslator(app)
        if translator.load(locale, name, "_", place) and app.installTranslator(translator):
            installed.append(translator)
    return installed


def make_window(app: QApplication, start: Start, preferences: Preferences) -> MainWindow:
    """The window, not shown yet. The last workspace is opened again unless another is asked for."""
    theme = Theme(app, Scheme(preferences.look))
    path = start.workspace or (Path(preferences.workspace) if preferences.workspace else default_workspace())
    if start.workspace is None and not path.exists():
        path = default_workspace()
    same = str(path) == preferences.workspace
    return MainWindow(theme, preferences, path, project=preferences.project if same else "", sample=start.sample)
