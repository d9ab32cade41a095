"""The sections of the settings, at the left: Up and Down go through them, Enter and Right go into one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint

_Index = QModelIndex | QPersistentModelIndex
_ROW = 32
_LEAST = 128
_AROUND = 44


class SectionList(QListWidget):
    """`chosen` gives the place of a section, `entered` that its controls are wanted."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._titles = theme, titles
        self.setItemDelegate(_Row(theme, self))
        self.setObjectName("sections")
        self.setAccessibleName(tr("Sections"))
        self.setAccessibleDescription(tr("Up and Down go through the sections, Enter goes into one, Esc comes back."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title in titles:
            self.addItem(QListWidgetItem(title))
        self.currentRowChanged.connect(self.chosen)
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.text().strip():
            event.ignore()  # Qt would search for a letter; it may be a command of the window
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        theme = self._theme
        window, border = (theme.colour(name).name() for name in ("window", "border"))
        self.setStyleSheet(
            f"QListWidget#sections, QListWidget#sections:focus {{ background: {window}; border: none; border-radius: 0;"
            f" border-right: 1px solid {border}; padding: 14px 8px; outline: none; }}"
        )
        font = theme.font("body", bold=True)
        self.setFixedWidth(max(_LEAST, max(paint.text_width(font, title) for title in self._titles) + _AROUND))


class _Row(QStyledItemDelegate):
    """A title on a bed when it is the one that is shown."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self._theme.scaled(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = self._theme, option.rect.adjusted(0, 1, 0, -1)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft"))
        tone = theme.colour("accent" if current else "text")
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        paint.line(painter, theme.font("body", bold=current), tone, rect.adjusted(10, 0, -6, 0), title)
        if current and self._view.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))
        painter.restore()
