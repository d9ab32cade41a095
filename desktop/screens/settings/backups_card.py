"""Backups: where they are, making one, going back to one."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.errors import UserError
from desktop.i18n import number, tr
from desktop.operations.backups import back_up_now, list_backups
from desktop.screens.buttons import Button
from desktop.screens.confirm import Confirm
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.notice import Tone
from desktop.screens.tables import TableView, stretch


class BackupsCard(QObject):
    """Fills a card. `restore_asked` gives the backup to go back to; `said` a message with its tone."""

    restore_asked = Signal(object)
    said = Signal(str, object)

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._backups: list[Path] = []
        self.where = label(desk.theme, "body", "muted", wrap=True)
        self.table = TableView(tr("Backups"))
        self.now = Button(tr("&Back up now"))
        self.restore = Button(tr("&Restore…"))
        self.confirm = Confirm(desk.theme)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.now)
        buttons.addWidget(self.restore)
        buttons.addStretch(1)
        card.addWidget(self.where)
        card.addWidget(self.table)
        card.addLayout(buttons)
        card.addWidget(self.confirm)
        self.now.clicked.connect(self._back_up)
        self.restore.clicked.connect(self._ask)
        self.confirm.agreed.connect(self._restore)

    def refresh(self) -> None:
        """Read the folder anew."""
        folder, self._backups = list_backups(self._desk.workspace)
        self.where.setText(tr("One a day, the last seven are kept in {folder}.", folder=str(folder)))
        self.table.show_rows([tr("Made"), tr("Size"), tr("File")], [_cells(path) for path in self._backups])
        stretch(self.table, 2)
        self.table.fit_height(4)
        self.table.setVisible(bool(self._backups))
        self.restore.setEnabled(bool(self._backups))

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        self._desk.bridge.watch(back_up_now(self._desk.workspace), self._was_made)

    def _was_made(self, future: Future[Path]) -> None:
        self.now.setEnabled(True)
        try:
            self.said.emit(tr("Backed up to {path}.", path=str(future.result())), Tone.DONE)
        except UserError as error:
            self.said.emit(str(error), Tone.WRONG)
        self.refresh()

    def _ask(self) -> None:
        row = self.table.row()
        if 0 <= row < len(self._backups):
            words = tr(
                "Go back to the backup made {when}? The workspace closes and opens again. As it is now, it is kept beside it.",
                when=_cells(self._backups[row])[0],
            )
            self.confirm.ask(words, tr("Restore this backup"))

    def _restore(self) -> None:
        row = self.table.row()
        if 0 <= row < len(self._backups):
            self.restore_asked.emit(self._backups[row])


def _cells(path: Path) -> list[str]:
    about = path.stat()
    moment = QDateTime.fromMSecsSinceEpoch(round(about.st_mtime * 1000))
    size = tr("{megabytes} MB", megabytes=number(about.st_size / 1_000_000))
    return [QLocale().toString(moment, QLocale.FormatType.ShortFormat), size, path.name]
