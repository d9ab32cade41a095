"""One row of the panel: a digit, a label (or a reason), its description in the room that is left, its chance."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

ROW_HEIGHT = 34
TALL = 66  # of two alternatives, each in a box of its own


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows. `value` is what pressing it means; `key` is empty where no key does it, `also` is a second one."""

    key: str
    value: str
    text: str
    detail: str = ""
    chance: str = ""
    marked: bool = False  # what is suggested, or the marked reason
    also: str = ""


class LabelRow(Pressable):
    """Paints a `Row`; an empty one keeps its place. `picked` gives the row's value when it is pressed."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._row: Row | None = None
        theme.hold_height(self, ROW_HEIGHT)
        self.setEnabled(False)
        self.clicked.connect(self._tell)

    @property
    def row(self) -> Row | None:
        """What is shown, or None."""
        return self._row

    def show_row(self, row: Row | None) -> None:
        """Show `row`, or keep the place empty."""
        if row == self._row:
            return
        self._row = row
        self.setEnabled(row is not None)
        said = tr("{text}, suggested", text=row.text) if row and row.marked else row.text if row else ""
        self.setAccessibleName(said)
        self.setAccessibleDescription(row.detail if row else "")
        self.setToolTip(plain_tip(row.text, row.detail) if row else "")
        self.update()

    def set_tall(self, tall: bool) -> None:
        """Whether it stands in a box of its own, with larger words."""
        self.theme.hold_height(self, TALL if tall else ROW_HEIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        theme, rect, row = self.theme, self._box(), self._row
        self._ground(painter, rect, row)
        left = rect.left() + (16 if self._tall else 8)
        for at, key in enumerate(key for key in (row.key, row.also) if key):
            paint.keycap(painter, theme, left + 28 * at, rect.center().y(), key)
        left += 28 if row.also else 0
        right = self._chance(painter, rect, row)
        self._texts(painter, QRect(left + 32, rect.top(), right - left - 40, rect.height()), row)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    @property
    def _tall(self) -> bool:
        return self.height() > self.theme.scaled(ROW_HEIGHT)

    def _box(self) -> QRect:
        gap = 4 if self._tall else 1
        return self.rect().adjusted(0, gap, 0, -gap)

    def _ground(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme = self.theme
        if row.marked or self.hovered or self._tall:
            fill = "accent_soft" if row.marked else "hover" if self.hovered else "surface"
            edge = theme.colour("accent" if row.marked else "border") if self._tall else None
            paint.box(painter, rect, theme.radius("medium"), theme.colour(fill), edge)

    def _chance(self, painter: QPainter, rect: QRect, row: Row) -> int:
        right = rect.right() - 10
        if row.chance:
            font = self.theme.font("body", bold=row.marked)
            width = paint.text_width(font, row.chance) + 2
            colour = self.theme.colour("text" if row.marked else "muted")
            paint.line(painter, font, colour, QRect(right - width, rect.top(), width, rect.height()), row.chance, trailing=True)
            right -= width + 6
        if row.marked:
            paint_icon(painter, QRect(right - 16, rect.center().y() - 7, 15, 15), "check", self.theme.colour("accent"))
            right -= 20
        return right

    def _texts(self, painter: QPainter, room: QRect, row: Row) -> None:
        font = self.theme.font("title" if self._tall else "label", bold=row.marked)
        if self._tall and row.detail:
            px = self.theme.scaled
            upper, lower = QRect(room.left(), room.top() + 8, room.width(), px(24)), room.adjusted(0, px(24) + 8, 0, -6)
            paint.line(painter, font, self.theme.colour("text"), upper, row.text)
            paint.line(painter, self.theme.font("small"), self.theme.colour("muted"), lower, row.detail)
            return
        paint.line(painter, font, self.theme.colour("text"), room, row.text)
        used = paint.text_width(font, row.text[:200]) + 12
        if row.detail and room.width() - used > 60:
            small = self.theme.font("small")
            paint.line(painter, small, self.theme.colour("muted"), room.adjusted(used, 1, 0, 1), row.detail)

    def _tell(self) -> None:
        if self._row is not None:
            self.picked.emit(self._row.value)
