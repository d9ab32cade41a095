"""The list of calls: a page at a time, the next one is asked for when the end comes into sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from core.storage.call_list import CallRow
from desktop.i18n import number, tr
from desktop.icons import icon
from desktop.screens.calls.words import outcome_sign, outcome_words
from desktop.screens.models.words import moment, money, seconds
from desktop.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROW = 30
_NUMBERS = frozenset({5, 6, 7})
_OUTCOME = 4
_WIDTHS = (128, 120, 70, 0, 176, 104, 112, 80, 76)


class CallTable(QAbstractTableModel):
    """Rows of calls, the latest first."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[CallRow] = []
        self._names = (
            tr("Time"),
            tr("Item"),
            tr("Version"),
            tr("Model"),
            tr("Outcome"),
            tr("Tokens"),
            tr("Cost"),
            tr("Took"),
            tr("Cached"),
        )

    def begin(self, rows: Sequence[CallRow]) -> None:
        """Show these, and nothing of what was there."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[CallRow]) -> None:
        """Add older ones."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._names)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return call_cells(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _OUTCOME:
            sign, tone = outcome_sign(row.outcome)
            return icon(sign, self._theme.colour(tone), 14)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._names[section]


class CallsView(QTableView):
    """`marked` gives the number of the call that is marked, `end_near` that older ones are wanted."""

    marked = Signal(int)
    end_near = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calls = CallTable(theme, self)
        self.setModel(self.calls)
        self.setAccessibleName(tr("Calls"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._theme = theme
        self._set_widths()
        theme.changed.connect(self._set_widths)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self._look)

    def begin(self, rows: Sequence[CallRow]) -> None:
        """Show these; the first is marked."""
        self.calls.begin(rows)
        if rows:
            self.selectRow(0)

    def row(self) -> CallRow | None:
        """The call that is marked."""
        at = self.currentIndex().row()
        return self.calls.rows[at] if 0 <= at < len(self.calls.rows) else None

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.calls.rows) - 1}  # Qt's own go along the row
        if Qt.Key(event.key()) in ends:
            self.selectRow(ends[Qt.Key(event.key())])
        elif event.text().strip():
            event.ignore()  # Qt would search for it; a letter may be a command of the screen
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        row = self.row()
        if row is not None:
            self.marked.emit(row.seq)

    def _look(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.end_near.emit()

    def _set_widths(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self._theme.scaled(_ROW))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, self._theme.scaled(width))
            else:
                head.setMinimumSectionSize(50)
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def call_cells(row: CallRow) -> list[str]:
    """A call in the words of the list."""
    version = f"v{row.version}" if row.version is not None else ""
    tokens = f"{number(row.tokens_in)} → {number(row.tokens_out)}" if row.tokens_in or row.tokens_out else ""
    cost = money(row.cost) if row.cost else ""
    cached = tr("yes") if row.cache_hit else ""
    took = seconds(row.latency_ms / 1000) if row.latency_ms else ""
    return [moment(row.created_us), row.item, version, row.model, outcome_words(row.outcome), tokens, cost, took, cached]


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
