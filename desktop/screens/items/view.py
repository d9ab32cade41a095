"""The view over the table of items: one row is marked, any number is picked; arrows, pages and ends move the mark."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.screens.items.columns import COLUMNS, PLACES
from desktop.screens.items.delegate import ROW, CellDelegate
from desktop.screens.items.model import ItemTable
from desktop.theme import Theme

_UP, _DOWN = (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home), (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_MOVING = frozenset({*_UP, *_DOWN})


class ItemsView(QTableView):
    """`marked` gives the row that is marked (-1: none), `in_sight` the first and last row that are shown, `sorted_by` a column.

    `opened` follows a double click; `picked` when other rows are picked than before.
    """

    marked = Signal(int)
    in_sight = Signal(int, int)
    sorted_by = Signal(int)
    opened = Signal()
    picked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = ItemTable(self)
        self.setModel(self.items)
        self.setItemDelegate(CellDelegate(theme, self.items, self))
        self.setAccessibleName(tr("Items"))
        self._set_manners()
        self._set_headings()
        self.selectionModel().currentRowChanged.connect(self._tell_mark)
        self.items.modelReset.connect(self.tell_sight)
        self.items.rowsInserted.connect(self.tell_sight)
        self.verticalScrollBar().valueChanged.connect(self.tell_sight)
        self.doubleClicked.connect(self._double_clicked)

    @property
    def at(self) -> int:
        """The marked row, or -1."""
        return self.currentIndex().row()

    def mark(self, at: int) -> None:
        """Mark a row and bring it into sight."""
        if 0 <= at < self.items.rowCount():
            self.setCurrentIndex(self.items.index(at, PLACES["text"]))

    def toggle_pick(self) -> None:
        """Pick the marked row, or leave it."""
        if self.at >= 0:
            self.items.picks.toggle(self.items.seq(self.at))
            self.tell_picks()

    def tell_picks(self) -> None:
        """Other rows are picked: paint them, and say so."""
        self.items.picked_changed()
        self.picked.emit()

    def rows_in_sight(self) -> tuple[int, int]:
        """The first and the last row that are shown, as far as there are any."""
        first = self.verticalScrollBar().value() // ROW
        return first, first + self.viewport().height() // ROW + 1

    def tell_sight(self) -> None:
        """Say which rows are shown, so that they are read."""
        if self.items.rowCount():
            first, last = self.rows_in_sight()
            self.in_sight.emit(min(first, self.items.rowCount() - 1), min(last, self.items.rowCount() - 1))

    # --- Qt ---

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key not in _MOVING or event.modifiers() & _CONTROL:
            event.ignore()  # a command of the screen; Qt would search for a letter, or edit
            return
        before = self.at
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.items.rowCount() - 1}  # Qt's own go along the row
        if key in ends:
            self.mark(ends[key])
        elif before < 0:
            self.mark(0)
        else:
            super().keyPressEvent(event)
        if event.modifiers() & _SHIFT:
            self._pick_between(before, self.at)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        before = self.at
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & _SHIFT:
            self._pick_between(before, index.row())
        elif index.column() == PLACES["pick"] or event.modifiers() & _CONTROL:
            self.selectRow(index.row())  # a click with Ctrl would take the mark away
            self.toggle_pick()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, self.viewport().width() < column.least)
        super().resizeEvent(event)
        self.tell_sight()

    def _pick_between(self, one: int, other: int) -> None:
        low, high = min(one, other), max(one, other)
        self.items.picks.take(self.items.seqs(max(0, low), high + 1))
        self.tell_picks()

    def _tell_mark(self, now: QModelIndex) -> None:
        self.marked.emit(now.row())

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != PLACES["pick"]:
            self.opened.emit()

    def _sort_clicked(self, place: int) -> None:
        if COLUMNS[place].sort is not None:
            self.sorted_by.emit(place)

    def _set_manners(self) -> None:
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)

    def _set_headings(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(34)
        head.setAccessibleName(tr("Headings: a click sorts"))
        for place, column in enumerate(COLUMNS):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._sort_clicked)
