"""A field and a list: type a few letters, Enter takes the marked entry. The label search and the command palette are this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.fuzzy import FuzzyIndex
from desktop.widgets.keys import key_text

ROW_HEIGHT = 34
_Index = QModelIndex | QPersistentModelIndex
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: its name, a quiet word about it, and the keys that do the same (shown at the right)."""

    name: str
    detail: str = ""
    hint: str = ""


class _Found(QAbstractListModel):
    """The found entries, as places in the full list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self.places: list[int] = []

    def show_places(self, places: list[int]) -> None:
        self.beginResetModel()
        self.places = places
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self.places)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[self.places[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return plain_tip(entry.name, entry.detail)
        return entry if role == Qt.ItemDataRole.UserRole else None


class _Row(QStyledItemDelegate):
    """Paints an entry: name, then its quiet word in the room that is left, then its keys."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.awake = False  # the mark and its key show only while Enter would take it

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self._theme.scaled(ROW_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._theme
        entry = cast("Entry", index.data(Qt.ItemDataRole.UserRole))
        rect = option.rect
        state = option.state
        marked = self.awake and bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if marked:
            paint.box(painter, rect.adjusted(0, 1, 0, -1), theme.radius("small"), theme.colour("accent_soft"))
        right = self._hint(painter, rect, entry, marked=marked)
        name = QRect(rect.left() + 12, rect.top(), right - rect.left() - 20, rect.height())
        self._texts(painter, name, entry, marked=marked)
        painter.restore()

    def _hint(self, painter: QPainter, rect: QRect, entry: Entry, *, marked: bool) -> int:
        text = entry.hint or (key_text("Return") if marked else "")
        if not text:
            return rect.right()
        x = rect.right() - 8 - paint.keycap_width(self._theme, text)
        paint.keycap(painter, self._theme, x, rect.center().y(), text)
        return x

    def _texts(self, painter: QPainter, rect: QRect, entry: Entry, *, marked: bool) -> None:
        font = self._theme.font("label", bold=marked)
        paint.line(painter, font, self._theme.colour("text"), rect, entry.name)
        used = paint.text_width(font, entry.name) + 12
        if entry.detail and rect.width() - used > 60:
            small = self._theme.font("small")
            paint.line(painter, small, self._theme.colour("muted"), rect.adjusted(used, 1, 0, 1), entry.detail)


class _Field(QLineEdit):
    """The field: arrows, Enter and Esc belong to the finder, everything else is typed."""

    moved = Signal(int)
    entered = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.key = ""

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        super().paintEvent(arg__1)
        if self.key and not self.text() and not self.hasFocus():
            painter = QPainter(self)
            x = self.width() - 12 - paint.keycap_width(self._theme, self.key)
            paint.keycap(painter, self._theme, x, self.height() // 2, self.key)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        key = Qt.Key(arg__1.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in _ENTER:
            if not arg__1.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_K and arg__1.modifiers() == Qt.KeyboardModifier.ControlModifier:
            arg__1.ignore()  # the command palette; Qt would delete to the end of the line
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusInEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusInEvent(arg__1)
        self.focused.emit(True)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusOutEvent(arg__1)
        self.focused.emit(False)


class Finder(QWidget):
    """A field over a list of entries. `chosen` gives the entry's place, `left` that Esc was pressed."""

    chosen = Signal(int)
    left = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field(theme, self)
        self.field.setFont(theme.font("label"))
        self.field.setMinimumHeight(38)
        self.list = QListView(self)
        self._model = _Found(self)
        self._index = FuzzyIndex(())
        self._row = _Row(theme, self.list)
        self._set_up_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self._connect()

    def set_entries(self, entries: Sequence[Entry], *, named: str, key: str = "") -> None:
        """Search these from now on; `named` says what they are, `key` opens the field (shown in it while it sleeps)."""
        self.field.key = key
        self._model.entries = entries
        self._index = FuzzyIndex([entry.name for entry in entries], [entry.detail for entry in entries])
        self.field.setPlaceholderText(named)
        self.field.setAccessibleName(named)
        self.list.setAccessibleName(tr("Found"))
        self.clear()

    def clear(self) -> None:
        """Empty the field and show everything."""
        if self.field.text():
            self.field.clear()
        else:
            self.search("")

    def search(self, query: str) -> None:
        """Show what fits `query` and mark the first."""
        self._model.show_places(self._index.find(query))
        if self._model.places:
            self.list.setCurrentIndex(self._model.index(0))

    def places(self) -> list[int]:
        """The places of what is listed, best first."""
        return list(self._model.places)

    def _set_up_list(self) -> None:
        self.list.setObjectName("results")
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._row)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.search)
        self.field.moved.connect(self._move)
        self.field.entered.connect(self._take)
        self.field.left.connect(self.left)
        self.field.focused.connect(self._wake)
        self.list.clicked.connect(self._take_clicked)

    def _wake(self, awake: bool) -> None:
        self._row.awake = awake
        self.list.viewport().update()
        self.focused.emit(awake)

    def _move(self, step: int) -> None:
        last = len(self._model.places) - 1
        if last >= 0:
            row = min(last, max(0, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._model.index(row))

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._model.places):
            self.chosen.emit(self._model.places[row])

    def _take_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.places[index.row()])


def plain_tip(name: str, detail: str = "") -> str:
    """A tool tip that shows its text as it stands: Qt would take what looks like markup for markup."""
    text = f"{name}\n{detail}" if detail else name
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<p style='white-space: pre-wrap'>" + escaped + "</p>"
