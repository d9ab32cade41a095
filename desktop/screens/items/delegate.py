"""Paints the cells of the table of items; a row that is not there yet is a quiet placeholder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.domain.vocabulary import Provenance, Status, Verdict
from core.queues.views import ItemRow
from desktop.icons import paint_icon
from desktop.screens.items import words
from desktop.screens.items.columns import COLUMNS, chance_text, label_text
from desktop.screens.items.model import ItemTable
from desktop.screens.items.text_pen import TextPen
from desktop.theme import Theme
from desktop.widgets import paint

ROW = 34
_MARK = 3
_BOX = 16
_GAP = 10
_TONES: Mapping[str, str] = {
    Verdict.ACCEPTED: "good",
    Verdict.CORRECTED: "changed",
    Verdict.ANSWERED: "good",
    Verdict.REJECTED: "bad",
}
_Index = QModelIndex | QPersistentModelIndex
_Painter = Callable[[QPainter, QRect, ItemRow], None]


class CellDelegate(QStyledItemDelegate):
    """One painter for each column; texts are elided, never wrapped."""

    def __init__(self, theme: Theme, table: ItemTable, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = table
        self._pen = TextPen(theme)
        own: dict[str, _Painter] = {
            "pick": self._pick,
            "id": self._id,
            "label": self._label,
            "confidence": self._confidence,
            "state": self._state,
            "decided": self._decided,
        }
        self._painters = [own.get(column.name, self._text) for column in COLUMNS]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._table.row(index.row())
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
            if index.column() == 0:  # a bar as well: the tint alone is too faint to tell by
                painter.fillRect(rect.left(), rect.top(), _MARK, rect.height(), self._theme.colour("accent"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.colour("border"))
        inside = rect.adjusted(_GAP, 0, -_GAP // 2, -1)
        if row is None:
            self._placeholder(painter, inside, index)
        else:
            self._painters[index.column()](painter, inside, row)

    def _placeholder(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """A bar of a length that differs from row to row, as texts do."""
        if index.column() == 0 or rect.width() < 24:
            return
        share = 0.45 + 0.1 * ((index.row() * 7 + index.column() * 3) % 5)
        bar = QRect(rect.left(), rect.center().y() - 4, min(360, round(rect.width() * share)), 8)
        painter.fillRect(bar, self._theme.colour("track"))

    def _line(self, painter: QPainter, rect: QRect, text: str, tone: str = "text", *, trailing: bool = False) -> None:
        self._pen.line(painter, rect, text, "body", tone, trailing=trailing)

    def _text(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        if row.status == Status.ERASED:
            self._line(painter, rect, words.value("statuses", row.status), "muted")
        else:
            self._line(painter, rect, row.snippet)

    def _id(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        self._line(painter, rect, row.shown_id, "muted")

    def _pick(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        theme = self._theme
        ticked = row.item_seq in self._table.picks
        box = QRect(rect.left(), rect.center().y() - _BOX // 2, _BOX, _BOX)
        fill = theme.colour("accent" if ticked else "surface")
        painter.save()
        paint.box(painter, box, theme.radius("small"), fill, theme.colour("accent" if ticked else "border_strong"))
        if ticked:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent"))
        painter.restore()

    def _label(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        """What stands in full colour; what is only suggested muted, with the sign of a suggestion before it."""
        if row.label:
            self._line(painter, rect, row.label)
            return
        sign = "blind" if row.hidden else "suggested" if row.suggestion else ""
        if sign:
            paint_icon(painter, QRect(rect.left(), rect.center().y() - 6, 13, 13), sign, self._theme.colour("muted"))
        self._line(painter, rect.adjusted(20 if sign else 0, 0, 0, 0), label_text(row), "muted")

    def _confidence(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        self._line(painter, rect, chance_text(row), "muted", trailing=True)

    def _decided(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        self._line(painter, rect, COLUMNS[-1].text(row), "muted")

    def _state(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        text = words.status(row)
        tone = "accent" if row.source == Provenance.AUTO else _TONES.get(row.verdict, "") if row.status == Status.DECIDED else ""
        right = self._marks(painter, rect, row)
        if not tone:
            self._line(painter, rect.adjusted(0, 0, right - rect.right(), 0), text, "muted")
            return
        width = min(self._pen.width(text, "small") + 18, max(24, right - rect.left()))
        pill = QRect(rect.left(), rect.center().y() - 9, width, 20)
        painter.save()
        paint.box(painter, pill, 10, self._theme.colour(f"{tone}_soft"))
        self._pen.line(painter, pill.adjusted(9, 0, -4, 0), text, "small", tone)
        painter.restore()

    def _marks(self, painter: QPainter, rect: QRect, row: ItemRow) -> int:
        """Flag and comment at the right edge; gives back where they begin."""
        right = rect.right()
        signs = [sign for sign, there in (("comment", row.comments), ("flag", row.flagged), ("warning", row.flags)) if there]
        for sign in signs:
            right -= 18
            spot = QRect(right, rect.center().y() - 7, 14, 14)
            paint_icon(painter, spot, sign, self._theme.colour("changed" if sign == "warning" else "muted"))
        return right - 4 if signs else right
