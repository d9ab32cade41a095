"""The top bar: project, queue, progress, what is left; this session, the rate, whether all is saved."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.review.cards import Progress
from desktop.i18n import number, tr
from desktop.theme import Theme
from desktop.widgets import paint

HEIGHT = 44
_BAR = 180


class TopBar(QWidget):
    """One painted line. When the room is short, the rate goes first, then the session, then the bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(HEIGHT)
        self._project = ""
        self._queue = ""
        self._saved = ""
        self._progress = Progress()
        theme.changed.connect(self.update)

    def set_names(self, project: str, queue: str) -> None:
        """Show the names of the project and the queue."""
        self._project, self._queue = project, queue
        self._refresh()

    def set_saved(self, text: str) -> None:
        """Show whether everything is saved, at the far right."""
        if text != self._saved:
            self._saved = text
            self._refresh()

    def set_progress(self, progress: Progress) -> None:
        """Show these counts."""
        if progress != self._progress:
            self._progress = progress
            self._refresh()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, self.theme.colour("border"))
        left = self._right_side(painter, self.width() - 16)
        self._left_side(painter, left - 24)

    def _refresh(self) -> None:
        said = (self._project, self._queue, self._left(), *self._right())
        self.setAccessibleName(", ".join(part for part in said if part))
        self.update()

    def _left(self) -> str:
        return tr("{n} left", n=self._progress.left) if self._progress.total else ""

    def _right(self) -> list[str]:
        """The texts of the right side, the outermost last."""
        rate = self._progress.per_minute
        texts = [tr("{n} this session", n=self._progress.session)] if self._progress.session else []
        texts += [tr("{rate} a minute", rate=number(float(rate)))] if rate is not None else []
        return [*texts, self._saved] if self._saved else texts

    def _right_side(self, painter: QPainter, right: int) -> int:
        font, colour = self.theme.font("body"), self.theme.colour("muted")
        for text in reversed(self._right()):
            width = paint.text_width(font, text)
            if right - width < self.width() // 2:
                break
            paint.line(painter, font, colour, QRect(right - width - 2, 0, width + 4, HEIGHT - 1), text)
            right -= width + 20
        return right

    def _left_side(self, painter: QPainter, right: int) -> None:
        x = self._text(painter, 24, right, self._project, bold=True, share=0.45)
        x = self._text(painter, x, right, self._queue, share=0.6)
        left = self._left()
        needed = paint.text_width(self.theme.font("body"), left) + 16
        if left and right - x - needed >= 80:
            width = min(_BAR, right - x - needed)
            done = self._progress.decided / max(1, self._progress.total)
            paint.bar(painter, self.theme, QRect(x, HEIGHT // 2 - 2, width, 4), done)
            x += width + 16
        self._text(painter, x, right, left)

    def _text(self, painter: QPainter, x: int, right: int, text: str, *, bold: bool = False, share: float = 1.0) -> int:
        if not text or right <= x:
            return x
        font = self.theme.font("label" if bold else "body", bold=bold)
        width = min(paint.text_width(font, text) + 2, round((right - x) * share))
        colour = self.theme.colour("text" if bold else "muted")
        paint.line(painter, font, colour, QRect(x, 0, width, HEIGHT - 1), text)
        return x + width + 16
