"""One field of a record: its digit and name, whose its value is, the control, and beneath it what is wrong or what it was."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.domain.task import Field
from desktop.actions import Keymap
from desktop.i18n import QT_TR_NOOP, tr
from desktop.icons import paint_icon
from desktop.review.editors.fields_controls import control_of
from desktop.review.editors.fields_record import FieldState, RecordDraft
from desktop.review.editors.fields_values import text_of, told_problem
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.finder import plain_tip

HEIGHT = 80
_HEAD, _FOOT, _LEFT = 22, 18, 12
_ELIDED = 36  # a longer value may not be seen whole

#: the icon, the word and the tone of each state
STATES: dict[FieldState, tuple[str, str, str]] = {
    FieldState.MODELS: ("", QT_TR_NOOP("model's"), "accent"),
    FieldState.ACCEPTED: ("check", QT_TR_NOOP("accepted"), "good"),
    FieldState.CORRECTED: ("pencil", QT_TR_NOOP("corrected"), "changed"),
    FieldState.CLEARED: ("cross", QT_TR_NOOP("cleared"), "changed"),
    FieldState.OWN: ("pencil", QT_TR_NOOP("yours"), "text"),
    FieldState.EMPTY: ("", QT_TR_NOOP("empty"), "muted"),
}


class FieldRow(QWidget):
    """Shows one field of a record; its control takes the keyboard."""

    def __init__(self, theme: Theme, keymap: Keymap, field: Field, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.field, self._key = theme, field, key
        self.control = control_of(theme, keymap, field, self)
        self._state = FieldState.EMPTY
        self.problem = ""
        self._was = ""
        self._asked_of = ""
        theme.hold_height(self, HEIGHT)
        QVBoxLayout(self).addWidget(self.control)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def state(self) -> FieldState:
        """Whose the value is."""
        return self._state

    def show_record(self, record: RecordDraft) -> None:
        """Show the field's part of a record. An empty field that has to be filled in is told when it was cleared or asked for."""
        name = self.field.name
        value = record.value(name)
        self.control.put(value)
        self._state = record.state(name)
        dealt_with = self._state in (FieldState.CLEARED, FieldState.ACCEPTED) or self._asked_of == record.item_id
        told = value is not None or dealt_with
        self.problem = told_problem(value, self.field) if told else ""
        differs = self._state in (FieldState.CORRECTED, FieldState.CLEARED)
        self._was = text_of((record.suggested or {}).get(name)) if differs else ""
        self.control.show_whose(models=self._state is FieldState.MODELS)
        self._tell()
        self.update()

    def ask_for(self, record: RecordDraft) -> None:
        """Say what is wrong with the field, also when nobody has been in it yet."""
        self._asked_of = record.item_id
        self.show_record(record)

    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(_LEFT, self.theme.scaled(_HEAD) + 1, 2, self.theme.scaled(_FOOT) + 4)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        self._edge(painter)
        head = QRect(_LEFT, 0, self.width() - _LEFT - 2, self.theme.scaled(_HEAD))
        x = head.left()
        if self._key:
            x = paint.keycap(painter, self.theme, x, head.center().y(), self._key) + 8
        used = self._word(painter, head)
        name = QRect(x, head.top(), max(0, head.right() - used - x), head.height())
        font = self.theme.font("body", bold=True)
        paint.line(painter, font, self.theme.colour("text"), name, self.field.name + (" *" if self.field.required else ""))
        foot = self.theme.scaled(_FOOT)
        self._foot(painter, QRect(_LEFT + 2, self.height() - foot - 4, self.width() - _LEFT - 4, foot))

    def _edge(self, painter: QPainter) -> None:
        """A line at the left: dashed while the value is the model's, solid when a person has dealt with it."""
        if self._state is FieldState.EMPTY:
            return
        style = Qt.PenStyle.DashLine if self._state is FieldState.MODELS else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.theme.colour(STATES[self._state][2]), 3, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(2, 3, 2, self.height() - self.theme.scaled(_FOOT) - 8)

    def _word(self, painter: QPainter, room: QRect) -> int:
        """Whose the value is; how much room that takes."""
        icon, word, tone = STATES[self._state]
        font, colour = self.theme.font("small"), self.theme.colour(tone)
        wide = paint.text_width(font, tr(word)) + 2
        paint.line(
            painter, font, colour, QRect(room.right() - wide + 1, room.top(), wide, room.height()), tr(word), trailing=True
        )
        if icon:
            paint_icon(painter, QRect(room.right() - wide - 17, room.center().y() - 6, 13, 13), icon, colour)
        return wide + (30 if icon else 12)

    def _foot(self, painter: QPainter, room: QRect) -> None:
        font, theme = self.theme.font("caption"), self.theme
        if self.problem:
            paint_icon(painter, QRect(room.left(), room.center().y() - 6, 13, 13), "warning", theme.colour("bad"))
            paint.line(painter, font, theme.colour("bad"), room.adjusted(18, 0, 0, 0), self.problem)
        elif self._was:
            paint.line(painter, font, theme.colour("muted"), room, tr("the model: {value}", value=" ".join(self._was.split())))
        else:
            paint.line(painter, font, theme.colour("muted"), room, self.field.description)

    def _tell(self) -> None:
        """The same for those who do not see it."""
        word = tr(STATES[self._state][1])
        was = tr("the model: {value}", value=self._was) if self._was else ""
        inner = self.control.inner()
        inner.setAccessibleDescription(". ".join(part for part in (word, self.problem, was, self.field.description) if part))
        value = text_of(self.control.value())
        whole = value if len(value) > _ELIDED else ""
        told = "\n".join(part for part in (self.field.description, was, whole) if part)
        self.setToolTip(plain_tip(self.field.name, told))
        self.setAccessibleDescription(told or self.field.name)
