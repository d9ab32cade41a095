"""A plain table of texts: a model for what is already in memory, and a view that Tab and arrows go through."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

_Index = QModelIndex | QPersistentModelIndex
_ROW = 34
_AROUND = 12
_WIDEST = 320
#: what a cell holds at most; a table is looked at, not read
_LONGEST = 300


class TextTable(QAbstractTableModel):
    """Rows of texts under names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._numbers: Container[int] = ()

    def show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]], numbers: Container[int] = ()) -> None:
        """Show these rows, each with a cell for every name; the columns `numbers` stand at the right."""
        self.beginResetModel()
        self._names, self._rows, self._numbers = names, rows, numbers
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._names)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        text = self._rows[index.row()][index.column()]
        return " ".join(text[:_LONGEST].split())

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._names[section]

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class TableView(QTableView):
    """A quiet table. `opened` gives the row that Enter or a double click was on; Tab goes on to the next widget."""

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None, *, marks: bool = True) -> None:
        """`marks`: a row can be marked; a table without is only looked at."""
        super().__init__(parent)
        self._marks = marks
        self.texts = TextTable(self)
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.SingleSelection if marks else modes.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._fitted = 0
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setMaximumSectionSize(_WIDEST)
        self.doubleClicked.connect(self._open)

    def show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]], numbers: Container[int] = ()) -> None:
        """Show these rows; the row that was marked stays marked, otherwise the first is."""
        before = max(0, self.row())
        self.texts.show_rows(names, rows, numbers)
        self.resizeColumnsToContents()
        if rows and self._marks:
            self.selectRow(min(before, len(rows) - 1))

    def fit_height(self, most: int) -> None:
        """Be as tall as the rows, up to `most` of them."""
        head = self.horizontalHeader().sizeHint().height()
        self._fitted = most
        self.setFixedHeight(head + self._row_height() * max(1, min(most, self.texts.rowCount())) + 18)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Rows follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.verticalHeader().defaultSectionSize() != self._row_height():
            self.verticalHeader().setDefaultSectionSize(self._row_height())
            if self._fitted:
                self.fit_height(self._fitted)

    def _row_height(self) -> int:
        return max(_ROW, self.fontMetrics().height() + _AROUND)

    def row(self) -> int:
        """The marked row, or -1."""
        return self.currentIndex().row()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row() >= 0:
            if not event.isAutoRepeat():
                self.opened.emit(self.row())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


def stretch(view: QTableView, column: int) -> None:
    """Let one column take the room that the others leave."""
    view.horizontalHeader().setStretchLastSection(False)
    view.horizontalHeader().setMaximumSectionSize(10_000)
    view.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
