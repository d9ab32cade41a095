"""The key bar: the keys that are live now, and what they do. A click on one does the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable
from desktop.widgets.spoken import Role

HEIGHT = 52


@dataclass(frozen=True, slots=True)
class Hint:
    """An action, its key as printed, its word."""

    action_id: str
    key: str
    word: str


class KeyHint(Pressable):
    """A keycap and a word. The key does it too, so Tab passes it by."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, focus=False)
        self._hint = Hint("", "", "")
        self.clicked.connect(self._tell)

    @property
    def hint(self) -> Hint:
        """What is shown."""
        return self._hint

    def show_hint(self, hint: Hint) -> None:
        """Show `hint`."""
        if hint != self._hint:
            self._hint = hint
            self.setAccessibleName(f"{hint.word}, {hint.key}")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        words = paint.text_width(self.theme.font("body"), self._hint.word)
        return QSize(paint.keycap_width(self.theme, self._hint.key) + 8 + words + 4, 30)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        middle = self.height() // 2
        x = paint.keycap(painter, self.theme, 0, middle, self._hint.key) + 7
        colour = self.theme.colour("accent" if self.hovered else "text")
        rect = QRect(x, 0, self.width() - x, self.height())
        paint.line(painter, self.theme.font("body"), colour, rect, self._hint.word)

    def _tell(self) -> None:
        self.picked.emit(self._hint.action_id)


class KeyBar(QWidget):
    """Hints from the left, and those for help at the right. What finds no room is left out: the cheat sheet has it."""

    spoken_as = Role.ToolBar

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._left: list[KeyHint] = []
        self._right: list[KeyHint] = []
        self._shown: tuple[tuple[Hint, ...], tuple[Hint, ...]] = ((), ())
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def show_hints(self, left: Sequence[Hint], right: Sequence[Hint]) -> None:
        """Show these and nothing else."""
        wanted = (tuple(left), tuple(right))
        if wanted == self._shown:
            return
        self._shown = wanted
        self._fill(self._left, wanted[0])
        self._fill(self._right, wanted[1])
        self._arrange()

    def hints(self) -> tuple[Hint, ...]:
        """What is shown, from the left."""
        return self._shown[0] + self._shown[1]

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self.theme.colour("border"))

    def _fill(self, pool: list[KeyHint], hints: tuple[Hint, ...]) -> None:
        while len(pool) < len(hints):
            made = KeyHint(self.theme, self)
            made.picked.connect(self.picked)
            pool.append(made)
        for hint, button in zip(hints, pool, strict=False):
            button.show_hint(hint)

    def _arrange(self) -> None:
        right = self.width() - 20
        for at, button in enumerate(reversed(self._right[: len(self._shown[1])])):
            size = button.sizeHint()
            right -= size.width() + (16 if at else 0)
            button.setGeometry(QRect(right, (HEIGHT - size.height()) // 2, size.width(), size.height()))
            button.setVisible(right > self.width() // 2)
        self._arrange_left(right - 20)
        for pool, shown in zip((self._left, self._right), self._shown, strict=True):
            for spare in pool[len(shown) :]:
                spare.hide()

    def _arrange_left(self, most: int) -> None:
        x = 24
        for button in self._left[: len(self._shown[0])]:
            size = button.sizeHint()
            button.setGeometry(QRect(x, (HEIGHT - size.height()) // 2, size.width(), size.height()))
            x += size.width() + 18
            button.setVisible(x - 18 <= most)
