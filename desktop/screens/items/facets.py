"""The facets at the left: what values there are, how many items have each, and which of them the filter asks for."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from core.domain.filters import Filter
from core.domain.vocabulary import Status
from core.queues.views import Facet, FacetValue
from desktop.i18n import number, tr
from desktop.icons import paint_icon
from desktop.screens.items import words
from desktop.screens.items.criteria import Criterion, asks_for
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

_HEAD, _ROW = 34, 25
#: of a long facet so many values at first
_FEW = 8
_Index = QModelIndex | QPersistentModelIndex
_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True)
class FacetLine:
    """A heading, one value (`criterion`) with its count, or the way to the rest of a facet (`more`, its name)."""

    words: str
    count: int = 0
    criterion: Criterion | None = None
    chosen: bool = False
    more: str = ""


def lines_of(facets: Sequence[Facet], wanted: Filter, opened: Container[str] = ()) -> list[FacetLine]:
    """Facets as lines; one without values is left out, of a long one that is not in `opened` only the beginning and what is chosen."""
    lines: list[FacetLine] = []
    for facet in facets:
        if facet.values:
            title = facet.key or words.criterion(facet.name)
            lines.append(FacetLine(tr("{title}, the most frequent", title=title) if facet.partial else title))
            lines += _values(facet, wanted, opened)
    return lines


#: facets whose values stand in an order of their own; those of others stand by their counts
_ORDERS: Mapping[str, Callable[[FacetValue], float]] = {
    "statuses": lambda one: list(Status).index(Status(one.value)) if one.value in set(Status) else len(Status),
    "confidence": lambda one: -float(one.value.partition("-")[0] or 0),
}


def _values(facet: Facet, wanted: Filter, opened: Container[str]) -> list[FacetLine]:
    name = f"{facet.name} {facet.key}"
    short = name not in opened and len(facet.values) > _FEW + 1
    lines: list[FacetLine] = []
    order = _ORDERS.get(facet.name)
    for at, value in enumerate(sorted(facet.values, key=order) if order else facet.values):
        one = Criterion(facet.name, value.value, facet.key)
        chosen = asks_for(wanted, one)
        if not short or at < _FEW or chosen:
            lines.append(FacetLine(words.value(facet.name, value.value), value.count, one, chosen=chosen))
    hidden = len(facet.values) - len(lines)
    return [*lines, FacetLine(tr("{n} more", n=hidden), more=name)] if hidden else lines


class _Lines(QAbstractListModel):
    """The lines; headings cannot be marked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[FacetLine] = []

    def show_lines(self, lines: list[FacetLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if _is_live(self.lines[index.row()]) else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.words)
        return line if role == Qt.ItemDataRole.UserRole else None


def _is_live(line: FacetLine) -> bool:
    return line.criterion is not None or bool(line.more)


def _spoken(line: FacetLine) -> str:
    said = f"{line.words}, {number(line.count)}" if line.criterion is not None else line.words
    return tr("{value}, chosen", value=said) if line.chosen else said


class _Row(QStyledItemDelegate):
    """A value at the left, its count at the right; what is chosen is ticked and stands on a ground."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = cast("FacetLine", index.data(Qt.ItemDataRole.UserRole))
        return QSize(80, self._theme.scaled(_ROW if _is_live(line) else _HEAD))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = cast("FacetLine", index.data(Qt.ItemDataRole.UserRole))
        theme, rect = self._theme, option.rect.adjusted(4, 0, -4, 0)
        painter.save()
        if not _is_live(line):
            paint.line(painter, theme.font("small"), theme.colour("muted"), rect.adjusted(8, 10, -8, 0), line.words)
        else:
            self._value(painter, rect, line, focused=_has_keyboard(option))
        painter.restore()

    def _value(self, painter: QPainter, rect: QRect, line: FacetLine, *, focused: bool) -> None:
        theme = self._theme
        if line.chosen:
            paint.box(painter, rect.adjusted(0, 1, 0, -1), theme.radius("small"), theme.colour("accent_soft"))
        count = "" if line.more else number(line.count)
        width = paint.text_width(theme.font("small"), count) + 2
        left = 26 if line.chosen else 8
        if line.chosen:
            paint_icon(painter, QRect(rect.left() + 7, rect.center().y() - 6, 13, 13), "check", theme.colour("accent"))
        name = rect.adjusted(left, 0, -width - 16, 0)
        tone = "accent" if line.more else "text" if line.count or line.chosen else "muted"
        paint.line(painter, theme.font("body", bold=line.chosen), theme.colour(tone), name, line.words)
        there = QRect(rect.right() - width - 8, rect.top(), width + 2, rect.height())
        paint.line(painter, theme.font("small"), theme.colour("muted"), there, count, trailing=True)
        if focused:
            paint.focus_ring(painter, theme, rect.adjusted(0, 1, 0, -1), theme.radius("small"))


def _has_keyboard(option: QStyleOptionViewItem) -> bool:
    state = QStyle.StateFlag.State_HasFocus
    return bool(option.state & state)


class FacetList(QListView):
    """`toggled` gives the criterion that was pressed, by key or by mouse."""

    toggled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(tr("Facets"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._lines = _Lines(self)
        self._facets: Sequence[Facet] = ()
        self._wanted = Filter()
        self._opened: set[str] = set()
        self.setModel(self._lines)
        self.setItemDelegate(_Row(theme, self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._press)
        theme.changed.connect(self.viewport().update)

    @property
    def lines(self) -> list[FacetLine]:
        """What is listed."""
        return self._lines.lines

    def show_facets(self, facets: Sequence[Facet], wanted: Filter) -> None:
        """Show these; the value that was marked stays marked, and what was in sight stays in sight."""
        self._facets, self._wanted = facets, wanted
        before, scrolled = self._marked(), self.verticalScrollBar().value()
        self._lines.show_lines(lines_of(facets, wanted, self._opened))
        places = [at for at, line in enumerate(self.lines) if line.criterion is not None]
        same = [at for at in places if self.lines[at].criterion == before]
        if places:
            self.setCurrentIndex(self._lines.index(same[0] if same else places[0]))
        self.verticalScrollBar().setValue(scrolled)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in _PRESSES and not event.modifiers():
            if not event.isAutoRepeat():
                self._press(self.currentIndex())
        elif event.text().strip() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # a command of the screen; Qt would search for a letter
        else:
            super().keyPressEvent(event)

    def _marked(self) -> Criterion | None:
        at = self.currentIndex().row()
        return self.lines[at].criterion if 0 <= at < len(self.lines) else None

    def _press(self, index: QModelIndex) -> None:
        line = self.lines[index.row()] if index.isValid() else None
        if line is not None and line.criterion is not None:
            self.toggled.emit(line.criterion)
        elif line is not None and line.more:
            self._open(line.more, index.row())

    def _open(self, name: str, at: int) -> None:
        """Show all of a facet; the mark goes to the first value that was hidden."""
        self._opened.add(name)
        self.show_facets(self._facets, self._wanted)
        self.setCurrentIndex(self._lines.index(at))
