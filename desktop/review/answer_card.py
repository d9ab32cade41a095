"""The card of an answer: the suggestion, what a person made of it, one side of a second opinion, or a notice in their place.

Its height follows from the task, never from the item; only where two answers are compared may it grow with what is to be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

HEIGHT = 158
COMPACT = 138  # two lines of reasons rather than three: where more has to stand beneath
_MOST = 360
_FOOT = 45  # the bar and the keys, with what keeps them apart
_TITLE_LINES = 44  # the height of a title in two lines


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
    mine: bool = False  # what the person has made: a pencil and a dark edge, and no accent's ground
    also: tuple[tuple[str, str], ...] = ()  # further keys and what they do, at the right


class AnswerCard(Pressable):
    """Paints a `CardFace` at fixed places. `painted` follows each paint; `clicked` comes only from a card with keys."""

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face = CardFace("")
        self._asleep = False
        theme.hold_height(self, HEIGHT)

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

    def set_compact(self, compact: bool) -> None:
        """Whether the reasons have two lines rather than three."""
        self.theme.hold_height(self, COMPACT if compact else HEIGHT)

    def grow(self, width: int) -> None:
        """As tall as a title of several lines needs at this width, within reason; what is left over stands in the tool tip."""
        more = 0 if self._fits(width - 32) else max(0, self._wrapped(width - 32).height() - self._px(_TITLE_LINES))
        self.setFixedHeight(min(self._px(_MOST), self._px(HEIGHT) + more))

    def set_asleep(self, asleep: bool) -> None:
        """A sleeping card (a text field has the keys) has a quiet edge."""
        if asleep != self._asleep:
            self._asleep = asleep
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())

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
            inside = self.rect().adjusted(4, 4, -4, -4)  # apart from the edge, which may have the ring's colour
            paint.focus_ring(painter, self.theme, inside, self.theme.radius("medium"))
        self.painted.emit()

    def _ground(self, painter: QPainter) -> None:
        face = self._face
        strong = face.strong and not face.icon and not face.mine
        fill = self.theme.colour("accent_soft" if strong else "surface")
        lively = (strong or face.mine) and not self._asleep
        edge = self.theme.colour("border_strong" if face.mine else "accent" if lively else "border")
        if self.hovered and face.keys:
            edge = self.theme.colour("accent")
        paint.box(painter, self.rect(), self.theme.radius("large"), fill, edge, width=1.5 if lively else 1.0)

    def _answer(self, painter: QPainter, room: QRect) -> None:
        theme, face = self.theme, self._face
        chance = theme.font("label", bold=True)
        wide = paint.text_width(chance, face.chance) + 2 if face.chance else 0
        paint.line(painter, chance, theme.colour("text"), self._top(room), face.chance, trailing=True)
        used = self._title(painter, room, wide + 12 if wide else 0)
        self._reasons(painter, room.adjusted(0, used, 0, -self._px(_FOOT)))
        if face.share is not None:
            paint.bar(painter, theme, QRect(room.left(), room.bottom() - self._px(38), room.width(), 4), face.share)
        self._keys(painter, QRect(room.left(), room.bottom() - self._px(22), room.width(), self._px(22)))

    def _top(self, room: QRect) -> QRect:
        return QRect(room.left(), room.top(), room.width(), self._px(26))

    def _fits(self, width: int) -> bool:
        return paint.text_width(self.theme.font("title", bold=True), self._face.title[:400]) <= width

    def _wrapped(self, width: int) -> QRect:
        """The room that the title takes in the smaller size, as far as it can be broken."""
        metrics = QFontMetrics(self.theme.font("label", bold=True))
        return metrics.boundingRect(QRect(0, 0, max(40, width), 10_000), int(Qt.TextFlag.TextWordWrap), self._face.title[:4_000])

    def _title(self, painter: QPainter, room: QRect, taken: int) -> int:
        """The title on one line, in two smaller ones where it is long; gives back how far down it reaches."""
        theme, face, left = self.theme, self._face, 0
        if face.mine:
            paint_icon(painter, QRect(room.left(), room.top() + 4, 17, 17), "pencil", theme.colour("text"))
            left = 25
        free = room.adjusted(left, 0, -taken, 0)
        small, colour = theme.font("label", bold=True), theme.colour("text")
        if self._fits(free.width()) or self._wrapped(free.width()).width() > free.width():
            paint.line(painter, theme.font("title", bold=True), colour, self._top(free), face.title)
            return self._px(29)
        two = self._px(_TITLE_LINES)
        tall = max(two, self.height() - self._px(HEIGHT) + two)
        reading = small if tall == two else theme.font("label")
        paint.paragraph(painter, reading, colour, QRect(free.left(), free.top() + 3, free.width(), tall), face.title)
        return tall + 5

    def _reasons(self, painter: QPainter, room: QRect) -> None:
        """The description keeps two lines, the rationale one (a model's own words the other way round); alone, either has all."""
        theme, face = self.theme, self._face
        font, muted = theme.font("body"), theme.colour("muted")
        first = QRect(room.left(), room.top(), room.width(), self._px(20))
        if face.detail and face.why and (face.wordy or room.height() < self._px(58)):
            paint.line(painter, font, muted, first, face.detail)
            paint.paragraph(painter, theme.font("small"), muted, room.adjusted(0, self._px(21), 0, 2), face.why)
        elif face.detail and face.why:
            paint.paragraph(painter, font, muted, room.adjusted(0, 0, 0, -self._px(19)), face.detail)
            last = QRect(room.left(), room.bottom() - self._px(17), room.width(), self._px(18))
            paint.line(painter, theme.font("small"), muted, last, face.why)
        else:
            paint.paragraph(painter, font, muted, room, face.detail or face.why)

    def _keys(self, painter: QPainter, room: QRect) -> None:
        x, middle, font = room.left(), room.center().y(), self.theme.font("body")
        for at, key in enumerate(self._face.keys):
            if at:
                x = self._word(painter, x + 6, room, tr("or")) + 6
            x = paint.keycap(painter, self.theme, x, middle, key)
        right = self._further(painter, room)
        if self._face.keys:
            rest = QRect(x + 8, room.top(), right - x - 8, room.height())
            paint.line(painter, font, self.theme.colour("text"), rest, self._face.act)

    def _further(self, painter: QPainter, room: QRect) -> int:
        """The further keys from the right; gives back where they begin."""
        right, font = room.right(), self.theme.font("body")
        for key, word in reversed(self._face.also):
            wide = paint.text_width(font, word) + 2
            paint.line(painter, font, self.theme.colour("muted"), QRect(right - wide, room.top(), wide, room.height()), word)
            right -= wide + 8 + paint.keycap_width(self.theme, key)
            paint.keycap(painter, self.theme, right, room.center().y(), key)
            right -= 14
        return right

    def _word(self, painter: QPainter, x: int, room: QRect, word: str) -> int:
        font = self.theme.font("body")
        width = paint.text_width(font, word) + 1
        paint.line(painter, font, self.theme.colour("text"), QRect(x, room.top(), width, room.height()), word)
        return x + width

    def _notice(self, painter: QPainter, room: QRect) -> None:
        theme, face = self.theme, self._face
        paint_icon(painter, QRect(room.left(), room.top() + 2, 20, 20), face.icon, theme.colour("accent"))
        title = QRect(room.left() + 30, room.top(), room.width() - 30, self._px(24))
        paint.line(painter, theme.font("label", bold=True), theme.colour("text"), title, face.title)
        down = self._px(30)
        body = QRect(room.left() + 30, room.top() + down, room.width() - 30, room.height() - down)
        paint.paragraph(painter, theme.font("body"), theme.colour("muted"), body, face.detail)

    def _px(self, length: int) -> int:
        """A length that text has to fit into."""
        return self.theme.scaled(length)

    def _hint(self) -> str:
        return f"{tr('or').join(f' {key} ' for key in self._face.keys).strip()}: {self._face.act}" if self._face.keys else ""
