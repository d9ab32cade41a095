"""The main window: the rail, the review screen and the other screens, over one open workspace.

It paints before anything is opened. Closing goes in order: what runs on the screens is told to stop, the session is let go, the
bridge is closed, and the workspace finishes every write.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from core.errors import UserError
from core.runtime.collector import calm_collector
from core.settings.places import data_folder
from desktop.actions import Keymap
from desktop.bridge import Bridge
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations.workspaces import Opened, back_up_today
from desktop.screens.desk import Desk
from desktop.screens.page import Page
from desktop.theme import ReadingWidth, Theme
from desktop.widgets.rail import Rail
from desktop.widgets.spoken import install_roles
from desktop.window.fitting import fit_to_screen
from desktop.window.global_keys import GlobalKeys
from desktop.window.ground import Ground, Holder, bring_into_sight
from desktop.window.helping import Helping
from desktop.window.menus import Menus
from desktop.window.pages import NAMES, Pages
from desktop.window.preferences import Preferences, keymap_of
from desktop.window.reviewing import Reviewing
from desktop.window.trouble import Trouble
from desktop.window.workspace_life import WorkspaceLife

if TYPE_CHECKING:
    from core.queues.views import QueueInfo
    from core.storage.projects import ProjectInfo

_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
_SIZE = (1280, 800)
_LEAST = (760, 520)
_BACKUP_AFTER_MS = 3_000


class MainWindow(QMainWindow):
    """`first_painted` follows the first paint; only then the workspace is opened."""

    first_painted = Signal()
    workspace_opened = Signal(Path)
    language_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        path: Path,
        *,
        project: str = "",
        sample: bool = False,
        screen: str = "",
        notice: str = "",
    ) -> None:
        """`path`: the workspace to open; `project`: the name of the one to go on with; `sample`: go on with the sample project.

        `screen`: the screen to begin on, instead of the review screen; `notice`: what is told there first.
        """
        super().__init__()
        install_roles()
        self._path, self._project, self._sample, self._screen = path, project, sample, screen
        self._painted = self._closed = False
        self._handle: QWindow | None = None
        self._dialog: QFileDialog | None = None
        theme.set_text_size(preferences.text_size)
        theme.set_reading_width(ReadingWidth(preferences.reading_width))
        keymap, complaint = keymap_of(preferences)
        self._to_tell = " ".join(part for part in (*preferences.complaints, complaint) if part)
        self.bridge = Bridge(self)
        self.desk = Desk(theme, self.bridge, preferences, keymap)
        self.life = WorkspaceLife(self.bridge, self)
        self.stack = QStackedWidget()
        self.trouble = Trouble(theme)
        self.reviewing = Reviewing(self.desk, self.stack)
        self.pages = Pages(self.desk, self.stack)
        self.stack.addWidget(self.trouble)
        self.helping = Helping(self.pages, self.reviewing, self.trouble, self.stack)
        self.rail = Rail(theme, keymap)
        self.keys = GlobalKeys(self.desk, self.stack)
        self._lay_out()
        self._connect()
        self.reviewing.view.show_message(" ".join(part for part in (notice, complaint) if part))

    # --- screens ---

    def go(self, name: str) -> None:
        """Go to the screen called `name`; without a project there is nothing to review, so that leads to the projects."""
        if name == "quit":
            self.close()
            return
        if name == "help":  # also while there is no workspace: that is when help is wanted
            self.helping.open()
        elif self.desk.open_workspace is None:
            return
        elif name == "new_project":
            self.new_project()
        elif name == "project":
            self.project_settings(self.desk.project)
        elif name in NAMES:
            self._show_page(name, self.pages.get(name))
        elif self.desk.project is None:
            self.go("projects")
        else:
            self.rail.set_current("review")
            self.stack.setCurrentWidget(self.reviewing.view)

    def new_project(self, project: ProjectInfo | None = None, path: Path | None = None) -> None:
        """Make a project, or import more into `project`; with `path`, from this file."""
        page = self.pages.new_project()
        self._show_page("projects", page)
        page.begin_anew(project, path)

    def project_settings(self, project: ProjectInfo | None) -> None:
        """Show the settings of a project; without one, the projects."""
        if project is None:
            self.go("projects")
            return
        page = self.pages.project()
        page.show_project(project)
        self._show_page("projects", page)

    def review(self, project: ProjectInfo) -> None:
        """Go on with a project."""
        self.reviewing.open(project)
        self.desk.preferences.project = project.name
        self._save()  # a killed app comes back to the same project
        self.setWindowTitle(tr("{project} - Countersign", project=project.name))
        self.go("review")

    def say(self, text: str) -> None:
        """Tell the user something on the screen that is shown."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.say(text)
        else:
            self.reviewing.view.show_message(text)

    def come(self, *, sample: bool = False) -> None:
        """The app was started once more: come to the front, and go on with the sample project when that is wanted."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if sample and self.desk.open_workspace is not None:
            self._project, self._sample = "", True
            self._try_again()

    def again(self, theme: Theme) -> MainWindow:
        """A new window that goes on where this one, which is closed, has ended; it begins on the settings."""
        preferences = self.desk.preferences
        return MainWindow(theme, preferences, self._path, project=preferences.project, screen="settings")

    # --- opening ---

    def _open(self) -> None:
        self.life.open(self._path, self._project, sample=self._sample)

    def _opened(self, opened: Opened) -> None:
        calm_collector()  # here and not where the imports were made: what is collected may be a widget
        self.desk.open_workspace = opened.workspace
        self._path = opened.workspace.path
        self.rail.setEnabled(True)
        if opened.project is not None:
            self.review(opened.project)
        else:
            self.go("projects")
        self.workspace_opened.emit(self._path)
        if self._screen:
            self.go(self._screen)
            self._screen = ""
        self._tell_at_start()
        # Copying a large workspace takes the disk; the first items come before it.
        QTimer.singleShot(_BACKUP_AFTER_MS, self, self._back_up)

    def _tell_at_start(self) -> None:
        """What was wrong with the settings file, once the screen is there on which it can be read."""
        told, self._to_tell = self._to_tell, ""
        if told:
            self.say(told)

    def _back_up(self) -> None:
        if self.desk.open_workspace is not None:
            self.bridge.watch(back_up_today(self.desk.open_workspace), self._backed_up)

    def _backed_up(self, future: Future[Path | None]) -> None:
        error = future.exception()
        if isinstance(error, UserError):
            self.say(tr("Today's backup could not be made. {why}", why=told(error)))
        elif error is not None:
            raise error

    def _failed(self, error: UserError) -> None:
        self.rail.setEnabled(False)
        self.trouble.show_error(error, self._path)
        self.stack.setCurrentWidget(self.trouble)
        self.trouble.take_focus()

    def _try_again(self) -> None:
        """From the very beginning, also when the workspace did open and a session did not."""
        self._let_go()
        self.stack.setCurrentWidget(self.reviewing.view)
        self._open()

    def _choose_workspace(self) -> None:
        self._dialog = QFileDialog(self, tr("Open a workspace"), str(self._path.parent), tr("Workspaces (*.countersign)"))
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self._open_other)
        self._dialog.open()

    def _open_other(self, path: str) -> None:
        self._path, self._project, self._sample = Path(path), "", False
        self._try_again()

    def _copy_here(self) -> None:
        self._let_go()
        self.stack.setCurrentWidget(self.reviewing.view)
        self.life.open_copy(self._path, data_folder())

    def _restore(self, backup: Path) -> None:
        project = self.desk.project.name if self.desk.project is not None else ""
        self._let_go()
        self.stack.setCurrentWidget(self.reviewing.view)
        self.life.restore(backup, project)

    def _let_go(self) -> None:
        self.pages.leave()
        self.reviewing.stop()
        self.desk.open_workspace = None

    # --- what the screens say ---

    def _project_gone(self, project: ProjectInfo) -> None:
        if self.desk.project is not None and self.desk.project.seq == project.seq:
            self.reviewing.stop()
            self.setWindowTitle(tr("Countersign"))

    def _review_item(self, item_seq: int) -> None:
        self.go("review")
        self.reviewing.show_item(item_seq)

    def _review_queue(self, queue: QueueInfo) -> None:
        self.go("review")
        self.reviewing.review_queue(queue)

    def _renamed(self, project: ProjectInfo) -> None:
        self.reviewing.rename(project)
        if self.desk.project is project:
            self.desk.preferences.project = project.name
            self.setWindowTitle(tr("{project} - Countersign", project=project.name))

    def _task_changed(self, project: ProjectInfo) -> None:
        """What is asked has changed: the session begins anew with it."""
        if self.desk.project is not None and self.desk.project.seq == project.seq:
            self.desk.project = project
            self.reviewing.again()

    def _keys_changed(self, keymap: Keymap) -> None:
        self.reviewing.rebuild()
        new = Rail(self.desk.theme, keymap)
        self._row.replaceWidget(self.rail, new)
        self.rail.deleteLater()
        self.rail = new
        self.rail.chosen.connect(self.go)
        self.rail.set_current("settings")

    def _save(self) -> None:
        preferences = self.desk.preferences
        preferences.workspace = str(self._path)
        preferences.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        try:
            preferences.save()
        except OSError:
            self.say(tr("The settings could not be written to {path}.", path=str(preferences.path)))

    # --- Qt ---

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Sees input before any widget does, so that the time that a reviewer is idle is known."""
        if event.type() in _INPUT:
            self.reviewing.controller.touch()
        return super().eventFilter(watched, event)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            bring_into_sight(now)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._handle is None:
            self._handle = self.windowHandle()
            self._handle.installEventFilter(self)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if self.desk.open_workspace is not None and _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.new_project(path=path)

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        if not self._closed:
            self._closed = True
            self._save()
            self._let_go()
            self.bridge.close()
            self.life.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        holder = Holder(QSize(*_LEAST))
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        self._row.addWidget(self.stack, 1)
        self.setCentralWidget(Ground(holder))
        self.setWindowTitle(tr("Countersign"))
        self.setMinimumSize(QSize(*_LEAST).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self.rail.setEnabled(False)
        geometry = QByteArray.fromBase64(self.desk.preferences.geometry.encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*_SIZE)
        fit_to_screen(self)

    def _connect(self) -> None:
        self.first_painted.connect(self._open, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.life.opened.connect(self._opened)
        self.life.failed.connect(self._failed)
        self.trouble.again.connect(self._try_again)
        self.trouble.other_asked.connect(self._choose_workspace)
        self.trouble.copy_asked.connect(self._copy_here)
        self.trouble.quit_asked.connect(self.close)
        for navigate in (self.rail.chosen, self.keys.navigate, self.reviewing.navigate, self.pages.navigate):
            navigate.connect(self.go)
        self.reviewing.failed.connect(self._failed)
        self.helping.marked.connect(self._mark)
        pages = self.pages
        pages.opened.connect(self.review)
        pages.changed.connect(self.reviewing.grown)
        pages.renamed.connect(self._renamed)
        pages.gone.connect(self._project_gone)
        pages.import_asked.connect(self.new_project)
        pages.new_asked.connect(self.new_project)
        pages.project_asked.connect(self.project_settings)
        pages.task_changed.connect(self._task_changed)
        pages.reviewer_changed.connect(self.reviewing.again)
        pages.keys_changed.connect(self._keys_changed)
        pages.language_changed.connect(self.language_changed)
        pages.restore_asked.connect(self._restore)
        pages.saved.connect(self._save)
        pages.live_changed.connect(self.reviewing.again)
        pages.review_wanted.connect(self._review_item)
        pages.queue_wanted.connect(self._review_queue)
        pages.action_asked.connect(self.keys.run)
        if sys.platform == "darwin":
            Menus(self.menuBar(), self.desk.keymap, self).chosen.connect(self.keys.run)

    def _mark(self, name: str) -> None:
        self.rail.set_current(name)

    def _show_page(self, name: str, page: Page) -> None:
        self.rail.set_current(name)
        self.stack.setCurrentWidget(page)
        page.enter()


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is being dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
