"""The place that a dataset goes to: a suggested name that is free, or one of a person's own; and the button that goes on."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from core.domain.uses import Purpose
from core.export import Format
from desktop.i18n import tr
from desktop.operations import exporting
from desktop.operations.exporting import Found, Target
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals

_UNSAFE = '<>:"/\\|?*'
_SETTLE_MS = 150


class Place(QWidget):
    """`wanted` follows the button. Enter in the field belongs to the screen."""

    wanted = Signal()

    def __init__(self, desk: Desk, go: str, parent: QWidget | None = None) -> None:
        """`go`: the words on the button."""
        super().__init__(parent)
        self._desk = desk
        self._arrivals = Arrivals(desk.bridge)
        self._waiting: int | None = None
        self._dialog: QFileDialog | None = None
        self._folder = _home()
        self._suffix, self._is_folder, self.own = "", False, False
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("File"))
        self.choose = Button(tr("C&hoose…"))
        self.go = Button(go, primary=True)
        self.hint = label(desk.theme, "small", "changed")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out(desk)
        self._settle.timeout.connect(self._look)
        self.path.textEdited.connect(self._edited)
        self.choose.clicked.connect(self._open_dialog)
        self.go.clicked.connect(self.wanted)

    @property
    def target(self) -> Target | None:
        """The place; None while none is named."""
        text = self.path.text().strip()
        return Target(Path(text).expanduser(), self._suffix, not self.own) if text else None

    def suggest(self, name: str, suffix: str, *, folder: bool) -> None:
        """Suggest this name; one of a person's own stays, with another ending where it had that of the format before."""
        before, self._suffix, self._is_folder = self._suffix, suffix, folder
        self.path.setAccessibleName(tr("Folder") if folder else tr("File"))
        self._tell("")
        text = self.path.text()
        if not self.own:
            self.path.setText(str(self._folder / (name + suffix)))
        elif before != suffix and text.endswith(before):
            self.path.setText(text.removesuffix(before) + suffix)
        self._look()

    def forget(self) -> None:
        """Nothing is named any more: the next suggestion stands."""
        self.own = False

    def written(self, path: Path) -> None:
        """Something was written there: the next name is suggested beside it."""
        self._folder = path.parent
        self._look()

    def leave(self) -> None:
        """Nothing that was asked is told any more."""
        self._settle.stop()
        self._arrivals.leave()

    def _edited(self, text: str) -> None:
        self.own = bool(text.strip())
        self._tell("")
        self._settle.start()

    def _look(self) -> None:
        """Ask what stands at the place, on a worker: a disk may be slow."""
        target = self.target
        self._arrivals.forget(self._waiting)
        if target is not None and self._desk.open_workspace is not None:
            future = exporting.look_at(self._desk.workspace, target)
            self._waiting = self._arrivals.watch(future, partial(self._looked, target))

    def _looked(self, target: Target, future: Future[Found]) -> None:
        self._waiting = None
        if future.exception() is not None or target != self.target:
            return
        found = future.result()
        if target.suggested and found.taken:
            self.path.setText(str(found.free))
        elif self.own:
            self._tell(tr("It is there already, and will be replaced once the new one is whole.") if found.taken else "")

    def _tell(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _open_dialog(self) -> None:
        self._dialog = QFileDialog(self, tr("Export to"), self.path.text())
        if self._is_folder:
            self._dialog.setWindowTitle(tr("The folder to make it in"))
            self._dialog.setFileMode(QFileDialog.FileMode.Directory)
            self._dialog.setDirectory(str(Path(self.path.text()).parent))
        else:
            self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self._dialog.selectFile(self.path.text())
        self._dialog.fileSelected.connect(self.take)
        self._dialog.open()

    def take(self, path: str) -> None:
        """A place was chosen: a file, or the folder in which a folder is to be made."""
        name = Path(self.path.text()).name
        self.path.setText(str(Path(path) / name) if self._is_folder and name else path)
        self._edited(path)

    def _lay_out(self, desk: Desk) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        words = label(desk.theme, "body", "muted", tr("To"))
        for column, widget in enumerate((words, self.path, self.choose, self.go)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.hint, 1, 1, 1, 3)
        self.hint.hide()


def suggested_name(project: str, purpose: Purpose, one: Format) -> str:
    """A name for a file of this project, without its ending: also the format's, where the ending does not say it."""
    parts = [_file_name(project), purpose.value, *([] if one.name in one.suffix.split(".") else [one.name])]
    return " ".join(part for part in parts if part)


def _file_name(name: str) -> str:
    """A project's name as a part of the name of a file, on every platform."""
    return "".join("_" if sign in _UNSAFE else sign for sign in name).strip(" .")[:80] or "labels"


def _home() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()
