"""The file: its path, how it was read, and its first rows."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import orjson
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from core.domain.json import JsonValue
from core.errors import UserError
from core.ingest.task_file import ProjectFile
from desktop.i18n import QT_TR_NOOP, tr
from desktop.operations.importing import Preview, look_at
from desktop.operations.projects import read_file
from desktop.screens.buttons import Button
from desktop.screens.combo import Combo
from desktop.screens.desk import Desk
from desktop.screens.look import label
from desktop.screens.tables import TableView

_ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "cp932", "euc_kr", "cp1252", "cp1251")
_DELIMITERS = {",": QT_TR_NOOP("commas"), "\t": QT_TR_NOOP("tabs"), ";": QT_TR_NOOP("semicolons"), "|": QT_TR_NOOP("bars")}
_SHOWN_ROWS = 6
#: files that hold a project's settings and no items
_SETTINGS = frozenset({".yaml", ".yml"})


class SourceCard(QObject):
    """Fills a card. `looked` gives the `Preview` of a file that can be a table, `failed` the error of one that cannot.

    `settings` gives the `ProjectFile` of a file with a project's settings.
    """

    looked = Signal(object)
    settings = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, card: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: tuple[str, str | None] | None = None
        self._dialog: QFileDialog | None = None
        self.path = QLineEdit()
        self.path.setPlaceholderText(
            tr("Drop a file on this window, or give its path: a table, records, texts, or a project's YAML")
        )
        self.path.setAccessibleName(tr("File"))
        self.choose = Button(tr("C&hoose…"))
        self.encoding = Combo()
        self.encoding.setAccessibleName(tr("Encoding"))
        self.encoding.addItem(tr("Encoding: found"), None)
        for name in _ENCODINGS:
            self.encoding.addItem(name, name)
        self.read_as = label(desk.theme, "body", "muted", wrap=True)
        self.rows = TableView(tr("The first rows of the file"), marks=False)
        self._lay_out(card)
        self.path.returnPressed.connect(self.look)
        self.choose.clicked.connect(self._open_dialog)
        self.encoding.currentIndexChanged.connect(self.look)

    def clear(self) -> None:
        """Forget the file."""
        self._asked = None
        self.path.clear()
        self._show_rows(None)

    def take(self, path: Path) -> None:
        """Look at this file."""
        self.path.setText(str(path))
        self.look()

    def look(self) -> None:
        """Look at the file that is named, with the encoding that is chosen."""
        text = self.path.text().strip().removeprefix("file://")
        if not text:
            return
        encoding = self.encoding.currentData()
        self._asked = (text, encoding)
        path = Path(text).expanduser()
        if path.suffix.lower() in _SETTINGS:
            self._desk.bridge.watch(read_file(self._desk.workspace, path), self._read)
        else:
            self._desk.bridge.watch(look_at(self._desk.workspace.executor, path, encoding), self._seen)

    def _read(self, future: Future[ProjectFile]) -> None:
        try:
            file = future.result()
        except UserError as error:
            self.failed.emit(error)
            return
        self.clear()
        self.settings.emit(file)

    def _seen(self, future: Future[Preview]) -> None:
        try:
            preview = future.result()
        except UserError as error:
            self._show_rows(None)
            self.failed.emit(error)
            return
        if self._asked is not None and preview.table.path == Path(self._asked[0]).expanduser():
            self._show_rows(preview)
            self.looked.emit(preview)

    def _show_rows(self, preview: Preview | None) -> None:
        for one in (self.rows, self.read_as, self.encoding):
            one.setVisible(preview is not None)
        if preview is None:
            return
        names = preview.table.columns
        self.rows.show_rows(names, [[_cell(row.get(name)) for name in names] for row in preview.rows])
        self.rows.fit_height(_SHOWN_ROWS)
        self.read_as.setText(_how(preview))
        self.encoding.setEnabled(preview.table.encoding is not None)

    def _open_dialog(self) -> None:
        self._dialog = QFileDialog(self.path, tr("Choose a file"))
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.setNameFilters(
            [
                tr("Tables and settings (*.csv *.tsv *.jsonl *.ndjson *.json *.parquet *.xlsx *.txt *.conll *.yaml *.yml)"),
                tr("All files (*)"),
            ]
        )
        self._dialog.fileSelected.connect(self._picked)
        self._dialog.open()

    def _picked(self, path: str) -> None:
        self.take(Path(path))

    def _lay_out(self, card: QVBoxLayout) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.path, 1)
        first.addWidget(self.choose)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.read_as, 1)
        second.addWidget(self.encoding)
        card.addLayout(first)
        card.addWidget(self.rows)
        card.addLayout(second)
        self._show_rows(None)


def _cell(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else orjson.dumps(value).decode()


def _how(preview: Preview) -> str:
    """How the file was read, in a line."""
    table = preview.table
    parts = [table.format.upper(), tr("{n} columns", n=len(table.columns))]
    if table.dialect is not None:
        parts.append(tr("separated by {what}", what=tr(_DELIMITERS.get(table.dialect.delimiter, "others"))))
    if table.encoding is not None:
        parts.append(tr("encoding {name}", name=table.encoding))
    if table.left_out:
        parts.append(tr("left out, for they hold no text: {names}", names=", ".join(table.left_out[:5])))
    return ", ".join(parts)
