"""Similar decided items over the review screen: each with its label, who decided it and how. Enter opens the history of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.vocabulary import Provenance, Verdict
from core.suggest.similar import Found, SimilarItem
from desktop.i18n import percent, tr
from desktop.review import words
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.keys import key_text
from desktop.widgets.overlay import Overlay
from desktop.widgets.spoken import announce

_ROW = 84
_HEAD = 52
_FOOT = 44
_INSET = 20
_CLOSENESS = 96
_Index = QModelIndex | QPersistentModelIndex
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def label_of(item: SimilarItem) -> str:
    """What was decided: the label, or the reason of a rejection."""
    return item.label or words.reason(item.reason) or tr("no label")


def decided_by(item: SimilarItem) -> str:
    """Who decided, what, how and when, on one line."""
    done = words.verdict(Verdict(item.verdict)) if item.verdict in set(Verdict) else ""
    how = words.provenance(Provenance(item.provenance)) if item.provenance in set(Provenance) else ""
    moment = QDateTime.fromMSecsSinceEpoch(item.decided_us // 1000)
    when = QLocale().toString(moment, QLocale.FormatType.ShortFormat) if item.decided_us else ""
    return " · ".join(part for part in (item.decided_by, done, how, when) if part)


def found_by(item: SimilarItem) -> str:
    """How it was found, in a word."""
    told = {Found.MEANING: tr("by meaning"), Found.WORDS: tr("by words"), Found.BOTH: tr("by both")}
    return told[item.found]


class _Rows(QAbstractListModel):
    """The items, read only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: Sequence[SimilarItem] = ()

    def show_items(self, items: Sequence[SimilarItem]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "; ".join((label_of(item), percent(100 * item.similarity), decided_by(item), item.text))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(label_of(item), item.text)
        return item if role == Qt.ItemDataRole.UserRole else None


class _Row(QStyledItemDelegate):
    """Label and how alike on the first line, the item's beginning on the second, who decided on the third."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, self._theme.scaled(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, item = self._theme, cast("SimilarItem", index.data(Qt.ItemDataRole.UserRole))
        rect = option.rect.adjusted(4, 2, -4, -2)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft"), theme.colour("focus"))
        line = QRect(rect.left() + 12, rect.top() + 8, rect.width() - 24, theme.scaled(22))
        first = line.adjusted(0, 0, -_CLOSENESS - 96, 0)
        rejected = item.verdict == Verdict.REJECTED
        tone = "bad" if rejected else "text"
        name = tr("Rejected: {reason}", reason=label_of(item)) if rejected else label_of(item)
        paint.line(painter, theme.font("label", bold=True), theme.colour(tone), first, name)
        self._closeness(painter, line, item)
        paint.line(painter, theme.font("body"), theme.colour("text"), line.translated(0, theme.scaled(24)), item.text)
        paint.line(painter, theme.font("small"), theme.colour("muted"), line.translated(0, theme.scaled(46)), decided_by(item))
        painter.restore()

    def _closeness(self, painter: QPainter, line: QRect, item: SimilarItem) -> None:
        """A bar, and in figures how alike; before it how it was found."""
        theme, right = self._theme, line.right()
        figure = QRect(right - 40, line.y(), 40, line.height())
        paint.line(painter, theme.font("small"), theme.colour("text"), figure, percent(100 * item.similarity), trailing=True)
        paint.bar(painter, theme, QRect(right - _CLOSENESS, line.center().y() - 2, 48, 4), item.similarity)
        told = QRect(right - _CLOSENESS - 96, line.y(), 88, line.height())
        paint.line(painter, theme.font("small"), theme.colour("muted"), told, found_by(item), trailing=True)


class _List(QListView):
    """Arrows walk, Enter opens; what it has no use for goes to the sheet."""

    picked = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in _ENTER:
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self.picked.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            event.accept()


class SimilarSheet(Overlay):
    """`opened` gives the number of an item whose history is wanted."""

    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=QSize(760, 600))
        self.setAccessibleName(tr("Similar decided items"))
        self.list = _List(self.box)
        self._rows = _Rows(self)
        self._notice = ""
        self._set_up_list()
        layout = QVBoxLayout(self.box)
        layout.setContentsMargins(8, _HEAD, 8, _FOOT)
        layout.addWidget(self.list)

    @property
    def told(self) -> str:
        """What stands in the place of the list; empty while it shows items."""
        return self._notice

    @property
    def items(self) -> Sequence[SimilarItem]:
        """What is listed, best first."""
        return self._rows.items

    def show_waiting(self) -> None:
        """Open, while the items are being looked for."""
        self._tell(tr("Looking for decided items like this one…"))

    def show_items(self, items: Sequence[SimilarItem]) -> None:
        """Open on these, or say that there are none; nothing happens when the sheet was closed meanwhile."""
        if self.isHidden():
            return
        if not items:
            self._tell(tr("Nothing that was decided is like this item."))
            return
        self._notice = ""
        self._rows.show_items(tuple(items))
        self.list.show()
        self.list.setCurrentIndex(self._rows.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def show_trouble(self, sentence: str) -> None:
        """Say why there is no answer."""
        if not self.isHidden():
            self._tell(sentence)

    @override
    def leave(self) -> None:
        """Close, and forget what was shown: it belongs to one item."""
        super().leave()
        self._rows.show_items(())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = self.box.geometry()
        head = QRect(box.left() + _INSET, box.top() + 8, box.width() - 2 * _INSET, _HEAD - 8)
        paint.line(painter, self.theme.font("title", bold=True), self.theme.colour("text"), head, tr("Similar decided items"))
        if self._notice:
            room = box.adjusted(_INSET, _HEAD + 12, -_INSET, -_FOOT)
            paint.paragraph(painter, self.theme.font("label"), self.theme.colour("muted"), room, self._notice)
        self._keys(painter, box)

    def _keys(self, painter: QPainter, box: QRect) -> None:
        keys = [("Return", tr("history"))] if not self._notice else []
        x, middle = box.left() + _INSET, box.bottom() - _FOOT // 2
        for stroke, word in (*keys, ("Esc", tr("close"))):
            x = paint.keycap(painter, self.theme, x, middle, key_text(stroke)) + 8
            wide = paint.text_width(self.theme.font("body"), word) + 2
            paint.line(painter, self.theme.font("body"), self.theme.colour("muted"), QRect(x, middle - 12, wide, 24), word)
            x += wide + 16

    def _tell(self, sentence: str) -> None:
        self._notice = sentence
        self._rows.show_items(())
        self.list.hide()
        self.setAccessibleDescription(sentence)
        if self.isHidden():
            self.open()
        self.update()
        announce(self, sentence)

    def _set_up_list(self) -> None:
        self.list.setObjectName("results")
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Row(self.theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Similar decided items"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.picked.connect(self._open)
        self.list.doubleClicked.connect(self._open_index)

    def _open_index(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._rows.items):
            item_seq = self._rows.items[row].item_seq
            self.leave()
            self.opened.emit(item_seq)
