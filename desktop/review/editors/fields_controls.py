"""The controls of a record's fields, found by the type of the field through `control_of`."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from core.domain.json import JsonValue
from core.domain.task import Field, FieldType
from desktop.actions import Keymap
from desktop.i18n import tr
from desktop.review.editors.fields_control import Control
from desktop.review.editors.fields_segments import SegmentControl
from desktop.review.editors.fields_values import text_of, value_of, wanted
from desktop.screens.combo import Combo
from desktop.theme import Theme
from desktop.widgets.keys import strokes

#: so many choices, and so many characters in all, stand side by side; more open as a list
_BESIDE, _LETTERS = 4, 24

_SHEET = Template(
    """
QLineEdit#value, QLineEdit#value:focus { background: transparent; border: none; padding: 0 10px; placeholder-text-color: $muted; }
QComboBox#value, QComboBox#value:focus { background: transparent; border: none; padding: 0 10px; }
QComboBox#value::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border; selection-background-color: $accent_soft;
    selection-color: $text; outline: none; }
"""
)


def sheet(theme: Theme) -> str:
    """The stylesheet of the controls: their ground is painted by themselves."""
    return _SHEET.substitute(theme.tokens.colours)


class LineControl(Control):
    """A line for texts, numbers, dates and lists."""

    def __init__(self, theme: Theme, keymap: Keymap, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, field, parent)
        self.line = _Line(self)
        self.line.setObjectName("value")
        self.line.setPlaceholderText(wanted(field))
        self._shown: JsonValue = None
        _fill(self, self.line)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._tidy)

    @override
    def value(self) -> JsonValue:
        return self._shown

    @override
    def put(self, value: JsonValue) -> None:
        self._shown = value
        if not self.line.hasFocus() or value_of(self.line.text(), self.field) != value:
            self.line.setText(text_of(value))
            self.line.setCursorPosition(0)
            if self.line.hasFocus():
                self.line.selectAll()
        self.line.setToolTip("")

    @override
    def inner(self) -> QWidget:
        return self.line

    @override
    def enter(self) -> None:
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self, text: str) -> None:
        self._shown = value_of(text, self.field)
        self.edited.emit()

    def _tidy(self) -> None:
        """What was typed in another notation stands in its own when the line is left."""
        self.line.setText(text_of(self._shown))


class ChoiceControl(Control):
    """A list that opens: letters and digits choose, the arrows walk."""

    def __init__(self, theme: Theme, keymap: Keymap, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(theme, keymap, field, parent)
        self.box = _Box(self)
        self.box.setObjectName("value")
        self.box.addItem(tr("(none)"), None)
        for choice in field.choices:
            self.box.addItem(choice, choice)
        self._odd: JsonValue = None
        _fill(self, self.box)
        self.box.currentIndexChanged.connect(self._chosen)
        self._putting = False

    @override
    def value(self) -> JsonValue:
        at = self.box.currentIndex()
        return self._odd if at < 0 else self.field.choices[at - 1] if at else None

    @override
    def put(self, value: JsonValue) -> None:
        """A value that is no choice is kept until another is chosen."""
        self._putting = True
        self._odd = value
        self.box.setCurrentIndex(self.field.choices.index(str(value)) + 1 if value in self.field.choices else -1 if value else 0)
        self.box.setPlaceholderText(text_of(value))
        self._putting = False

    @override
    def inner(self) -> QWidget:
        return self.box

    def _chosen(self, _index: int) -> None:
        if not self._putting:
            self.edited.emit()


class _Line(QLineEdit):
    def __init__(self, control: Control) -> None:
        super().__init__(control)
        self._control = control

    @override
    def keyPressEvent(self, arg__1: QKeyEvent, /) -> None:
        if not self._control.take_key(arg__1):
            super().keyPressEvent(arg__1)
            arg__1.accept()  # what the line has no use for is no command either

    @override
    def focusInEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusInEvent(arg__1)
        self._control.update()
        self._control.focused.emit(True)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent, /) -> None:
        super().focusOutEvent(arg__1)
        self._control.update()
        self._control.focused.emit(False)


class _Box(Combo):
    def __init__(self, control: Control) -> None:
        super().__init__(control)
        self._control = control

    @override
    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        if self._control.take_key(e):
            return
        digit = next((int(stroke) for stroke in strokes(e) if stroke.isdigit()), 0)
        if 0 < digit < self.count():
            self.setCurrentIndex(digit)
        elif e.key() == Qt.Key.Key_Delete:
            self.setCurrentIndex(0)
        else:
            super().keyPressEvent(e)
        e.accept()

    @override
    def focusInEvent(self, e: QFocusEvent, /) -> None:
        super().focusInEvent(e)
        self._control.update()
        self._control.focused.emit(True)

    @override
    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        self._control.update()
        if e.reason() is not Qt.FocusReason.PopupFocusReason:
            self._control.focused.emit(False)


def _fill(control: Control, inner: QWidget) -> None:
    layout = QHBoxLayout(control)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(inner)
    inner.setAccessibleName(control.field.name)
    inner.setAccessibleDescription(control.field.description)


def _enum(theme: Theme, keymap: Keymap, field: Field, parent: QWidget | None = None) -> Control:
    """Few short choices stand side by side."""
    beside = len(field.choices) <= _BESIDE and sum(map(len, field.choices)) <= _LETTERS
    made = SegmentControl if beside else ChoiceControl
    return made(theme, keymap, field, parent)


_Maker = Callable[[Theme, Keymap, Field, QWidget | None], Control]
CONTROLS: dict[FieldType, _Maker] = {
    FieldType.STRING: LineControl,
    FieldType.NUMBER: LineControl,
    FieldType.INTEGER: LineControl,
    FieldType.DATE: LineControl,
    FieldType.LIST: LineControl,
    FieldType.BOOLEAN: SegmentControl,
    FieldType.ENUM: _enum,
}


def control_of(theme: Theme, keymap: Keymap, field: Field, parent: QWidget) -> Control:
    """A new control for a field."""
    return CONTROLS[field.type](theme, keymap, field, parent)
