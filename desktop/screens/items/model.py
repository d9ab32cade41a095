"""The rows of the table of items: the numbers of all that match, and of those the pages that were read lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from core.queues.views import ItemRow, Sort
from desktop.i18n import tr
from desktop.screens.items.columns import COLUMNS, PLACES
from desktop.screens.items.picks import Picks

if TYPE_CHECKING:
    import numpy.typing as npt

_Index = QModelIndex | QPersistentModelIndex
#: rows in a page
PAGE = 64
_KEPT = 48  # pages: some 3,000 rows
_NONE = np.empty(0, dtype=np.int64)


class ItemTable(QAbstractTableModel):
    """Holds no more than the numbers (8 bytes an item) and some pages of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picks = Picks()
        self._sort: Sort | None = None
        self._seqs: npt.NDArray[np.int64] = _NONE
        self._pages: OrderedDict[int, dict[int, ItemRow]] = OrderedDict()

    # --- what matches ---

    def show_seqs(self, seqs: Sequence[int] | npt.NDArray[np.int64]) -> None:
        """Show these items. When they only go on where the old ones end, what is there stays where it is."""
        new = np.asarray(seqs, dtype=np.int64)
        old = len(self._seqs)
        if old and len(new) > old and np.array_equal(new[:old], self._seqs):
            self.beginInsertRows(QModelIndex(), old, len(new) - 1)
            self._seqs = new
            self.endInsertRows()
            self._pages.pop(old // PAGE, None)  # it was not full
            return
        if len(new) == old and np.array_equal(new, self._seqs):
            return
        self.beginResetModel()
        self._seqs = new
        self._pages.clear()
        self.endResetModel()

    def show_sort(self, sort: Sort | None) -> None:
        """An arrow on the heading that is sorted by; None: on none."""
        self._sort = sort
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def forget_rows(self) -> None:
        """What was read may have changed: read it again when it is looked at. Until then it stays in sight."""
        for page in self._pages.values():
            page[-1] = _STALE

    def seq(self, at: int) -> int:
        """The number of the item in a row."""
        return int(self._seqs[at])

    def seqs(self, first: int, end: int) -> list[int]:
        """The numbers of the items in the rows from `first` up to `end`."""
        return cast("list[int]", self._seqs[max(0, first) : max(0, end)].tolist())

    @property
    def all_seqs(self) -> npt.NDArray[np.int64]:
        """The numbers of all items that match, as far as they are there."""
        return self._seqs

    def place(self, item_seq: int) -> int:
        """The row of an item, or -1."""
        found = np.flatnonzero(self._seqs == item_seq)
        return int(found[0]) if len(found) else -1

    # --- what was read ---

    def row(self, at: int) -> ItemRow | None:
        """The item in a row, or None while it is not there yet."""
        page = self._pages.get(at // PAGE)
        return None if page is None else page.get(int(self._seqs[at]))

    def missing(self, page: int) -> bool:
        """Whether a page is to be read."""
        if page < 0 or page * PAGE >= len(self._seqs):
            return False
        held = self._pages.get(page)
        return held is None or -1 in held

    def put(self, page: int, rows: Sequence[ItemRow]) -> None:
        """Take what was read of a page."""
        self._pages[page] = {row.item_seq: row for row in rows}
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min(len(self._seqs), (page + 1) * PAGE) - 1
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def picked_changed(self) -> None:
        """Other items are picked than before."""
        if len(self._seqs):
            column = PLACES["pick"]
            self.dataChanged.emit(
                self.index(0, column), self.index(len(self._seqs) - 1, column), [Qt.ItemDataRole.CheckStateRole]
            )

    # --- Qt ---

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self._seqs)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is None:
            return tr("Loading")
        if index.column() == PLACES["pick"]:
            return tr("picked") if row.item_seq in self.picks else tr("not picked")
        return COLUMNS[index.column()].text(row)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].trailing else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self._heading(section) if role == Qt.ItemDataRole.DisplayRole and COLUMNS[section].title else None

    def _heading(self, section: int) -> str:
        title, sort = tr(COLUMNS[section].title), self._sort
        if sort is None or COLUMNS[section].sort is not sort.by:
            return title
        return f"{title} {'↓' if sort.descending else '↑'}"


_STALE = ItemRow(-1, "", "", "")
