"""Settings, backups: where they go and how many are kept, making one, going back to one."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from core.errors import UserError
from core.settings.backups import LEAST, MOST
from desktop.i18n import number, tr
from desktop.messages import told
from desktop.operations import backups
from desktop.operations.backups import Backup, Shelf
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.focus import give_focus
from desktop.screens.look import label
from desktop.screens.models.arrivals import Arrivals
from desktop.screens.models.number_box import NumberBox
from desktop.screens.notice import Tone
from desktop.screens.settings.section import COMPUTER, Section, scope
from desktop.screens.tables import TableView, stretch

_ROWS = 7


class BackupsSection(Section):
    """`restore_asked` gives the backup to go back to."""

    restore_asked = Signal(object)
    name = "backups"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Backups"))
        self.arrivals = Arrivals(desk.bridge)
        self._backups: list[Backup] = []
        self._dialog: QFileDialog | None = None
        self.folder, self.kept = QLineEdit(), NumberBox(LEAST, MOST)
        self.choose = Button(tr("C&hoose…"))
        self.table = TableView(tr("Backups of this workspace"))
        self.none = label(desk.theme, "body", "muted", tr("There is no backup yet."))
        self.now, self.restore = Button(tr("&Back up now")), Button(tr("&Restore…"))
        self.confirm = Confirm(desk.theme)
        self._lay_out()
        self.first = self.folder
        self._connect()

    def enter(self) -> None:
        """See `Section.enter`."""
        held = self.desk.preferences.backups
        self.folder.setText(held.folder)
        self.kept.setValue(held.kept)
        self.refresh()

    def leave(self) -> None:
        """See `Section.leave`."""
        self.arrivals.leave()

    def refresh(self) -> None:
        """Read the folders anew."""
        self.arrivals.watch(backups.shelf(self.desk.workspace), self._came)

    def _came(self, future: Future[Shelf]) -> None:
        shelf = future.result()
        self._backups = shelf.backups
        if not self.desk.preferences.backups.folder:
            self.folder.setPlaceholderText(str(shelf.folder))
        rows = [_cells(one, shelf.folder) for one in self._backups]
        self.table.show_rows([tr("Made"), tr("Size"), tr("File")], rows, numbers={1})
        stretch(self.table, 2)
        self.table.fit_height(_ROWS)
        there = bool(self._backups)
        self.table.setVisible(there)
        self.none.setVisible(not there)
        self.restore.setEnabled(there)

    # --- where, and how many ---

    def _ask_folder(self) -> None:
        self._dialog = QFileDialog(self, tr("A folder for backups"), self.folder.text() or self.folder.placeholderText())
        self._dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._dialog.fileSelected.connect(self._take_chosen)
        self._dialog.open()

    def _take_chosen(self, folder: str) -> None:
        self.folder.setText(folder)
        self._take_folder()

    def _take_folder(self) -> None:
        if self.folder.text().strip() != self.desk.preferences.backups.folder:
            self.arrivals.watch(backups.check_folder(self.desk.workspace, self.folder.text()), self._checked)

    def _checked(self, future: Future[str]) -> None:
        held = self.desk.preferences.backups
        try:
            folder = future.result()
        except UserError as error:
            self.said.emit(told(error), Tone.WRONG)
            return
        self.folder.setText(folder)
        if folder == held.folder:
            return
        self.desk.preferences.backups = held.moved_to(folder)
        self.saved.emit()
        self.said.emit(tr("The next backup goes there. Those made before stay where they are, and stay in the list."), Tone.DONE)
        self.refresh()

    def _take_kept(self) -> None:
        held = self.desk.preferences.backups
        if self.kept.value() != held.kept:
            self.desk.preferences.backups = replace(held, kept=self.kept.value())
            self.saved.emit()

    # --- making one, going back to one ---

    def _back_up(self) -> None:
        if self.now.isEnabled():
            self.now.setEnabled(False)
            self.arrivals.watch(backups.back_up_now(self.desk.workspace), self._was_made)

    def _was_made(self, future: Future[Path]) -> None:
        self.now.setEnabled(True)
        if self.isVisible():
            give_focus(self.now)
        try:
            self.said.emit(tr("Backed up to {path}.", path=str(future.result())), Tone.DONE)
        except UserError as error:
            self.said.emit(told(error), Tone.WRONG)
        self.refresh()

    def _ask(self) -> None:
        backup = self._marked()
        if backup is not None:
            words = tr(
                "Go back to the backup made {when}? The workspace closes and opens again. As it is now, it is kept beside it.",
                when=_moment(backup),
            )
            self.confirm.ask(words, tr("Restore this backup"))

    def _restore(self) -> None:
        backup = self._marked()
        if backup is not None:
            self.restore_asked.emit(backup.path)

    def _marked(self) -> Backup | None:
        row = self.table.row()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    # --- parts ---

    def _connect(self) -> None:
        self.folder.editingFinished.connect(self._take_folder)
        self.choose.clicked.connect(self._ask_folder)
        self.kept.valueChanged.connect(self._take_kept)
        self.now.clicked.connect(self._back_up)
        self.restore.clicked.connect(self._ask)
        self.table.opened.connect(self._ask)
        self.confirm.agreed.connect(self._restore)
        self.confirm.declined.connect(self.table.setFocus)

    def _lay_out(self) -> None:
        card = self.card(self.title, scope(COMPUTER))
        why = tr("One is made on each day that the app is used. Empty: beside the workspace. Another drive outlives this one.")
        self.setting(card, tr("&Folder for backups"), self.folder, why, self.choose, most=0)
        why = tr("1 to 99 of each workspace. When another one is made, the oldest beyond that are deleted.")
        self.setting(card, tr("Backups that are &kept"), self.kept, why, most=120)
        self._lay_out_list(self.card(tr("Backups of this workspace")))

    def _lay_out_list(self, card: QVBoxLayout) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.now)
        buttons.addWidget(self.restore)
        buttons.addStretch(1)
        for widget in (self.none, self.table):
            card.addWidget(widget)
        card.addLayout(buttons)
        card.addWidget(self.confirm)


def _cells(backup: Backup, folder: Path) -> list[str]:
    size = tr("{megabytes} MB", megabytes=number(backup.size / 1_000_000))
    return [_moment(backup), size, backup.path.name if backup.path.parent == folder else str(backup.path)]


def _moment(backup: Backup) -> str:
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(round(backup.made * 1000)), QLocale.FormatType.ShortFormat)
