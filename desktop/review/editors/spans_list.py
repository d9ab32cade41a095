"""The passages of an answer in the panel: what each says, under which label, and what became of the suggestion's.

A list over a model: ten thousand passages cost no more than those that can be seen. The chip of a label has the ground, the edge and the
underline that its passages have in the text, so that the list is their legend too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from core.domain.kinds.kind import Change
from core.domain.spans_edit import Passage
from desktop.i18n import QT_TR_NOOP, tr
from desktop.review.editors.spans_chip import chip
from desktop.review.marks import Look
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

ROW_HEIGHT = 52
_SNIPPET = 300
_Index = QModelIndex | QPersistentModelIndex
_NONE = Look()
#: what became of a passage, in a word, and in which tone that is told
WORDS = {
    Change.KEPT: (QT_TR_NOOP("model's"), ""),
    Change.CHANGED: (QT_TR_NOOP("changed"), "changed"),
    Change.ADDED: (QT_TR_NOOP("yours"), "good"),
    Change.REMOVED: (QT_TR_NOOP("left out"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows: the lines, the item's text, how labels look, which line is current (-1: none)."""

    lines: Sequence[Passage] = ()
    text: str = ""
    looks: Mapping[str, Look] = field(default_factory=dict[str, Look])
    current: int = -1
    empty: str = ""  # what stands there when there are no lines
    own: bool = False  # nothing was suggested: that all is the person's goes without saying


class _Lines(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = Shown()

    def show(self, shown: Shown) -> None:
        """As many lines as before stay the same rows, and are only painted anew: thousands need not be laid out again."""
        if len(shown.lines) == len(self.shown.lines):
            self.shown = shown
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is never changed
        return 0 if parent.isValid() else len(self.shown.lines)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.shown.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(line, self.shown.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                line.span.label, "\n".join(part for part in (snippet(line, self.shown.text), line.span.comment) if part)
            )
        return line if role == Qt.ItemDataRole.UserRole else None


class _Row(QStyledItemDelegate):
    """Paints a line: label, severity and state above, the passage and its comment beneath."""

    def __init__(self, theme: Theme, lines: _Lines) -> None:
        super().__init__(lines)
        self._theme = theme
        self._lines = lines

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self._theme.scaled(ROW_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown, theme = self._lines.shown, self._theme
        line = shown.lines[index.row()]
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - a field that the stubs do not know
        rect = rect.adjusted(0, 1, 0, -1)
        current = index.row() == shown.current
        if current:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft"), theme.colour("text"), width=1.5)
        half = theme.scaled(20)
        self._head(painter, rect.adjusted(10, 6, -10, -half - 5), line, shown)
        self._quote(painter, rect.adjusted(10, half + 6, -10, -4), line, shown.text)

    def _head(self, painter: QPainter, room: QRect, line: Passage, shown: Shown) -> None:
        theme, small = self._theme, self._theme.font("small", bold=True)
        word, tone = WORDS[line.change]
        said = "" if shown.own and line.change is Change.ADDED else tr(word)
        wide = paint.text_width(small, said) + 4 if said else 0
        rect = QRect(room.right() - wide, room.top(), wide, room.height())
        paint.line(painter, small, theme.colour(tone or "muted"), rect, said, trailing=True)
        look = shown.looks.get(line.span.label, _NONE)
        used = chip(painter, theme, room.adjusted(0, 0, -wide - 8, 0), line.span.label, look, line.change)
        if line.span.severity:
            rest = QRect(used + 8, room.top(), room.right() - wide - 8 - used - 8, room.height())
            paint.line(painter, theme.font("small"), theme.colour("text"), rest, line.span.severity)

    def _quote(self, painter: QPainter, room: QRect, line: Passage, text: str) -> None:
        theme, gone = self._theme, line.change is Change.REMOVED
        font = theme.font("body")
        said = snippet(line, text)
        used = min(paint.text_width(font, said) + 2, room.width() if not line.span.comment else round(room.width() * 0.62))
        rect = QRect(room.left(), room.top(), used, room.height())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        paint.line(painter, font, theme.colour("muted" if gone else "text"), rect, said)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if gone:
            painter.fillRect(QRect(rect.left(), rect.center().y() + 1, rect.width(), 1), theme.colour("muted"))
        if line.span.comment:
            rest = room.adjusted(used + 10, 0, 0, 0)
            paint.line(painter, theme.font("small"), theme.colour("muted"), rest, tr("“{text}”", text=line.span.comment))


class SpansList(QListView):
    """Shows the passages. `painted` follows each paint; `picked` gives the place of the line that was clicked."""

    painted = Signal()
    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines = _Lines(self)
        self.setObjectName("results")
        self.setAccessibleName(tr("Passages"))
        self.setModel(self._lines)
        self.setItemDelegate(_Row(theme, self._lines))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMinimumHeight(ROW_HEIGHT + 8)
        self.clicked.connect(self._clicked)
        theme.changed.connect(self.viewport().update)

    @property
    def shown(self) -> Shown:
        """What is shown."""
        return self._lines.shown

    def show_lines(self, shown: Shown) -> None:
        """Show these lines, with the current one in view."""
        before = self._lines.shown
        self._lines.show(shown)
        current = self._lines.index(max(0, shown.current))
        self.setCurrentIndex(current)
        if shown.current >= 0 or shown.text is not before.text:
            self.scrollTo(current)
        self.setAccessibleDescription(shown.empty if not shown.lines else "")
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        event.ignore()  # every key is a command of the screen

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        if not self._lines.shown.lines:
            painter = QPainter(self.viewport())
            room = self.viewport().rect().adjusted(10, 10, -10, 0)
            paint.paragraph(painter, self.theme.font("body"), self.theme.colour("muted"), room, self._lines.shown.empty)
        self.painted.emit()

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.row())


def snippet(line: Passage, text: str) -> str:
    """The words of a passage on one line."""
    return " ".join(text[line.span.start : min(line.span.end, line.span.start + _SNIPPET)].split())


def spoken(line: Passage, text: str) -> str:
    """A line as a screen reader says it."""
    parts = (line.span.label, line.span.severity, tr(WORDS[line.change][0]), snippet(line, text), line.span.comment)
    return ", ".join(part for part in parts if part)
