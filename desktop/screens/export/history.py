"""The datasets so far: a table, two compared, one cut again; its folder, its hash."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.export import FORMATS, Difference, Recipe
from core.storage.datasets import StoredDataset
from core.storage.projects import ProjectInfo
from desktop.i18n import tr
from desktop.messages import told
from desktop.operations import exporting
from desktop.operations.exporting import Target
from desktop.screens.desk import Desk
from desktop.screens.export.compared import Compared
from desktop.screens.export.dataset_words import HEADS, NUMBERS, dataset_cells
from desktop.screens.export.history_foot import HistoryFoot
from desktop.screens.focus import give_focus
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.prompts.empty import EmptyState
from desktop.screens.tables import TableView

_LEAST = 90


class DatasetTable(TableView):
    """Letters are commands of the screen."""

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)


class History(QWidget):
    """`again` gives the number of a dataset and the `Target` it goes to anew, `folder_asked` a path, `said` words for the user."""

    again = Signal(int, object)
    folder_asked = Signal(object)
    said = Signal(str)
    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._of: ProjectInfo | None = None
        self._arrivals = Arrivals(desk.bridge)
        self._comparing: int | None = None
        self.datasets: Sequence[StoredDataset] = ()
        self.table = DatasetTable(tr("Datasets"))
        self.compared = Compared(desk.theme)
        self.foot = HistoryFoot(desk)
        self.empty = EmptyState(desk.theme, "export")
        self.stack, self.page = QStackedWidget(), QWidget()
        self._lay_out()
        self._connect()

    # --- reading ---

    def begin(self, project: ProjectInfo | None) -> None:
        """Show the datasets of a project."""
        other = project is None or self._of is None or self._of.seq != project.seq
        self._of = project
        if other:
            self.compared.hide()
            self.foot.place.hide()
            self._show(())
        self.refresh()

    def refresh(self) -> None:
        """Read them anew."""
        if self._of is not None:
            future = exporting.datasets(self._desk.workspace, self._of)
            self._arrivals.watch(future, partial(self._read, self._of))

    def take_focus(self) -> None:
        """Give the keyboard to the table, or to the way back where there is none."""
        give_focus(self.table if self.datasets else self.empty.button)

    def leave(self) -> None:
        """Nothing arrives any more."""
        self._arrivals.leave()
        self.foot.place.leave()

    def _read(self, project: ProjectInfo, future: Future[list[StoredDataset]]) -> None:
        if self._of is None or self._of.seq != project.seq:
            return
        waited = self.isVisible() and not self.datasets
        self._show(future.result())
        if waited:
            self.take_focus()

    def _show(self, datasets: Sequence[StoredDataset]) -> None:
        self.datasets = datasets
        self.table.show_rows([tr(one) for one in HEADS], [dataset_cells(one) for one in datasets], NUMBERS)
        self.foot.show_count(len(datasets))
        if datasets:
            self.stack.setCurrentWidget(self.page)
            return
        told = tr("Each export is kept as a dataset: what it was made from, what was left out, and the hash of its rows.")
        self.empty.say(tr("No datasets yet"), told, tr("&Make the first one"))
        self.stack.setCurrentWidget(self.empty)

    # --- what is asked ---

    @property
    def marked(self) -> StoredDataset | None:
        """The dataset that is marked."""
        row = self.table.row()
        return self.datasets[row] if 0 <= row < len(self.datasets) else None

    def compare(self) -> None:
        """Compare what is marked with the one before it."""
        at = self.table.row()
        if len(self.datasets) < 2:
            self.said.emit(tr("There is one dataset only: two can be compared."))
        elif at >= 0:
            older = min(at + 1, len(self.datasets) - 1)
            newer = at if older != at else at - 1
            self.foot.place.hide()
            self.compared.ask(self.datasets, self.datasets[older].number, self.datasets[newer].number)

    def ask_again(self) -> None:
        """Ask where what is marked goes to when it is cut again."""
        one = self.marked
        if one is None:
            return
        self.compared.hide()
        found = FORMATS.get(Recipe.from_json(one.recipe).format)
        path = Path(one.path)
        suffix = found.suffix if found is not None else path.suffix
        self.foot.ask_place(path, suffix, folder=found is not None and found.folder)

    def open_folder(self) -> None:
        """Open the folder of what is marked."""
        if self.marked is not None:
            self.folder_asked.emit(Path(self.marked.path))

    def copy_hash(self) -> None:
        """Put the whole hash of what is marked on the clipboard."""
        if self.marked is not None:
            QGuiApplication.clipboard().setText(self.marked.sha256)
            self.foot.say(tr("Copied: {hash}", hash=self.marked.sha256))

    def step_back(self) -> None:
        """Close what was opened last, then leave."""
        opened = [part for part in (self.foot.place, self.compared) if part.isVisibleTo(self)]
        for part in opened:
            part.hide()
        if opened:
            give_focus(self.table)
        else:
            self.back.emit()

    def _cut_again(self) -> None:
        target: Target | None = self.foot.place.target
        if self.marked is not None and target is not None:
            self.again.emit(self.marked.number, target)

    def _compare(self, before: int, after: int) -> None:
        if self._of is not None:
            self._arrivals.forget(self._comparing)
            future = exporting.compare(self._desk.workspace, self._of, before, after)
            self._comparing = self._arrivals.watch(future, self._compared)

    def _compared(self, future: Future[Difference]) -> None:
        self._comparing = None
        try:
            self.compared.show_difference(future.result())
        except UserError as error:
            self.compared.say(told(error))

    # --- wiring ---

    def _connect(self) -> None:
        foot = self.foot
        self.table.opened.connect(self.compare)
        foot.compare.clicked.connect(self.compare)
        foot.again.clicked.connect(self.ask_again)
        foot.folder.clicked.connect(self.open_folder)
        foot.copy.clicked.connect(self.copy_hash)
        foot.place.wanted.connect(self._cut_again)
        foot.place.path.returnPressed.connect(self._cut_again)
        self.compared.asked.connect(self._compare)
        self.compared.closed.connect(self.step_back)
        self.empty.button.clicked.connect(self.back)

    def _lay_out(self) -> None:
        down = QVBoxLayout(self.page)
        down.setContentsMargins(20, 14, 20, 12)
        down.setSpacing(12)
        self.table.setMinimumHeight(_LEAST)
        down.addWidget(self.table, 2)
        down.addWidget(self.compared, 3)
        down.addWidget(self.foot)
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.stack)
