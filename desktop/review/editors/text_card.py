"""The card above a draft or a record: whose it is, how sure the suggester is, why, and which keys do what. Its height never changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

HEIGHT = 116
_PAD = 14


@dataclass(frozen=True, slots=True)
class DraftFace:
    """What a card shows. `keys`: (key, what it does) pairs; without any it cannot be pressed. `models`: it is the model's still."""

    title: str
    icon: str
    word: str = ""  # at the right: a chance, or what an edit amounts to
    detail: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    models: bool = False
    tone: str = ""  # theme token of the word's colour; its ground is `<tone>_soft`


class DraftCard(Pressable):
    """Paints a `DraftFace` at fixed places. `painted` follows each paint; `clicked` does what its first key does."""

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face = DraftFace("", "")
        self._asleep = False
        theme.hold_height(self, HEIGHT)

    @property
    def face(self) -> DraftFace:
        """What is shown."""
        return self._face

    def show_face(self, face: DraftFace) -> None:
        """Show `face`."""
        if face != self._face:
            self._face = face
            self.setEnabled(bool(face.keys))
            self.setAccessibleName(", ".join(part for part in (face.title, face.word) if part))
            keys = "; ".join(f"{key}: {act}" for key, act in face.keys)
            self.setAccessibleDescription(" ".join(part for part in (face.detail, keys) if part))
            self.setToolTip(plain_tip(face.title, face.detail) if face.detail else "")
        self.update()

    def set_asleep(self, asleep: bool) -> None:
        """A sleeping card (a text field has the keys) has a quiet edge."""
        if asleep != self._asleep:
            self._asleep = asleep
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.theme.scaled(HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        ground(painter, self.theme, self.rect(), models=self._face.models, lively=not self._asleep)
        room = self.rect().adjusted(_PAD, 10, -_PAD, -10)
        px = self.theme.scaled
        self._head(painter, QRect(room.left(), room.top(), room.width(), px(22)))
        detail = QRect(room.left(), room.top() + px(27), room.width(), px(36))
        paint.paragraph(painter, self.theme.font("small"), self.theme.colour("muted"), detail, self._face.detail)
        self._keys(painter, QRect(room.left(), room.bottom() - px(22), room.width(), px(22)))
        if self.hasFocus():
            paint.focus_ring(painter, self.theme, self.rect(), self.theme.radius("large"))
        self.painted.emit()

    def _head(self, painter: QPainter, room: QRect) -> None:
        theme, face = self.theme, self._face
        paint_icon(painter, QRect(room.left(), room.center().y() - 8, 17, 17), face.icon, theme.colour("accent"))
        used = badge(painter, theme, room, face.word, face.tone) if face.word else 0
        title = room.adjusted(26, 0, -used, 0)
        paint.line(painter, theme.font("label", bold=True), theme.colour("text"), title, face.title)

    def _keys(self, painter: QPainter, room: QRect) -> None:
        x, middle, font = room.left(), room.center().y(), self.theme.font("body")
        for key, act in self._face.keys:
            wide = paint.keycap_width(self.theme, key) + 7 + paint.text_width(font, act) + 2
            if x + wide > room.right() + 1 and x > room.left():
                return
            x = paint.keycap(painter, self.theme, x, middle, key) + 7
            rest = QRect(x, room.top(), min(paint.text_width(font, act) + 2, room.right() - x), room.height())
            paint.line(painter, font, self.theme.colour("text"), rest, act)
            x = rest.right() + 14


def ground(painter: QPainter, theme: Theme, rect: QRect, *, models: bool, lively: bool, focused: bool = False) -> None:
    """The ground of a draft: the model's is tinted with a dashed edge, one's own is plain with a solid one."""
    fill = theme.colour("accent_soft" if models else "surface")
    if focused:
        paint.box(painter, rect, theme.radius("medium"), fill)
        paint.focus_ring(painter, theme, rect, theme.radius("medium"))
        return
    if not models:
        paint.box(painter, rect, theme.radius("medium"), fill, theme.colour("border_strong"))
        return
    paint.box(painter, rect, theme.radius("medium"), fill)
    pen = QPen(theme.colour("accent" if lively else "border_strong"), 1.2, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), theme.radius("medium"), theme.radius("medium"))


def badge(painter: QPainter, theme: Theme, room: QRect, word: str, tone: str) -> int:
    """A word at the right of `room`, on a ground of its tone where it has one; how much room it takes."""
    font = theme.font("small" if tone else "label", bold=True)
    wide = paint.text_width(font, word) + 2
    rect = QRect(room.right() - wide + 1, room.top(), wide, room.height())
    if tone:
        rect.translate(-8, 0)
        paint.box(painter, rect.adjusted(-8, 1, 8, -1), 9, theme.colour(f"{tone}_soft"))
    paint.line(painter, font, theme.colour(tone or "text"), rect, word, trailing=True)
    return wide + (28 if tone else 12)
