"""A list whose entries are ticked: Space or a click ticks one."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint

_ROW = 26
_BOX = 16
_MOST_ROWS = 5
_Index = QModelIndex | QPersistentModelIndex


class TickList(QListWidget):
    """As tall as its entries, up to five."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setItemDelegate(_Row(theme, self))
        self.setAccessibleName(name)

    def offer(self, names: Sequence[str], ticked: Container[str]) -> None:
        """Offer these, some of them ticked."""
        self.clear()
        for name in names:
            item = QListWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self._theme.hold_height(self, _ROW * min(_MOST_ROWS, max(1, len(names))) + 12)

    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)


class _Row(QStyledItemDelegate):
    """Paints an entry with its box: the style's own box does not follow the theme."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self._theme.scaled(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = self._theme, option.rect
        painter.save()
        focused = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active
        if option.state & focused == focused:
            paint.box(painter, rect, theme.radius("small"), theme.colour("accent_soft"))
        box = QRect(rect.left() + 6, rect.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        fill = theme.colour("accent" if ticked else "surface")
        paint.box(painter, box, theme.radius("small"), fill, theme.colour("accent" if ticked else "border_strong"))
        if ticked:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent"))
        words = rect.adjusted(_BOX + 14, 0, -4, 0)
        paint.line(painter, theme.font("body"), theme.colour("text"), words, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()
