"""What fills the middle when there is nothing to decide: an empty project, an item on its way, a finished queue."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from core.review.cards import Phase, Progress, Screen
from desktop.i18n import number, tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint

_ABOVE = 190  # from the middle of the view up to its icon
_WIDTH = 520
_PASS = "next_pass"  # noqa: S105 - a pass over the queue, not a word to get in


@dataclass(frozen=True, slots=True)
class _Face:
    icon: str
    title: str
    text: str
    figures: tuple[tuple[str, str], ...] = ()
    primary: tuple[str, str] | None = None  # a screen's name, or `_PASS`, and the button's words
    second: tuple[str, str] | None = None


class StateView(QWidget):
    """An icon, a sentence, the figures of the session, and what to do next. `navigate` gives a screen, `passed` asks for the skipped."""

    navigate = Signal(str)
    passed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._face = _Face("inbox", "", "")
        self._primary = _button("primary", self)
        self._second = _button("second", self)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons.addWidget(self._primary)
        buttons.addWidget(self._second)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addSpacing(2 * 128)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.buttons = (self._primary, self._second)
        self._primary.clicked.connect(self._go_first)
        self._second.clicked.connect(self._go_second)
        theme.changed.connect(self.update)

    def show_state(self, screen: Screen) -> None:
        """Show the state of `screen`."""
        self._face = _face(screen)
        for button, what in zip(self.buttons, (self._face.primary, self._face.second), strict=True):
            button.setVisible(what is not None)
            button.setText(what[1] if what else "")
            button.setAccessibleName(what[1] if what else "")
        figures = [f"{name}: {value}" for name, value in self._face.figures]
        self.setAccessibleName(" ".join([self._face.title, self._face.text, *figures]))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, face = self.theme, self._face
        painter.fillRect(self.rect(), theme.colour("window"))
        left, top = (self.width() - _WIDTH) // 2, max(24, self.height() // 2 - _ABOVE)
        paint.box(painter, QRect(self.width() // 2 - 28, top, 56, 56), 28, theme.colour("accent_soft"))
        paint_icon(painter, QRect(self.width() // 2 - 14, top + 14, 28, 28), face.icon, theme.colour("accent"))
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.setFont(theme.font("item"))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(left, top + 76, _WIDTH, 36), centre, face.title)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRect(left, top + 116, _WIDTH, 48), centre, face.text)
        self._figures(painter, QRect(left, top + 186, _WIDTH, 64))

    def _figures(self, painter: QPainter, room: QRect) -> None:
        if not self._face.figures:
            return
        width = room.width() // len(self._face.figures)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        for at, (name, value) in enumerate(self._face.figures):
            cell = QRect(room.left() + at * width, room.top(), width, 32)
            painter.setFont(self.theme.font("item", bold=True))
            painter.setPen(self.theme.colour("text"))
            painter.drawText(cell, centre, value)
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("muted"))
            painter.drawText(cell.translated(0, 30), centre, name)

    def _go_first(self) -> None:
        self._go(self._face.primary)

    def _go_second(self) -> None:
        self._go(self._face.second)

    def _go(self, what: tuple[str, str] | None) -> None:
        if what is not None and what[0] == _PASS:
            self.passed.emit()
        elif what is not None:
            self.navigate.emit(what[0])


def _button(name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _face(screen: Screen) -> _Face:
    progress = screen.progress
    if screen.card.phase is Phase.EMPTY:
        return _Face(
            "inbox",
            tr("Nothing to review yet"),
            tr("This project holds no items. Import a file, or open another project."),
            primary=("projects", tr("Import or open a project")),
        )
    if screen.card.phase is Phase.FINISHED:
        return _queue_over(progress) if screen.queue else _finished(progress)
    return _Face("clock", tr("Getting the next item"), tr("It will be here in a moment."))


def _figures_of(progress: Progress) -> tuple[tuple[str, str], ...]:
    figures = [(tr("this session"), number(progress.session)), (tr("decided in all"), number(progress.decided))]
    figures += [(tr("skipped"), number(progress.skipped))] if progress.skipped else []
    figures += [(tr("a minute"), number(float(progress.per_minute)))] if progress.per_minute is not None else []
    return tuple(figures)


def _queue_over(progress: Progress) -> _Face:
    """A saved queue is at its end, which says nothing of the rest of the project."""
    again = (_PASS, tr("Go through the queue once more")) if progress.skipped else None
    text = tr("Nothing is left in it. Go on with another queue, or look at the items.")
    return _Face("check", tr("This queue is finished"), text, _figures_of(progress), ("items", tr("Show the items")), again)


def _finished(progress: Progress) -> _Face:
    figures = _figures_of(progress)
    export, other = ("export", tr("Export the labels")), ("projects", tr("Open another project"))
    if progress.skipped:
        again = (_PASS, tr("Go through the skipped: {n}", n=progress.skipped))
        return _Face("check", tr("The queue is finished"), tr("What you skipped waits for you."), figures, again, export)
    text = tr("Every item is decided. Export the labels, or go on with another project.")
    return _Face("check", tr("The queue is finished"), text, figures, export, other)
