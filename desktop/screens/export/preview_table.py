"""The first records as a table; cells that a spreadsheet would run carry a sign on a ground."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.export.cells import safe
from core.export.rows import Cells
from desktop.i18n import tr
from desktop.icons import icon
from desktop.screens.tables import TableView, TextTable
from desktop.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_SIGN = 14
_ROWS = 10
_WIDTH = 260


class RecordTable(TextTable):
    """Records as texts; `risky` cells are marked."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.risky: frozenset[tuple[int, int]] = frozenset()

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if (index.row(), index.column()) not in self.risky:
            return super().data(index, role)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("warning", self._theme.colour("changed"), _SIGN)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.colour("changed_soft")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour("changed")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{cell}, a spreadsheet would run this", cell=str(super().data(index, Qt.ItemDataRole.DisplayRole)))
        return super().data(index, role)


class RecordView(TableView):
    """Looked at only: arrows move through the cells, Enter belongs to the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("The first records"), parent, marks=False)
        self.texts = self.records = RecordTable(theme, self)
        self.setModel(self.records)
        self.horizontalHeader().setMaximumSectionSize(_WIDTH)
        self.horizontalHeader().setStretchLastSection(True)

    def show_records(
        self, columns: Sequence[str], rows: Sequence[Cells], risky: Collection[tuple[int, int]], *, made_safe: bool
    ) -> None:
        """Show these. `made_safe`: the risky ones as they are written then, without a mark."""
        shown = [[cell_text(safe(cell) if made_safe else cell) for cell in row] for row in rows]
        self.records.risky = frozenset() if made_safe else frozenset(risky)
        self.show_rows(columns, shown, _numbers(rows))
        self.fit_height(_ROWS)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().strip():
            event.ignore()  # a command of the screen
        else:
            super().keyPressEvent(event)


def cell_text(cell: object) -> str:
    """A cell as the file has it, shortly: numbers without what they do not need."""
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _numbers(rows: Sequence[Cells]) -> frozenset[int]:
    """The columns that hold numbers alone."""
    columns = list(zip(*rows, strict=True))
    held = [[cell for cell in column if cell is not None] for column in columns]
    return frozenset(at for at, cells in enumerate(held) if cells and all(isinstance(cell, (int, float)) for cell in cells))
