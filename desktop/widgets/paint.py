"""What several self-painting widgets draw: boxes, one-line texts, keycaps, focus rings. Lengths are in logical pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop.theme import Theme

KEYCAP_HEIGHT = 20
_LEADING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TRAILING = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)


def box(painter: QPainter, rect: QRect, radius: int, fill: QColor, edge: QColor | None = None, *, width: float = 1.0) -> None:
    """A rounded box filled with `fill`, with an edge inside `rect` when one is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    inset = width / 2 if edge is not None else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(painter: QPainter, theme: Theme, rect: QRect, radius: int) -> None:
    """The ring of what has the keyboard."""
    box(painter, rect, radius, QColor(Qt.GlobalColor.transparent), theme.colour("focus"), width=2.0)


def line(painter: QPainter, font: QFont, colour: QColor, rect: QRect, text: str, *, trailing: bool = False) -> bool:
    """One line of plain text, elided at its end; says whether all of it was shown."""
    if rect.width() <= 0:
        return False
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, (_TRAILING if trailing else _LEADING) | _ONE_LINE, shown)
    return shown == text


def paragraph(painter: QPainter, font: QFont, colour: QColor, rect: QRect, text: str) -> bool:
    """Plain text over several lines, cut at the bottom of `rect`; says whether all of it was shown."""
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    tall = metrics.boundingRect(QRect(0, 0, rect.width(), 10_000), flags, text[:2000]).height()
    fits = len(text) <= 2000 and tall <= rect.height()
    painter.drawText(rect, flags, text if fits else _cut(metrics, rect, flags, text))
    return fits


def text_width(font: QFont, text: str) -> int:
    """How wide `text` is on one line."""
    return QFontMetrics(font).horizontalAdvance(text)


def keycap_width(theme: Theme, text: str) -> int:
    """How wide the keycap for `text` is: square at least."""
    return max(22, text_width(theme.font("small", mono=True), text) + 12)


def keycap(painter: QPainter, theme: Theme, x: int, middle: int, text: str) -> int:
    """A keycap whose left edge is `x` and whose middle is at `middle`; gives back its right edge."""
    width = keycap_width(theme, text)
    tall = theme.scaled(KEYCAP_HEIGHT)
    rect = QRect(x, middle - tall // 2, width, tall)
    box(painter, rect.adjusted(0, 1, 0, 1), theme.radius("small"), theme.colour("keycap_edge"))
    box(painter, rect, theme.radius("small"), theme.colour("keycap"), theme.colour("keycap_edge"))
    painter.setFont(theme.font("small", mono=True))
    painter.setPen(theme.colour("text"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    return x + width


def bar(painter: QPainter, theme: Theme, rect: QRect, share: float) -> None:
    """A thin bar filled from the left to `share`, 0 to 1."""
    radius = max(1, rect.height() // 2)
    box(painter, rect, radius, theme.colour("track"))
    filled = round(rect.width() * min(1.0, max(0.0, share)))
    if filled > 0:
        box(painter, QRect(rect.left(), rect.top(), max(filled, rect.height()), rect.height()), radius, theme.colour("accent"))


def _cut(metrics: QFontMetrics, rect: QRect, flags: int, text: str) -> str:
    """The longest beginning of `text` that fits `rect` with an ellipsis, found by halving."""
    low, high = 0, min(len(text), 2000)
    while low < high:
        middle = (low + high + 1) // 2
        tall = metrics.boundingRect(QRect(0, 0, rect.width(), 10_000), flags, text[:middle] + "…").height()
        low, high = (middle, high) if tall <= rect.height() else (low, middle - 1)
    return text[:low].rstrip() + "…"
