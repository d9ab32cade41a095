"""One candidate in the panel: its number, its name, how it begins, and its place in the model's and in one's own ranking."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.i18n import tr
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

SHORT, TALL = 34, 56
_COLUMN = 48  # of a place, in pixels
_DISC = 22


@dataclass(frozen=True, slots=True)
class RankFace:
    """What a row shows. `model` and `mine` are places, 0 where there is none."""

    key: str
    number: int
    name: str
    words: str = ""
    model: int = 0
    mine: int = 0


class RankRow(Pressable):
    """Paints a `RankFace`. The model's place stands in a ring, one's own in a full disc. `picked` gives its number, from 0."""

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._face: RankFace | None = None
        theme.hold_height(self, TALL)
        self.setEnabled(False)
        self.clicked.connect(self._tell)

    @property
    def face(self) -> RankFace | None:
        """What is shown, or None."""
        return self._face

    def show_face(self, face: RankFace | None) -> None:
        """Show `face`; without one it cannot be pressed."""
        if face == self._face:
            return
        self._face = face
        self.setEnabled(face is not None)
        said = [f"{face.number}, {face.name}", _told(tr("suggested place {n}"), face.model)] if face else []
        said += [_told(tr("your place {n}"), face.mine)] if face else []
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setAccessibleDescription(face.words if face else "")
        self.setToolTip(plain_tip(face.name, face.words) if face else "")
        self.update()

    def set_tall(self, tall: bool) -> None:
        """Two lines, or one where there are many candidates."""
        self.theme.hold_height(self, TALL if tall else SHORT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        if self._face is None:
            return
        painter, theme, face = QPainter(self), self.theme, self._face
        rect = self.rect().adjusted(0, 1, 0, -1)
        if self.hovered or face.mine or face.model == 1:
            soft = "hover" if self.hovered or face.mine else "accent_soft"
            paint.box(painter, rect, theme.radius("medium"), theme.colour(soft))
        paint.keycap(painter, theme, rect.left() + 8, rect.center().y(), face.key or str(face.number))
        room = QRect(rect.left() + 40, rect.top(), rect.width() - 44 - 2 * _COLUMN, rect.height())
        self._texts(painter, room, face)
        self._disc(painter, _column(rect, 1), face.model, full=False)
        self._disc(painter, _column(rect, 0), face.mine, full=True)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    def _texts(self, painter: QPainter, room: QRect, face: RankFace) -> None:
        theme, bold = self.theme, bool(face.mine) or face.model == 1
        name, small, muted = theme.font("label", bold=bold), theme.font("small"), theme.colour("muted")
        px = theme.scaled
        if self.height() >= px(TALL):
            first = QRect(room.left(), room.top() + px(7), room.width(), px(20))
            paint.line(painter, name, theme.colour("text"), first, face.name)
            paint.line(painter, small, muted, QRect(room.left(), room.top() + px(28), room.width(), px(18)), face.words)
            return
        paint.line(painter, name, theme.colour("text"), room, face.name)
        used = paint.text_width(name, face.name[:200]) + 12
        if room.width() - used > 40:
            paint.line(painter, small, muted, room.adjusted(used, 1, 0, 1), face.words)

    def _disc(self, painter: QPainter, column: QRect, place: int, *, full: bool) -> None:
        if not place:
            return
        theme, middle = self.theme, column.center()
        disc = QRect(middle.x() - _DISC // 2, middle.y() - _DISC // 2, _DISC, _DISC)
        paint.box(painter, disc, _DISC // 2, theme.colour("accent" if full else "surface"), theme.colour("accent"), width=1.5)
        font = theme.font("small", bold=True)
        ink, wide = theme.colour("on_accent" if full else "accent"), paint.text_width(font, str(place))
        paint.line(painter, font, ink, QRect(middle.x() - wide // 2, disc.top(), wide + 2, _DISC), str(place))

    def _tell(self) -> None:
        if self._face is not None:
            self.picked.emit(self._face.number - 1)


class RankHead(QWidget):
    """The headings of the two columns of places."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = False
        theme.hold_height(self, 22)
        theme.changed.connect(self.update)

    def show_columns(self, *, model: bool) -> None:
        """Whether a model's ranking is shown."""
        self._model = model
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter, font, muted = QPainter(self), self.theme.font("caption"), self.theme.colour("muted")
        for at, text in enumerate((tr("yours"), tr("model's") if self._model else "")):
            column = _column(self.rect(), at)
            wide = min(column.width(), paint.text_width(font, text) + 2)
            paint.line(painter, font, muted, QRect(column.center().x() - wide // 2, 0, wide, self.height()), text)


def _column(rect: QRect, at: int) -> QRect:
    """The column of places that is the `at`-th from the right."""
    return QRect(rect.right() - 4 - _COLUMN * (at + 1), rect.top(), _COLUMN, rect.height())


def _told(text: str, place: int) -> str:
    return text.format(n=place) if place else ""
