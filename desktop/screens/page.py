"""The base of every screen beside the review screen: a heading over a column that scrolls, with cards in it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.screens.look import label, repaint_text, sheet
from desktop.screens.notice import Notice, Tone
from desktop.theme import Theme
from desktop.widgets import paint

_HEAD = 44
_WIDEST = 940


class Page(QWidget):
    """A screen. Subclasses fill `column`; `enter` is called each time the screen is gone to."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = title
        self._detail = ""
        self.setAccessibleName(title)
        self.notice = Notice(theme)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self._area = _scroll_area(self.column)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, _HEAD, 0, 0)
        down.setSpacing(0)
        down.addLayout(_above(self.notice))
        down.addWidget(self._area)
        self.setStyleSheet(sheet(theme))
        theme.changed.connect(self._dress)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)

    def enter(self) -> None:
        """The screen is gone to: show what is true now."""

    def leave(self) -> None:
        """The window closes: stop what runs."""

    def set_detail(self, text: str) -> None:
        """A quiet word beside the heading."""
        self._detail = text
        self.update(0, 0, self.width(), _HEAD)

    def say(self, text: str, tone: Tone = Tone.WRONG) -> None:
        """Tell the user something above what scrolls, so that it is in sight; an empty text takes the message away."""
        self.notice.say(text, tone)

    def card(self, title: str, hint: str = "") -> QVBoxLayout:
        """A new card at the foot of the column, with a heading."""
        frame = QFrame()
        frame.setObjectName("card")
        frame.setAccessibleName(title)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(20, 16, 20, 18)
        inside.setSpacing(10)
        inside.addWidget(label(self.theme, "label", "text", title, bold=True))
        if hint:
            inside.addWidget(label(self.theme, "body", "muted", hint, wrap=True))
        self.column.addWidget(frame)
        return inside

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("window"))
        painter.fillRect(0, 0, self.width(), _HEAD, self.theme.colour("surface"))
        painter.fillRect(0, _HEAD - 1, self.width(), 1, self.theme.colour("border"))
        bold, plain = self.theme.font("label", bold=True), self.theme.font("body")
        width = paint.text_width(bold, self._title) + 2
        paint.line(painter, bold, self.theme.colour("text"), QRect(24, 0, width, _HEAD - 1), self._title)
        there = QRect(24 + width + 16, 0, max(0, self.width() - width - 64), _HEAD - 1)
        paint.line(painter, plain, self.theme.colour("muted"), there, self._detail)

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard has gone to: a mnemonic, unlike Tab, does not. What is pressed by the mouse stays where it is."""
        inside = self._area.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now) and not QApplication.mouseButtons():
            self._area.ensureWidgetVisible(now)

    def _dress(self) -> None:
        self.setStyleSheet(sheet(self.theme))
        for one in self.findChildren(QLabel):
            if one.property("tone"):
                repaint_text(self.theme, one)
        self.update()


def _above(notice: Notice) -> QHBoxLayout:
    """A message as wide as the column; without one the layout takes no room."""
    notice.setMaximumWidth(_WIDEST)
    across = QHBoxLayout()
    across.setContentsMargins(24, 12, 24, 0)
    across.addStretch(1)
    across.addWidget(notice, 100)
    across.addStretch(1)
    return across


def _scroll_area(column: QVBoxLayout) -> QScrollArea:
    """The column in the middle of an area that scrolls, never wider than is good to read."""
    middle = QWidget()
    middle.setObjectName("column")
    middle.setMaximumWidth(_WIDEST)
    inside = QVBoxLayout(middle)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(16)
    inside.addLayout(column)
    inside.addStretch(1)
    outer = QWidget()
    outer.setObjectName("column")
    across = QHBoxLayout(outer)
    across.setContentsMargins(24, 20, 24, 24)
    across.addStretch(1)
    across.addWidget(middle, 100)
    across.addStretch(1)
    area = QScrollArea()
    area.setObjectName("page")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(outer)
    return area
