"""The line over the steps of a tree: the way that was gone, the key that goes back, and how many steps there are."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.review.editors.choice_tree import DIGITS, TreeCursor
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.press import Pressable

HEIGHT = 24
JOINT = " \u203a "  # the angle that stands between the steps of a path


class Hint(Pressable):
    """A quiet word with the key that does the same."""

    def __init__(self, theme: Theme, parent: QWidget, *, trailing: bool = False) -> None:
        super().__init__(theme, parent)
        self._key = ""
        self._trailing = trailing

    def show_hint(self, key: str, text: str, *, live: bool) -> None:
        """Show `text`, with its key while it is `live`."""
        self._key = key if live else ""
        self.setText(text)
        self.setEnabled(live)
        self.setAccessibleName(text)
        self.update()

    @property
    def wanted(self) -> int:
        """How wide it would like to be, in pixels."""
        words = paint.text_width(self.theme.font("body"), self.text()) + 4
        return words + (paint.keycap_width(self.theme, self._key) + 8 if self._key else 0)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter, middle, left, right = QPainter(self), self.height() // 2, 0, self.width()
        if self._key:
            wide = paint.keycap_width(self.theme, self._key)
            paint.keycap(painter, self.theme, right - wide if self._trailing else 0, middle, self._key)
            left, right = (left, right - wide - 8) if self._trailing else (wide + 8, right)
        colour = self.theme.colour("accent" if self.hovered and self.isEnabled() else "muted")
        room = QRect(left, 0, right - left, self.height())
        paint.line(painter, self.theme.font("body"), colour, room, self.text(), trailing=self._trailing)
        if self.hasFocus():
            paint.focus_ring(painter, self.theme, self.rect(), self.theme.radius("small"))


class Crumbs(QWidget):
    """Keeps its place at every level. `up` and `more` say which half was pressed."""

    up = Signal()
    more = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Hint(theme, self)
        self.count = Hint(theme, self, trailing=True)
        theme.hold_height(self, HEIGHT)
        self.way.clicked.connect(self.up)
        self.count.clicked.connect(self.more)

    def show_place(self, cursor: TreeCursor, up_key: str, more_key: str) -> None:
        """Show where one stands."""
        place, steps = cursor.place, cursor.all_steps
        told = tr("{first}-{last} of {n}", first=cursor.first, last=cursor.first + len(cursor.steps) - 1, n=len(steps))
        self.way.show_hint(up_key, JOINT.join(place) or tr("All labels"), live=cursor.can_rise)
        self.count.show_hint(more_key, told if len(steps) > DIGITS else "", live=cursor.has_more)
        self._arrange()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.way.theme.scaled(HEIGHT))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange()

    def _arrange(self) -> None:
        wide = self.count.wanted if self.count.text() else 0
        self.count.setGeometry(QRect(self.width() - 8 - wide, 0, wide, self.height()))
        self.count.setVisible(wide > 0)
        self.way.setGeometry(QRect(8, 0, max(0, min(self.way.wanted + 8, self.width() - wide - 28)), self.height()))
