"""The project's settings as one file: written, or brought in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.i18n import tr
from desktop.screens.buttons import Button

_UNSAFE = '<>:"/\\|?*'


class FileCard(QObject):
    """Fills a card. `save_asked` and `apply_asked` give a path."""

    save_asked = Signal(object)
    apply_asked = Signal(object)

    def __init__(self, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._dialog: QFileDialog | None = None
        self.path = QLineEdit()
        self.path.setAccessibleName(tr("File of settings"))
        self.choose = Button(tr("C&hoose…"))
        self.save = Button(tr("Save as &YAML"))
        self.apply = Button(tr("A&pply a YAML file"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.path, 1)
        for button in (self.choose, self.save, self.apply):
            row.addWidget(button)
        card.addLayout(row)
        self.choose.clicked.connect(self._open_dialog)
        self.save.clicked.connect(self._save)
        self.apply.clicked.connect(self._apply)

    def show_name(self, name: str) -> None:
        """Offer a file that is called like the project."""
        plain = "".join("_" if sign in _UNSAFE else sign for sign in name).strip(" .") or "project"
        self.path.setText(str(_home() / f"{plain}.yaml"))

    def _save(self) -> None:
        if self._path() is not None:
            self.save_asked.emit(self._path())

    def _apply(self) -> None:
        if self._path() is not None:
            self.apply_asked.emit(self._path())

    def _path(self) -> Path | None:
        text = self.path.text().strip().removeprefix("file://")
        return Path(text).expanduser() if text else None

    def _open_dialog(self) -> None:
        self._dialog = QFileDialog(self.path, tr("A project's settings"), self.path.text())
        self._dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        self._dialog.setNameFilters([tr("Settings (*.yaml *.yml)"), tr("All files (*)")])
        self._dialog.fileSelected.connect(self.path.setText)
        self._dialog.open()


def _home() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()
