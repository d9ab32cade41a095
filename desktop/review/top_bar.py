"""The top bar: project, queue (a button), progress, what is left; this session, the rate, whether all is saved."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.review.cards import Progress
from desktop.i18n import number, tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable
from desktop.widgets.spoken import Role

HEIGHT = 44
_BAR = 180
#: of the width, the most for the project's name, and for it and the queue together
_NAME_SHARE, _LEFT_SHARE = 0.24, 0.42
_PAD = 6  # of the queue's button around its words


class QueueButton(Pressable):
    """The queue's name with an arrow: pressed, it lists the queues. Its words begin where its left edge is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setFixedHeight(28)

    def show_name(self, name: str) -> None:
        """Show the name of a queue; an empty one hides the button."""
        self.setText(name)
        self.setAccessibleName(tr("Queue {name}", name=name))
        self.setToolTip(tr("Choose another queue"))
        self.setVisible(bool(name))

    @override
    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self.theme.font("body"), self.text()) + _PAD + 22, 28)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        if self.hovered:
            paint.box(painter, rect, theme.radius("small"), theme.colour("hover"))
        colour = theme.colour("text" if self.hovered else "muted")
        paint.line(painter, theme.font("body"), colour, rect.adjusted(_PAD, 0, -20, 0), self.text())
        x, y = rect.right() - 15, rect.center().y() - 1
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline([QPoint(x, y), QPoint(x + 4, y + 4), QPoint(x + 8, y)])
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("small"))


class TopBar(QWidget):
    """One line. When the room is short, the rate goes first, then the session, then the bar.

    `queue_asked` follows the button that has the queue's name.
    """

    spoken_as = Role.StatusBar

    queue_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(HEIGHT)
        self._project = ""
        self.queue = QueueButton(theme, self)
        self.queue.hide()
        self.queue.clicked.connect(self.queue_asked)
        self._saved = ""
        self._progress = Progress()
        self._of_queue = False
        theme.changed.connect(self.update)

    def set_names(self, project: str, queue: str) -> None:
        """Show the names of the project and the queue."""
        self._project = project
        self.queue.show_name(queue)
        self._refresh()

    def set_saved(self, text: str) -> None:
        """Show whether everything is saved, at the far right."""
        if text != self._saved:
            self._saved = text
            self._refresh()

    def set_progress(self, progress: Progress, *, of_queue: bool = False) -> None:
        """Show these counts, which are the project's; `of_queue`: a saved queue is reviewed, so that it has to be said."""
        if (progress, of_queue) != (self._progress, self._of_queue):
            self._progress, self._of_queue = progress, of_queue
            self._refresh()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, self.theme.colour("border"))
        left = self._right_side(painter, self.width() - 16)
        self._left_side(painter, left - 24)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._place_queue()

    def _refresh(self) -> None:
        said = (self._project, self.queue.text(), self._left(), *self._right())
        self.setAccessibleName(", ".join(part for part in said if part))
        self._place_queue()
        self.update()

    def _left(self) -> str:
        if not self._progress.total:
            return ""
        left = self._progress.left
        return tr("{n} left in the project", n=left) if self._of_queue else tr("{n} left", n=left)

    def _right(self) -> list[str]:
        """The texts of the right side, the outermost last."""
        rate = self._progress.per_minute
        texts = [tr("{n} this session", n=self._progress.session)] if self._progress.session else []
        texts += [tr("{rate} a minute", rate=number(float(rate)))] if rate is not None else []
        return [*texts, self._saved] if self._saved else texts

    def _place_queue(self) -> None:
        """Behind the project's name, as wide as its own, within the left half."""
        project = paint.text_width(self.theme.font("label", bold=True), self._project) + 2 if self._project else 0
        x = 24 + (min(project, round(self.width() * _NAME_SHARE)) + 16 - _PAD if project else 0)
        width = min(self.queue.sizeHint().width(), max(0, round(self.width() * _LEFT_SHARE) - x))
        self.queue.setGeometry(QRect(x, (HEIGHT - 28) // 2, width, 28))

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
        names = QRect(24, 0, max(0, self.queue.x() + _PAD - 16 - 24), HEIGHT - 1)
        if self._project:
            paint.line(painter, self.theme.font("label", bold=True), self.theme.colour("text"), names, self._project)
        x = self.queue.geometry().right() + 10 if self.queue.text() else names.right() + 16
        left = self._left()
        needed = paint.text_width(self.theme.font("body"), left) + 16
        if left and right - x - needed >= 80:
            width = min(_BAR, right - x - needed)
            done = self._progress.decided / max(1, self._progress.total)
            paint.bar(painter, self.theme, QRect(x, HEIGHT // 2 - 2, width, 4), done)
            x += width + 16
        self._text(painter, x, right, left)

    def _text(self, painter: QPainter, x: int, right: int, text: str) -> None:
        font = self.theme.font("body")
        width = min(paint.text_width(font, text) + 2, right - x)
        paint.line(painter, font, self.theme.colour("muted"), QRect(x, 0, width, HEIGHT - 1), text)
