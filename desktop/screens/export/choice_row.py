"""One of a few ways, to be chosen: a radio button with its name, a quiet word on it, and its key. It paints itself by token."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

_LINE, _PAD, _LEFT, _GAP, _DOT = 20, 4, 30, 10, 14
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Way:
    """A way that can be chosen. `key`: as printed; `problem`: why it cannot be, in a sentence."""

    name: str
    title: str
    told: str = ""
    key: str = ""
    problem: str = ""

    @property
    def words(self) -> str:
        """What stands beside the title."""
        return self.problem or self.told


class ChoiceRow(QRadioButton):
    """As tall as its words need: one line where they fit, otherwise the title over them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.way = theme, Way("", "")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_way(self, way: Way) -> None:
        """Be this way from now on."""
        self.way = way
        self.setEnabled(not way.problem)
        self.setAccessibleName(way.title)
        self.setAccessibleDescription(way.words or way.title)
        self.setToolTip(plain_tip(way.title, way.words))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._line + 2 * _PAD)  # what a width makes of it is said by `heightForWidth`

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._line + 2 * _PAD)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int, /) -> int:
        return 2 * _PAD + (self._line if self._on_one_line(arg__1) else self._line + self._tall(arg__1))

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self._theme, self.rect()
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            paint.box(painter, rect, theme.radius("medium"), theme.colour("accent_soft" if self.isChecked() else "hover"))
        self._sign(painter)
        right = self._key(painter)
        tone = "text" if self.isEnabled() else "muted"
        head = QRect(_LEFT, _PAD, right - _LEFT, self._line)
        paint.line(painter, theme.font("body", bold=self.isChecked()), theme.colour(tone), head, self.way.title)
        self._told(painter, right)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _told(self, painter: QPainter, right: int) -> None:
        font, colour = self._theme.font("small"), self._theme.colour("muted")
        if self._on_one_line(self.width()):
            left = _LEFT + self._title_width() + _GAP
            paint.line(painter, font, colour, QRect(left, _PAD + 1, right - left, self._line), self.way.words)
        else:
            paint.paragraph(painter, font, colour, QRect(_LEFT, _PAD + self._line, right - _LEFT, self.height()), self.way.words)

    def _sign(self, painter: QPainter) -> None:
        """The dot; of what cannot be chosen a sign instead, so that its grey is not all that tells."""
        theme = self._theme
        dot = QRect(9, _PAD + (self._line - _DOT) // 2, _DOT, _DOT)
        if not self.isEnabled():
            paint_icon(painter, dot, "cross", theme.colour("muted"))
            return
        edge = theme.colour("accent" if self.isChecked() else "border_strong")
        paint.box(painter, dot, _DOT // 2, theme.colour("surface"), edge, width=4.5 if self.isChecked() else 1.2)

    def _key(self, painter: QPainter) -> int:
        """The keycap at the right; returns where the words have to end."""
        right = self.width() - 10
        if not self.way.key or not self.isEnabled():
            return right
        wide = paint.keycap_width(self._theme, self.way.key)
        paint.keycap(painter, self._theme, right - wide, _PAD + self._line // 2, self.way.key)
        return right - wide - 8

    @property
    def _line(self) -> int:
        return self._theme.scaled(_LINE)

    def _room(self, width: int) -> int:
        key = paint.keycap_width(self._theme, self.way.key) + 8 if self.way.key else 0
        return width - _LEFT - 10 - key

    def _title_width(self) -> int:
        return paint.text_width(self._theme.font("body", bold=True), self.way.title)  # so that nothing moves when it is chosen

    def _on_one_line(self, width: int) -> bool:
        words = paint.text_width(self._theme.font("small"), self.way.words)
        return self._title_width() + _GAP + words <= self._room(width)

    def _tall(self, width: int) -> int:
        metrics = QFontMetrics(self._theme.font("small"))
        return metrics.boundingRect(QRect(0, 0, max(60, self._room(width)), 1_000), _WRAP, self.way.words).height() + 2
