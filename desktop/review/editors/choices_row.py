"""One label of several: its digit, a box that tells whose tick stands in it, its name, and in a word what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review.editors.choices_draft import Tick
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

ROW_HEIGHT = 34
_BOX = 16
_TICKED = frozenset({Tick.SUGGESTED, Tick.ADDED})


@dataclass(frozen=True, slots=True)
class TickFace:
    """What a row shows."""

    key: str
    name: str
    tick: Tick = Tick.NONE
    detail: str = ""
    chance: str = ""


class TickRow(Pressable):
    """Paints a `TickFace`; an empty row keeps its place. `picked` gives the label's name when it is pressed."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face: TickFace | None = None
        theme.hold_height(self, ROW_HEIGHT)
        self.setEnabled(False)
        self.setCheckable(True)  # a check box to a screen reader
        self.clicked.connect(self._tell)

    @property
    def face(self) -> TickFace | None:
        """What is shown, or None."""
        return self._face

    def show_face(self, face: TickFace | None) -> None:
        """Show `face`, or keep the place empty."""
        if face == self._face:
            return
        self._face = face
        self.setEnabled(face is not None)
        self.setChecked(face is not None and face.tick in _TICKED)
        said = [face.name, _state(face.tick), face.chance] if face else []
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setAccessibleDescription(face.detail if face else "")
        self.setToolTip(plain_tip(face.name, face.detail) if face else "")
        self.update()

    @override
    def nextCheckState(self) -> None:
        """What is ticked stands in the draft: a press alone changes nothing."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.scaled(ROW_HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        if self._face is None:
            return
        painter, face, theme = QPainter(self), self._face, self.theme
        rect = self.rect().adjusted(0, 1, 0, -1)
        if self.hovered or face.tick in _TICKED:
            soft = "accent_soft" if face.tick is Tick.SUGGESTED else "hover"
            paint.box(painter, rect, theme.radius("medium"), theme.colour(soft))
        left, middle = rect.left() + 8, rect.center().y()
        if face.key:
            paint.keycap(painter, theme, left, middle, face.key)
        self._tick(painter, QRect(left + 32, middle - _BOX // 2 + 1, _BOX, _BOX), face.tick)
        start, right = left + 58, self._words(painter, rect, face)
        self._name(painter, QRect(start, rect.top(), right - start - 8, rect.height()), face)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _tick(self, painter: QPainter, rect: QRect, tick: Tick) -> None:
        """The model's tick is drawn in outline, the person's is filled; a box that lost its tick, or waits for one, is broken."""
        theme = self.theme
        edge = theme.colour("accent" if tick in _TICKED else "border_strong")
        fill = theme.colour("accent" if tick is Tick.ADDED else "surface")
        paint.box(painter, rect, theme.radius("small"), fill, edge, width=1.5)
        if tick in (Tick.REMOVED, Tick.PROPOSED):
            painter.setPen(QPen(theme.colour("surface"), 2.0, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, theme.radius("small"), theme.radius("small"))
        if tick in _TICKED:
            ink = theme.colour("on_accent" if tick is Tick.ADDED else "accent")
            paint_icon(painter, rect.adjusted(1, 1, -1, -1), "check", ink)

    def _words(self, painter: QPainter, rect: QRect, face: TickFace) -> int:
        """The chance and, before it, what became of the label; gives back where they begin."""
        right, colour = rect.right() - 10, self._ink(face.tick)
        for text, font in ((face.chance, self.theme.font("body")), (_state(face.tick), self.theme.font("small"))):
            if text:
                wide = paint.text_width(font, text) + 2
                paint.line(painter, font, colour, QRect(right - wide, rect.top(), wide, rect.height()), text, trailing=True)
                right -= wide + 10
        return right

    def _ink(self, tick: Tick) -> QColor:
        return self.theme.colour(
            "accent" if tick in (Tick.SUGGESTED, Tick.PROPOSED) else "text" if tick is Tick.ADDED else "muted"
        )

    def _name(self, painter: QPainter, room: QRect, face: TickFace) -> None:
        font = QFont(self.theme.font("label", bold=face.tick in _TICKED))
        font.setStrikeOut(face.tick is Tick.REMOVED)
        paint.line(painter, font, self.theme.colour("muted" if face.tick is Tick.REMOVED else "text"), room, face.name)
        used = paint.text_width(font, face.name[:200]) + 12
        if face.detail and room.width() - used > 60:
            small, muted = self.theme.font("small"), self.theme.colour("muted")
            paint.line(painter, small, muted, room.adjusted(used, 1, 0, 1), face.detail)

    def _tell(self) -> None:
        if self._face is not None:
            self.picked.emit(self._face.name)


def _state(tick: Tick) -> str:
    """What became of a label, in a word."""
    said = {
        Tick.SUGGESTED: tr("suggested"),
        Tick.ADDED: tr("added"),
        Tick.REMOVED: tr("removed"),
        Tick.PROPOSED: tr("suggested too"),
    }
    return said.get(tick, "")
