"""What can be done with a dataset of the history: buttons, and the place for one that is cut again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.screens.buttons import Button
from desktop.screens.desk import Desk
from desktop.screens.export.place import Place
from desktop.screens.focus import give_focus
from desktop.screens.look import label


class HistoryFoot(QWidget):
    """`place` is hidden until it is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(desk.theme, "small", "muted")
        self.compare = Button(tr("&Compare"))
        self.again = Button(tr("Cut &again…"))
        self.folder = Button(tr("&Open the folder"))
        self.copy = Button(tr("Cop&y the hash"))
        self.place = Place(desk, tr("C&ut again"))
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.words, 1)
        for button in (self.copy, self.folder, self.again, self.compare):
            across.addWidget(button)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        down.addLayout(across)
        down.addWidget(self.place)
        self.place.hide()

    def show_count(self, count: int) -> None:
        """How many datasets there are; two can be compared."""
        self.words.setText(tr("Datasets: {n}", n=count))
        self.compare.setEnabled(count > 1)

    def say(self, text: str) -> None:
        """A quiet word."""
        self.words.setText(text)

    def ask_place(self, path: Path, suffix: str, *, folder: bool) -> None:
        """Ask for the place, with one beside the first."""
        self.place.forget()
        self.place.written(path)
        self.place.suggest(path.name.removesuffix(suffix), suffix, folder=folder)
        self.place.show()
        give_focus(self.place.path)
        self.place.path.selectAll()
