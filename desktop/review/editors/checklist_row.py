"""One criterion: its digit, its name and what it means, and at the right yes and no, one of which is taken."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.task import Field
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review.editors.fields_record import FieldState, RecordDraft
from desktop.review.editors.fields_row import STATES
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip
from desktop.widgets.press import Pressable

HEIGHT = 58
_PILL = 52


class CriterionRow(Pressable):
    """Pressing it is its digit. The model's answer has a dashed edge and says so; one's own is solid, with a sign."""

    def __init__(self, theme: Theme, field: Field, key: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.field, self._key = field, key
        self._value: JsonValue = None
        self._state = FieldState.EMPTY
        theme.hold_height(self, HEIGHT)
        self.setToolTip(plain_tip(field.name, field.description))

    @property
    def state(self) -> FieldState:
        """Whose the answer is."""
        return self._state

    def show_record(self, record: RecordDraft) -> None:
        """Show the criterion's part of a record."""
        self._value, self._state = record.value(self.field.name), record.state(self.field.name)
        said = tr("not answered") if self._value is None else tr("yes") if self._value else tr("no")
        self.setAccessibleName(tr("{name}: {value}", name=self.field.name, value=said))
        self.setAccessibleDescription(". ".join(part for part in (self._told(), self.field.description) if part))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, self.theme.scaled(HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self)
        theme, rect = self.theme, self.rect()
        if self.hovered:
            paint.box(painter, rect, theme.radius("medium"), theme.colour("hover"))
        x, px, pill = rect.left() + 8, self.theme.scaled, self._pill
        x = paint.keycap(painter, theme, x, rect.top() + px(18), self._key) + 10 if self._key else x
        right = rect.right() - 8 - 2 * pill
        self._answers(painter, QRect(right, rect.top() + 6, 2 * pill, px(26)))
        used = self._word(painter, QRect(x, rect.top() + px(33), rect.right() - 8 - x, px(20)))
        self._texts(painter, QRect(x, rect.top() + 6, right - x - 10, rect.height() - 10), rect.right() - 8 - x - used)
        if self.hasFocus():
            paint.focus_ring(painter, theme, rect, theme.radius("medium"))

    @property
    def _pill(self) -> int:
        """How wide yes and no are."""
        return self.theme.scaled(_PILL)

    def _texts(self, painter: QPainter, room: QRect, beneath: int) -> None:
        """The name, over two lines where it stands alone; the description beneath it, `beneath` pixels wide."""
        font, theme = self.theme.font("label", bold=True), self.theme
        if not self.field.description:
            paint.paragraph(painter, font, theme.colour("text"), room.adjusted(0, 3, 0, 0), self.field.name)
            return
        paint.line(
            painter, font, theme.colour("text"), QRect(room.left(), room.top(), room.width(), theme.scaled(24)), self.field.name
        )
        rest = QRect(room.left(), room.top() + theme.scaled(27), beneath, theme.scaled(20))
        paint.line(painter, theme.font("small"), theme.colour("muted"), rest, self.field.description)

    def _answers(self, painter: QPainter, room: QRect) -> None:
        theme = self.theme
        paint.box(painter, room, theme.radius("medium"), theme.colour("surface"), theme.colour("border"))
        for at, (value, word) in enumerate(((True, tr("yes")), (False, tr("no")))):
            pill = QRect(room.left() + at * self._pill, room.top(), self._pill, room.height())
            taken = self._value is value
            if taken:
                self._taken(painter, pill, value=value)
            colour = theme.colour("text" if taken else "muted")
            font = theme.font("small", bold=taken)
            width = paint.text_width(font, word) + 2
            left = pill.left() + 22 if taken else pill.center().x() - width // 2
            paint.line(painter, font, colour, QRect(left, pill.top(), pill.right() - left, pill.height()), word)

    def _taken(self, painter: QPainter, pill: QRect, *, value: bool) -> None:
        theme, models = self.theme, self._state is FieldState.MODELS
        radius = theme.radius("medium")
        if models:
            paint.box(painter, pill, radius, theme.colour("accent_soft"))
            painter.setPen(QPen(theme.colour("accent"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(Qt.GlobalColor.transparent))
            painter.drawRoundedRect(pill.adjusted(0, 0, -1, -1), radius, radius)
        else:
            paint.box(painter, pill, radius, theme.colour("surface"), theme.colour("text"), width=1.8)
        sign = QRect(pill.left() + 6, pill.center().y() - 6, 13, 13)
        paint_icon(painter, sign, "check" if value else "cross", theme.colour("accent" if models else "text"))

    def _word(self, painter: QPainter, room: QRect) -> int:
        """Whose the answer is; how much room that takes."""
        font, told = self.theme.font("small"), self._told()
        paint.line(painter, font, self.theme.colour(STATES[self._state][2]), room, told, trailing=True)
        return paint.text_width(font, told) + 12 if told else 0

    def _told(self) -> str:
        return "" if self._state is FieldState.EMPTY else tr(STATES[self._state][1])
