"""The life of the app in this process: one window, in the reader's language, and what may take its place.

A new language makes a new window over the same workspace; a restart after a crash makes a new process, once everything is
closed in order.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QProcess, Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from core.settings.places import default_workspace
from desktop.instance import Doorbell
from desktop.language import speak
from desktop.theme import Scheme, Theme
from desktop.window.main_window import MainWindow
from desktop.window.preferences import Preferences


class Life(QObject):
    """Owns the window. `begin` shows the first one."""

    def __init__(self, app: QApplication, theme: Theme, preferences: Preferences) -> None:
        super().__init__(app)
        self._app, self._theme, self._preferences = app, theme, preferences
        self._doorbell = Doorbell(self)
        self._doorbell.rung.connect(self._come)
        self._restarts = False
        self.window: MainWindow | None = None
        if sys.platform == "darwin":  # nowhere else are there such events, and a filter sees every event of the app
            app.installEventFilter(self)

    @property
    def restarts(self) -> bool:
        """Whether a new process is wanted once this one has ended."""
        return self._restarts

    def make(self, workspace: Path | None, *, sample: bool = False, notice: str = "") -> MainWindow:
        """The window, not shown yet. The last workspace is opened again unless `workspace` is another; `notice` is told first."""
        preferences = self._preferences
        path = workspace_of(workspace, preferences, default_workspace())
        project = preferences.project if str(path) == preferences.workspace else ""
        return MainWindow(self._theme, preferences, path, project=project, sample=sample, notice=notice)

    def begin(self, window: MainWindow) -> None:
        """Show `window`; from now on it is the one."""
        self.window = window
        window.workspace_opened.connect(self._doorbell.listen)
        window.language_changed.connect(self._speak, Qt.ConnectionType.QueuedConnection)
        window.show()

    def restart(self) -> None:
        """Close everything in order and end with the wish for a new process."""
        self._restarts = True
        self.end()
        self._app.quit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """MacOS tells a running app of the file that was opened by a double click: each workspace has a process of its own."""
        if isinstance(event, QFileOpenEvent) and event.file():
            program, *arguments = command_of(["--workspace", event.file()])
            QProcess.startDetached(program, arguments)  # that of the workspace on screen brings this window to the front
            return True
        return super().eventFilter(watched, event)

    def end(self) -> None:
        """Close the window, if it is not closed yet."""
        self._doorbell.close()
        if self.window is not None:
            self.window.close()

    def _come(self, sample: bool) -> None:
        if self.window is not None:
            self.window.come(sample=sample)

    def _speak(self, language: str) -> None:
        """Another language: what is painted is made anew."""
        before = self.window
        if before is None:
            return
        stays = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        before.close()
        self._theme.speak(speak(self._app, language))
        self.begin(before.again(self._theme))
        before.deleteLater()
        self._app.setQuitOnLastWindowClosed(stays)


def command_of(arguments: list[str]) -> list[str]:
    """The command that starts this app, frozen or from source, with these arguments."""
    return [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desktop.launch"]), *arguments]


def start_again(arguments: list[str]) -> None:
    """Put a new process of the app with these arguments in the place of this one, or beside it where that is not possible."""
    command = command_of(arguments)
    if sys.platform == "win32":
        subprocess.Popen(command)  # noqa: S603 - our own executable
    else:
        os.execv(command[0], command)  # noqa: S606


def dressed(app: QApplication, preferences: Preferences) -> Theme:
    """The theme that the preferences ask for."""
    return Theme(app, Scheme(preferences.look))


def workspace_of(wanted: Path | None, preferences: Preferences, default: Path) -> Path:
    """The workspace to open: the one that is asked for, otherwise the last one while it is there."""
    last = Path(preferences.workspace) if preferences.workspace else default
    if wanted is not None:
        return wanted
    return last if last.exists() else default
