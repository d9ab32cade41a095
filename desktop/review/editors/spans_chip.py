"""The chip of a label: its name on the ground, with the edge and the underline that its passages have in the item's text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat

from core.domain.kinds.kind import Change
from desktop.review.mark_layer import underline_of
from desktop.review.marks import Look
from desktop.theme import Theme
from desktop.widgets import paint

_PENS = {
    QTextCharFormat.UnderlineStyle.SingleUnderline: Qt.PenStyle.SolidLine,
    QTextCharFormat.UnderlineStyle.DashUnderline: Qt.PenStyle.DashLine,
    QTextCharFormat.UnderlineStyle.DotLine: Qt.PenStyle.DotLine,
    QTextCharFormat.UnderlineStyle.DashDotLine: Qt.PenStyle.DashDotLine,
}


def chip(painter: QPainter, theme: Theme, room: QRect, name: str, look: Look, change: Change = Change.ADDED) -> int:
    """A chip at the left of `room`, as wide as its name needs; gives back its right edge."""
    font = theme.font("small", bold=True)
    wide = max(0, min(room.width(), paint.text_width(font, name) + 16))
    rect = QRect(room.left(), room.top(), wide, room.height())
    ink, soft = theme.colour(look.colour), theme.colour(f"{look.colour}_soft")
    models = change in (Change.KEPT, Change.REMOVED)
    paint.box(painter, rect, theme.radius("small"), theme.colour("surface") if models else soft)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink if change is not Change.REMOVED else theme.colour("border_strong"), 1, _edge(change)))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), theme.radius("small"), theme.radius("small"))
    colour = theme.colour("muted") if change is Change.REMOVED else ink
    paint.line(painter, font, colour, rect.adjusted(7, 0, -7, -1), name)
    underline(
        painter, QRect(rect.left() + 7, rect.bottom() - 2, rect.width() - 14, 1), theme, look, gone=change is Change.REMOVED
    )
    return rect.right()


def underline(painter: QPainter, rect: QRect, theme: Theme, look: Look, *, gone: bool) -> None:
    """The underline of a label's passages, along the top of `rect`; of what is gone a stroke through the middle of the words."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # a smoothed line of one pixel is too faint to tell apart
    painter.setPen(
        QPen(theme.colour("muted" if gone else look.colour), 1, _PENS.get(underline_of(look.line), Qt.PenStyle.SolidLine))
    )
    y = rect.top() - (6 if gone else 0)
    if gone or underline_of(look.line) in _PENS:
        painter.drawLine(rect.left(), y, rect.right(), y)
        return
    for x in range(rect.left(), rect.right() - 2, 4):
        painter.drawLine(x, y + 1, x + 2, y - 1)
        painter.drawLine(x + 2, y - 1, x + 4, y + 1)


def _edge(change: Change) -> Qt.PenStyle:
    return Qt.PenStyle.DashLine if change in (Change.KEPT, Change.REMOVED) else Qt.PenStyle.SolidLine
