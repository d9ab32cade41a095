"""A few choices side by side, one of which is taken: yes and no, or a short enum."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.task import Field, FieldType
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.icons import paint_icon
from desktop.review.editors.fields_control import HEIGHT, Control
from desktop.theme import Theme
from desktop.widgets import paint
from desktop.widgets.keys import strokes
from desktop.widgets.spoken import Role

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SegmentControl(Control):
    """Digits and first letters choose, the arrows walk, Delete clears."""

    spoken_as = Role.ComboBox

    def __init__(self, theme: Theme, keymap: Keymap, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, field, parent)
        yes_no = field.type is FieldType.BOOLEAN
        self._values: tuple[JsonValue, ...] = (True, False) if yes_no else field.choices
        self._words = (tr("yes"), tr("no")) if yes_no else field.choices
        self._value: JsonValue = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(field.name)

    @override
    def value(self) -> JsonValue:
        return self._value

    @override
    def put(self, value: JsonValue) -> None:
        self._value = value
        word = self._words[self._values.index(value)] if value in self._values else tr("not answered")
        self.setAccessibleName(tr("{name}: {value}", name=self.field.name, value=word))
        self.update()

    @override
    def enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.scaled(HEIGHT))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self.take_key(event):
            return
        place = self._meant(event)
        if place is not None:
            self._choose(self._values[place])
        elif event.key() == Qt.Key.Key_Delete:
            self._choose(None)
        event.accept()  # what it has no use for is no command either

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        place = next((at for at, rect in enumerate(self._rects()) if rect.contains(event.position().toPoint())), None)
        if place is not None:
            self._choose(self._values[place])

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme = self.theme
        for rect, word, value in zip(self._rects(), self._words, self._values, strict=True):
            taken = value == self._value
            if taken:
                edge = theme.colour("accent")
                fill = theme.colour("surface" if self.models else "accent_soft")
                paint.box(painter, rect, theme.radius("small"), fill, edge)
                paint_icon(painter, QRect(rect.left() + 8, rect.center().y() - 6, 14, 14), "check", edge)
            room = rect.adjusted(26, 0, -6, 0)
            paint.line(painter, theme.font("body", bold=taken), theme.colour("text" if taken else "muted"), room, word)

    def _rects(self) -> list[QRect]:
        each = (self.width() - 8) // len(self._values)
        return [
            QRect(4 + at * each, 4, each - 4 if at < len(self._values) - 1 else each, self.height() - 8)
            for at in range(len(self._values))
        ]

    def _meant(self, event: QKeyEvent) -> int | None:
        """The place of the segment that a key means."""
        here = self._values.index(self._value) if self._value in self._values else None
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            return 0 if here is None else (here + step) % len(self._values)
        digit = next((int(stroke) for stroke in strokes(event) if stroke.isdigit()), 0)
        if 0 < digit <= len(self._values):
            return digit - 1
        letter = event.text().casefold()
        return next((at for at, word in enumerate(self._words) if letter.strip() and word.casefold().startswith(letter)), None)

    def _choose(self, value: JsonValue) -> None:
        if value != self._value:
            self.put(value)
            self.edited.emit()
