"""The card of an answer: the suggestion, or one side of a second opinion, or a notice in its place. Its height never changes."""

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

HEIGHT = 158


@dataclass(frozen=True, slots=True)
class CardFace:
    """What a card shows. `keys` do what `act` says; a card without keys cannot be pressed. `share` fills the bar, 0 to 1."""

    title: str
    chance: str = ""
    detail: str = ""  # the label's description
    why: str = ""
    wordy: bool = False  # the reasons are a model's own words, and get the room of the description
    share: float | None = None
    keys: tuple[str, ...] = ()
    act: str = ""
    icon: str = ""  # of a notice
    strong: bool = True  # on the accent's ground


class AnswerCard(Pressable):
    """Paints a `CardFace` at fixed places. `painted` follows each paint; `clicked` comes only from a card with keys."""

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face = CardFace("")
        self._asleep = False
        self.setFixedHeight(HEIGHT)

    @property
    def face(self) -> CardFace:
        """What is shown."""
        return self._face

    def show_face(self, face: CardFace) -> None:
        """Show `face`."""
        if face != self._face:
            self._face = face
            self.setEnabled(bool(face.keys))
            self.setAccessibleName(", ".join(part for part in (face.title, face.chance) if part))
            self.setAccessibleDescription(" ".join(part for part in (face.detail, face.why, self._hint()) if part))
            self.setToolTip(plain_tip(face.title, "\n".join(part for part in (face.detail, face.why) if part)))
        self.update()

    def set_asleep(self, asleep: bool) -> None:
        """A sleeping card (a text field has the keys) has a quiet edge."""
        if asleep != self._asleep:
            self._asleep = asleep
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        self._ground(painter)
        room = self.rect().adjusted(16, 14, -16, -12)
        if self._face.icon:
            self._notice(painter, room)
        else:
            self._answer(painter, room)
        if self.hasFocus():
            paint.focus_ring(painter, self.theme, self.rect(), self.theme.radius("large"))
        self.painted.emit()

    def _ground(self, painter: QPainter) -> None:
        strong = self._face.strong and not self._face.icon
        fill = self.theme.colour("accent_soft" if strong else "surface")
        lively = strong and not self._asleep
        edge = self.theme.colour("accent" if lively else "border")
        if self.hovered and self._face.keys:
            edge = self.theme.colour("accent")
        paint.box(painter, self.rect(), self.theme.radius("large"), fill, edge, width=1.5 if lively else 1.0)

    def _answer(self, painter: QPainter, room: QRect) -> None:
        theme, face = self.theme, self._face
        chance = theme.font("label", bold=True)
        wide = paint.text_width(chance, face.chance) + 2 if face.chance else 0
        top = QRect(room.left(), room.top(), room.width(), 26)
        paint.line(painter, chance, theme.colour("text"), top, face.chance, trailing=True)
        paint.line(painter, theme.font("title", bold=True), theme.colour("text"), top.adjusted(0, 0, -wide - 12, 0), face.title)
        self._reasons(painter, QRect(room.left(), room.top() + 29, room.width(), 58))
        if face.share is not None:
            paint.bar(painter, theme, QRect(room.left(), room.top() + 93, room.width(), 4), face.share)
        self._keys(painter, QRect(room.left(), room.bottom() - 22, room.width(), 22))

    def _reasons(self, painter: QPainter, room: QRect) -> None:
        """The description keeps two lines, the rationale one (a model's own words the other way round); alone, either has all three."""
        theme, face = self.theme, self._face
        font, muted = theme.font("body"), theme.colour("muted")
        if face.detail and face.why and face.wordy:
            paint.line(painter, font, muted, QRect(room.left(), room.top(), room.width(), 20), face.detail)
            paint.paragraph(painter, theme.font("small"), muted, room.adjusted(0, 22, 0, 0), face.why)
        elif face.detail and face.why:
            paint.paragraph(painter, font, muted, room.adjusted(0, 0, 0, -19), face.detail)
            paint.line(painter, theme.font("small"), muted, room.adjusted(0, 40, 0, 0), face.why)
        else:
            paint.paragraph(painter, font, muted, room, face.detail or face.why)

    def _keys(self, painter: QPainter, room: QRect) -> None:
        x, middle, font = room.left(), room.center().y(), self.theme.font("body")
        for at, key in enumerate(self._face.keys):
            if at:
                x = self._word(painter, x + 6, room, tr("or")) + 6
            x = paint.keycap(painter, self.theme, x, middle, key)
        if self._face.keys:
            rest = QRect(x + 8, room.top(), room.right() - x - 8, room.height())
            paint.line(painter, font, self.theme.colour("text"), rest, self._face.act)

    def _word(self, painter: QPainter, x: int, room: QRect, word: str) -> int:
        font = self.theme.font("body")
        width = paint.text_width(font, word) + 1
        paint.line(painter, font, self.theme.colour("text"), QRect(x, room.top(), width, room.height()), word)
        return x + width

    def _notice(self, painter: QPainter, room: QRect) -> None:
        theme, face = self.theme, self._face
        paint_icon(painter, QRect(room.left(), room.top() + 2, 20, 20), face.icon, theme.colour("accent"))
        title = QRect(room.left() + 30, room.top(), room.width() - 30, 24)
        paint.line(painter, theme.font("label", bold=True), theme.colour("text"), title, face.title)
        body = QRect(room.left() + 30, room.top() + 30, room.width() - 30, room.height() - 30)
        paint.paragraph(painter, theme.font("body"), theme.colour("muted"), body, face.detail)

    def _hint(self) -> str:
        return f"{tr('or').join(f' {key} ' for key in self._face.keys).strip()}: {self._face.act}" if self._face.keys else ""
