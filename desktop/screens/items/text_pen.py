"""Writes one-line texts quickly: a screenful of cells is painted anew at each step of a bar that is dragged.

What Qt works out for each call (the metrics of the font, where the ellipsis goes, how wide it is) is kept here for the next.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from desktop.theme import Theme

_KEPT = 4_096
#: more of a text than this never fits a cell
_LONGEST = 400


class TextPen:
    """Elides and measures with a memory."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics: dict[str, tuple[QFontMetrics, int]] = {}
        self._elided: dict[tuple[str, str, int], tuple[str, int]] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """The fonts have changed."""
        self._metrics.clear()
        self._elided.clear()

    def line(self, painter: QPainter, rect: QRect, text: str, size: str, tone: str, *, trailing: bool = False) -> None:
        """One line of plain text in the middle of `rect`, elided at its end; `trailing`: at the right."""
        room = rect.width()
        if not text or room <= 0:
            return
        shown, width = self._fit(text, size, room)
        down = self._of(size)[1]
        painter.setFont(self._theme.font(size))
        painter.setPen(self._theme.colour(tone))
        x = rect.left() + room - width if trailing else rect.left()
        painter.drawText(x, rect.top() + (rect.height() + down) // 2, shown)

    def width(self, text: str, size: str) -> int:
        """How wide a text is (pixels)."""
        return self._fit(text, size, 10_000)[1]

    def _fit(self, text: str, size: str, room: int) -> tuple[str, int]:
        key = (text, size, room)
        found = self._elided.get(key)
        if found is None:
            metrics = self._of(size)[0]
            shown = metrics.elidedText(text[:_LONGEST], Qt.TextElideMode.ElideRight, room)
            if len(self._elided) >= _KEPT:
                self._elided.clear()
            found = self._elided[key] = (shown, metrics.horizontalAdvance(shown))
        return found

    def _of(self, size: str) -> tuple[QFontMetrics, int]:
        """The metrics of a font, and by how much its baseline stands under the middle, doubled."""
        found = self._metrics.get(size)
        if found is None:
            metrics = QFontMetrics(self._theme.font(size))
            found = self._metrics[size] = (metrics, metrics.ascent() - metrics.descent())
        return found
